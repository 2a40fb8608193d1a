export type Random = () => number

/** The same numbers, 0 to 1, for the same words, on any machine (mulberry32 over an FNV-1a hash). */
export function createRandom(...words: readonly (string | number)[]): Random {
  let state = 0x811c9dc5
  for (const char of words.join(' ')) state = Math.imul(state ^ char.charCodeAt(0), 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
