/** JSON with the keys of every object in order, so that the order in which a definition was written does not matter. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical)}]`
  const entries = value as { [key: string]: unknown }
  const written = Object.keys(entries).filter((key) => entries[key] !== undefined)
  return `{${written.sort().map((key) => `${JSON.stringify(key)}:${canonical(entries[key])}`)}}`
}

/**
 * Names the questions exactly as they are written, wording and translations included, in eleven base-36 digits.
 * Answers carry it, so that numbers of two wordings are never pooled. 53 bits tell edits apart; it is no signature.
 *
 * Source: cyrb53 by bryc, public domain, over UTF-16 code units.
 */
export function definitionHash(questions: unknown): string {
  const text = canonical(questions)
  let low = 0xdeadbeef
  let high = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    low = Math.imul(low ^ unit, 2654435761)
    high = Math.imul(high ^ unit, 1597334677)
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  return (4294967296 * (2097151 & high) + (low >>> 0)).toString(36).padStart(11, '0')
}
