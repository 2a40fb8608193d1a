export type Scalars = { [name: string]: string | number | boolean | null | (string | number)[] }

/** A record as one flat list of properties: `survey.id` becomes `survey_id`, `tookMs` becomes `took_ms`. */
export function flat(from: object, into: Scalars = {}, prefix = ''): Scalars {
  for (const [key, value] of Object.entries(from)) {
    const name = prefix + key.replace(/[A-Z]/g, '_$&').toLowerCase()
    if (value?.constructor === Object) flat(value, into, `${name}_`)
    else if (value !== undefined) into[name] = value
  }
  return into
}
