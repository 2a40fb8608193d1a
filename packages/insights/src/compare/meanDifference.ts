import { evidenceOf, settingsFor } from '../contract/evidenceOf.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { addExcluded, type Tally } from '../contract/Tally.ts'
import { toMetric } from '../contract/toMetric.ts'
import { type Moments, momentsOfCounts } from '../stats/moments.ts'
import { tOf, twoSidedT } from '../stats/studentT.ts'
import { type Verdict, verdictOf } from './verdictOf.ts'

/** A difference of two means. */
export interface MeanDifference extends Metric {
  verdict: Verdict
  /** Two-sided; `null` while suppressed, or when neither group has any spread. */
  p: number | null
}

/**
 * Mean of `a` minus mean of `b`, two groups of different people, with Welch's interval (unequal variances). `n` is the
 * smaller group: it decides whether anything may be said.
 *
 * Two intervals that overlap are no test; this is.
 */
export function meanDifference(a: Tally, b: Tally, options: MetricOptions = {}): MeanDifference {
  const settings = settingsFor(a, options)
  const { value, standardError, df } = welch(momentsOfCounts(a.counts), momentsOfCounts(b.counts))
  const evidence = evidenceOf(a, 'Welch interval of a difference of means')
  const metric = toMetric(
    { ...evidence, n: Math.min(a.n, b.n), excluded: addExcluded(a.excluded, b.excluded) },
    settings,
    () => {
      const half = tOf(settings.confidence, df) * standardError
      return { value, lower: value - half, upper: value + half }
    },
  )
  return {
    ...metric,
    verdict: verdictOf(metric, settings.thresholds.comparison),
    p: metric.value === null || !(standardError > 0) ? null : twoSidedT(value / standardError, df),
  }
}

/** Difference, its standard error, and Satterthwaite's degrees of freedom. */
export function welch(a: Moments, b: Moments): { value: number; standardError: number; df: number } {
  const va = a.sd ** 2 / a.n
  const vb = b.sd ** 2 / b.n
  return {
    value: a.mean - b.mean,
    standardError: Math.sqrt(va + vb),
    df: (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1)),
  }
}
