import type { PulsoRecord } from '@pulso/web/schema'
import { flat } from './flat.ts'

/** Tested on the property's name and the question's type; the last is what was said to a `text` or a `contact`. */
const LESS =
  /hash|audi|stage|sampl|^(at|type|seq) |person|instr|facet|points|_kind|comment|other|^value.* (te|con)/

/**
 * What matters of a record, as text, for backends that take few and short properties and no personal data: contacts,
 * comments and free text stay out.
 */
export function brief(record: PulsoRecord, longest: number): { [name: string]: string | number } {
  const properties = flat(record)
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => !LESS.test(`${name} ${properties.question_type}`))
      .slice(0, 25)
      .map(([name, value]) => [name.slice(0, 40), value === +value! ? value : `${value}`.slice(0, longest)]),
  )
}
