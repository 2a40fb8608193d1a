import cdf from '@stdlib/stats-base-dists-t-cdf'
import quantile from '@stdlib/stats-base-dists-t-quantile'

/** t of a two-sided interval with `df` degrees of freedom; `NaN` without any. */
export const tOf = (confidence: number, df: number): number =>
  df > 0 ? quantile(0.5 + confidence / 2, df) : NaN

/** Two-sided p-value of a t statistic. */
export const twoSidedT = (t: number, df: number): number => 2 * cdf(-Math.abs(t), df)
