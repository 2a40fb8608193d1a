import { Z95 } from './metric.ts'
import { studentT95 } from './studentT95.ts'

/** A value with its 95 % interval. */
export interface Estimate {
  value: number
  lower: number
  upper: number
}

/** Share of `k` in `n`, 0–1, with Wilson's score interval. Source: Newcombe, Statistics in Medicine 17 (1998), method 3. */
export function wilson(k: number, n: number): Estimate {
  const share = k / n
  const z2 = Z95 * Z95
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n)
  const half = (Z95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))) / (1 + z2 / n)
  return {
    value: share,
    lower: k === 0 ? 0 : centre - half, // exactly 0 and 1 at the ends, where rounding would miss them
    upper: k === n ? 1 : centre + half,
  }
}

/**
 * 100 × (share up − share down), as given, within the adjusted Wald interval: three answers are added, ¾ of them to
 * each side, because plain Wald holds its 95 % in only 80 % of samples of ten. Source: Rocks, The American
 * Statistician 70 (2016); measuringu.com/nps-confidence-intervals.
 */
export function netScore(up: number, down: number, n: number): Estimate {
  const size = n + 3
  const plus = (up + 0.75) / size
  const minus = (down + 0.75) / size
  const centre = plus - minus
  const half = Z95 * Math.sqrt((plus + minus - centre * centre) / size)
  return {
    value: (100 * (up - down)) / n,
    lower: Math.max(-100, 100 * (centre - half)),
    upper: Math.min(100, 100 * (centre + half)),
  }
}

/** Mean of values on a scale, with Student's t interval, cut at the ends of the scale. Needs two answers. */
export function mean(counts: ReadonlyMap<number, number>, lowest: number, highest: number): Estimate {
  let n = 0
  let sum = 0
  for (const [value, count] of counts) {
    n += count
    sum += value * count
  }
  const value = sum / n
  let squares = 0
  for (const [step, count] of counts) squares += count * (step - value) ** 2
  const half = studentT95(n - 1) * Math.sqrt(squares / (n - 1) / n)
  return { value, lower: Math.max(lowest, value - half), upper: Math.min(highest, value + half) }
}
