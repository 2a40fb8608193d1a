/**
 * The lot a visitor draws: a number from 0 up to 1, the same for the same visitor and salt, everywhere and always.
 * Multiply and shift per character, as MurmurHash2 mixes, and once more at the end. The salt comes first: what
 * follows mixes it, else the lots under `survey-1` and `survey-2` would move in step.
 */
export function lot(visitor: string, salt: string): number {
  let hash = 0
  for (const character of `${salt}|${visitor}`) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x5bd1e995)
    hash ^= hash >>> 15
  }
  hash = Math.imul(hash ^ (hash >>> 13), 0x5bd1e995)
  hash ^= hash >>> 15
  return (hash >>> 0) / 2 ** 32
}
