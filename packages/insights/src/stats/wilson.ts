import type { Interval } from './Interval.ts'
import { zOf } from './normal.ts'

/**
 * Share of `k` in `n`, 0–1, with Wilson's score interval. With k = 0 the lower bound is exactly 0, with k = n the upper
 * is exactly 1. `k` and `n` may be fractional (effective numbers of weighted answers).
 *
 * Source: Newcombe, Statistics in Medicine 17 (1998) 857–872, method 3.
 */
export function wilson(k: number, n: number, confidence: number): Interval {
  const z = zOf(confidence)
  const share = k / n
  const centre = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n)
  const half = (z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n * n))) / (1 + z ** 2 / n)
  return { value: share, lower: k <= 0 ? 0 : centre - half, upper: k >= n ? 1 : centre + half }
}
