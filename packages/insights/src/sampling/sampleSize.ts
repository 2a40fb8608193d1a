import { InsightsError } from '../InsightsError.ts'
import { netVariance } from '../stats/netInterval.ts'
import { normalCdf, normalQuantile, zOf } from '../stats/normal.ts'

/** A number of answers to wait for. */
export interface SampleSize {
  /** Rounded up. */
  n: number
  /** Before rounding. */
  exact: number
}

/** A few ulps are forgiven, so that 235.0000000001 is not 236. */
const up = (exact: number): SampleSize => ({ n: Math.ceil(exact - 1e-9), exact })

/**
 * Answers for a share within ± `margin`: z² p (1 − p) ÷ margin².
 *
 * @param options - `p`: the share expected, 0.5 (the worst case) by default; `population`: its size when small, which
 * lowers the number (n ÷ (1 + (n − 1)/N)); `cluster`: answers per person and their correlation, which raises it.
 * @throws {@link InsightsError} `invalid_option` for a margin or share outside of 0…1.
 * @see Cochran, Sampling Techniques (1977).
 */
export function sampleSizeForShare(
  margin: number,
  options: {
    p?: number
    confidence?: number
    population?: number
    cluster?: { size: number; correlation: number }
  } = {},
): SampleSize {
  const { p = 0.5, confidence = 0.95, population, cluster } = options
  if (!(margin > 0 && margin < 1 && p >= 0 && p <= 1))
    throw new InsightsError(
      'invalid_option',
      `A margin of ${margin} for a share of ${p}: both are shares, 0 to 1.`,
    )
  const infinite = (zOf(confidence) ** 2 * p * (1 - p)) / margin ** 2
  const finite = population === undefined ? infinite : infinite / (1 + (infinite - 1) / population)
  return up(finite * (cluster ? designEffectOf(cluster.size, cluster.correlation) : 1))
}

/**
 * Sample of a small population by Krejcie and Morgan: χ² N p (1 − p) ÷ (e² (N − 1) + χ² p (1 − p)), rounded to the nearest.
 *
 * @see Krejcie and Morgan, Educational and Psychological Measurement 30 (1970): 80, 278, 370 for 100, 1,000, 10,000.
 */
export function krejcieMorgan(population: number, margin = 0.05, p = 0.5, confidence = 0.95): SampleSize {
  const spread = zOf(confidence) ** 2 * p * (1 - p)
  const exact = (population * spread) / (margin ** 2 * (population - 1) + spread)
  return { n: Math.round(exact), exact }
}

/** Widening by answers that come in clusters: 1 + (m − 1) ρ. */
export const designEffectOf = (size: number, correlation: number): number => 1 + (size - 1) * correlation

/**
 * Answers for a mean within ± `margin`: (z sd ÷ margin)².
 *
 * @throws {@link InsightsError} `invalid_option` for a margin or spread that is not above 0.
 */
export function sampleSizeForMean(margin: number, sd: number, confidence = 0.95): SampleSize {
  if (!(margin > 0 && sd > 0)) throw new InsightsError('invalid_option', 'Margin and spread are above 0.')
  return up(((zOf(confidence) * sd) / margin) ** 2)
}

/**
 * Answers for an NPS within ± `marginPoints`: (z ÷ margin)² (p + d − (p − d)²).
 *
 * @param marginPoints - in points of −100…100.
 * @throws {@link InsightsError} `invalid_option` for shares that do not fit or a margin that is not above 0.
 */
export function sampleSizeForNps(
  marginPoints: number,
  { promoters, detractors }: { promoters: number; detractors: number },
  confidence = 0.95,
): SampleSize & { variance: number } {
  if (!(marginPoints > 0 && promoters >= 0 && detractors >= 0 && promoters + detractors <= 1))
    throw new InsightsError(
      'invalid_option',
      'Promoters and detractors are shares that sum to 1 at most; the margin is above 0.',
    )
  const variance = netVariance(promoters, detractors)
  return { ...up((zOf(confidence) / (marginPoints / 100)) ** 2 * variance), variance }
}

/**
 * Answers *per group* to find a difference of two shares, as R's `power.prop.test` (normal approximation, one tail).
 *
 * @param options - `power`: chance to find it (default 0.8); `alpha`: two-sided error (default 0.05).
 * @throws {@link InsightsError} `invalid_option` for equal shares, or anything outside of 0…1.
 */
export function sampleSizeForDifference(
  p1: number,
  p2: number,
  options: { power?: number; alpha?: number } = {},
): SampleSize {
  const { power = 0.8, alpha = 0.05 } = options
  if (!([p1, p2, power, alpha].every((value) => value > 0 && value < 1) && p1 !== p2))
    throw new InsightsError(
      'invalid_option',
      'Shares, power and alpha are between 0 and 1, and the shares differ.',
    )
  const mean = (p1 + p2) / 2
  const a = normalQuantile(1 - alpha / 2) * Math.sqrt(2 * mean * (1 - mean))
  const b = normalQuantile(power) * Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2))
  return up(((a + b) / (p1 - p2)) ** 2)
}

/**
 * Chance to find a difference of two shares with `n` answers per group, as R's `power.prop.test` (one tail): the question
 * to ask before a comparison is called "no difference".
 */
export function powerOfDifference(p1: number, p2: number, n: number, alpha = 0.05): number {
  const mean = (p1 + p2) / 2
  const spread = Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2))
  const a = normalQuantile(1 - alpha / 2) * Math.sqrt(2 * mean * (1 - mean))
  return normalCdf((Math.sqrt(n) * Math.abs(p1 - p2) - a) / spread)
}
