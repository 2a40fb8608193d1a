import { InsightsError } from '../InsightsError.ts'
import { createRandom } from './createRandom.ts'
import { quantileOf } from './quantileOf.ts'

/** How often, and from where, to draw. */
export interface BootstrapOptions {
  /** @defaultValue `2000` */
  resamples?: number
  /** The same seed gives the same interval. @defaultValue `1` */
  seed?: number
}

/** Bounds of one statistic over resamples. */
export interface Bounds {
  lower: number
  upper: number
  /** Standard deviation over the resamples. */
  standardError: number
}

/**
 * Draws units with replacement and hands the drawn indexes to `statistic`, which gives one or several numbers. Whoever
 * resamples persons and not answers lets the interval know that one person's answers resemble each other.
 *
 * @returns all draws, one row per statistic; a draw that gives `undefined` (no solution) is left out of every row.
 * @throws {@link InsightsError} `invalid_option` for fewer than 2 resamples.
 */
export function resample(
  units: number,
  statistic: (indexes: Int32Array) => readonly number[] | undefined,
  { resamples = 2000, seed = 1 }: BootstrapOptions = {},
): number[][] {
  if (!Number.isInteger(resamples) || resamples < 2)
    throw new InsightsError(
      'invalid_option',
      `\`resamples\` is ${resamples}: it is a whole number of at least 2.`,
    )
  const random = createRandom(seed)
  const indexes = new Int32Array(units)
  const rows: number[][] = []
  for (let draw = 0; draw < resamples; draw += 1) {
    for (let i = 0; i < units; i += 1) indexes[i] = Math.floor(random() * units)
    const found = statistic(indexes)
    if (!found) continue
    for (const [k, value] of found.entries()) {
      const row = (rows[k] ??= [])
      row.push(value)
    }
  }
  return rows
}

/** Percentile bounds of draws. Source: Efron & Tibshirani, An Introduction to the Bootstrap (1993), ch. 13. */
export function boundsOf(draws: readonly number[] | undefined, confidence: number): Bounds {
  const sorted = Float64Array.from(draws ?? []).sort()
  const n = sorted.length
  let sum = 0
  for (const value of sorted) sum += value
  let squares = 0
  for (const value of sorted) squares += (value - sum / n) ** 2
  return {
    lower: quantileOf(sorted, (1 - confidence) / 2),
    upper: quantileOf(sorted, (1 + confidence) / 2),
    standardError: Math.sqrt(squares / (n - 1)),
  }
}
