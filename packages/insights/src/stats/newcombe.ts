import type { Interval } from './Interval.ts'
import { wilson } from './wilson.ts'

/**
 * Share of the first minus share of the second, with the hybrid score interval.
 *
 * Source: Newcombe, Statistics in Medicine 17 (1998) 873–890, method 10.
 */
export function newcombe(k1: number, n1: number, k2: number, n2: number, confidence: number): Interval {
  const a = wilson(k1, n1, confidence)
  const b = wilson(k2, n2, confidence)
  const value = a.value - b.value
  return {
    value,
    lower: value - Math.hypot(a.value - a.lower, b.upper - b.value),
    upper: value + Math.hypot(a.upper - a.value, b.value - b.lower),
  }
}

/**
 * Difference of two shares of the *same* people: `both`, `first` only, `second` only, `neither`. Hybrid score with the
 * correlation of the two.
 *
 * Source: Newcombe, Statistics in Medicine 17 (1998) 2635–2650, method 10.
 */
export function newcombePaired(
  { both, first, second, neither }: { both: number; first: number; second: number; neither: number },
  confidence: number,
): Interval {
  const n = both + first + second + neither
  const a = wilson(both + first, n, confidence)
  const b = wilson(both + second, n, confidence)
  const value = (first - second) / n
  const margins = (both + first) * (second + neither) * (both + second) * (first + neither)
  const cross = both * neither - first * second
  const corrected = cross > n / 2 ? cross - n / 2 : Math.min(cross, 0)
  const phi = margins === 0 ? 0 : corrected / Math.sqrt(margins)
  const side = (x: number, y: number) => Math.sqrt(Math.max(0, x * x - 2 * phi * x * y + y * y))
  return {
    value,
    lower: value - side(a.value - a.lower, b.upper - b.value),
    upper: value + side(a.upper - a.value, b.value - b.lower),
  }
}
