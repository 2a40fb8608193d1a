/**
 * The lot a visitor draws: a number from 0 up to 1, the same for the same visitor and salt, everywhere and always.
 * Multiply and shift per UTF-16 code unit, as MurmurHash2 mixes.
 */
export function lot(visitor: string, salt: string): number {
  let hash = 0
  for (const unit of `${visitor}|${salt}`) {
    hash = Math.imul(hash ^ unit.charCodeAt(0), 0x5bd1e995)
    hash ^= hash >>> 15
  }
  return (hash >>> 0) / 2 ** 32
}
