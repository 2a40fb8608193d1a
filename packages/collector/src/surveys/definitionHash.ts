/** JSON with the keys of every object in order: how a definition was typed in does not matter, what it says does. */
const canonical = (definition: unknown): string =>
  JSON.stringify(definition, (_key, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value,
  )

/**
 * Names the questions exactly as they are written, as the page does: its answers carry the same eleven digits. The page's
 * own is no public part of `@pulso/web`; a test holds the two together.
 *
 * Source: cyrb53 by bryc, public domain, over UTF-16 code units.
 */
export function definitionHash(questions: unknown): string {
  const text = canonical(questions)
  let low = 0xdeadbeef
  let high = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    low = Math.imul(low ^ text.charCodeAt(i), 0x9e3779b1)
    high = Math.imul(high ^ text.charCodeAt(i), 0x5f356495)
  }
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  return ((high & 0x1fffff) * 2 ** 32 + (low >>> 0)).toString(36).padStart(11, '0')
}
