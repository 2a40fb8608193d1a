/** A source of random numbers, 0 ≤ x < 1. */
export type Random = () => number

/**
 * A seeded source: the same seed gives the same numbers on every machine. Not for secrets.
 *
 * xoshiro128** by Blackman and Vigna (2018), its state filled by splitmix32.
 */
export function createRandom(seed: number): Random {
  let fill = seed | 0
  const split = () => {
    fill = (fill + 0x9e3779b9) | 0
    let x = fill ^ (fill >>> 16)
    x = Math.imul(x, 0x21f0aaad)
    x ^= x >>> 15
    x = Math.imul(x, 0x735a2d97)
    return (x ^ (x >>> 15)) >>> 0
  }
  let a = split()
  let b = split()
  let c = split()
  let d = split()
  return () => {
    const scaled = Math.imul(b, 5)
    const result = Math.imul((scaled << 7) | (scaled >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result / 4294967296
  }
}
