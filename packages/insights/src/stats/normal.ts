import cdf from '@stdlib/stats-base-dists-normal-cdf'
import quantile from '@stdlib/stats-base-dists-normal-quantile'

/** z of a two-sided interval: 1.959963984540054 for 0.95. */
export const zOf = (confidence: number): number => quantile(0.5 + confidence / 2, 0, 1)

/** The standard normal quantile at `p`, 0–1. */
export const normalQuantile = (p: number): number => quantile(p, 0, 1)

/** Probability that a standard normal value is at most `z`. */
export const normalCdf = (z: number): number => cdf(z, 0, 1)

/** Two-sided p-value of a z statistic. The far tail is asked for directly: 1 − cdf would round to 0. */
export const twoSidedZ = (z: number): number => 2 * cdf(-Math.abs(z), 0, 1)
