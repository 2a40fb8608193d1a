import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { newcombe, newcombePaired } from '../stats/newcombe.ts'
import { twoSidedZ } from '../stats/normal.ts'
import { type Verdict, verdictOf } from './verdictOf.ts'

/** A difference of two shares, in shares (0.05 is five points). */
export interface ProportionDifference extends Metric {
  verdict: Verdict
  /** Two-sided; `null` while suppressed. */
  p: number | null
}

/** `k` of `n`. */
export interface Part {
  k: number
  n: number
}

/**
 * Share in `a` minus share in `b`, two groups of different people, Newcombe's hybrid score interval; `p` of the pooled
 * z test. `n` is the smaller group.
 *
 * @throws {@link InsightsError} `invalid_input` when `k` of `n` cannot be.
 */
export function proportionDifference(a: Part, b: Part, options: MetricOptions = {}): ProportionDifference {
  const settings = settingsOf(options)
  for (const { k, n } of [a, b])
    if (!(k >= 0 && k <= n))
      throw new InsightsError('invalid_input', `${k} of ${n} is no share: k is 0 to n.`)
  const metric = toMetric(
    { n: Math.min(a.n, b.n), method: 'Newcombe hybrid score interval of a difference of shares' },
    settings,
    () => newcombe(a.k, a.n, b.k, b.n, settings.confidence),
  )
  const pooled = (a.k + b.k) / (a.n + b.n)
  const standardError = Math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n))
  return {
    ...metric,
    verdict: verdictOf(metric, settings.thresholds.comparison),
    p: metric.value === null ? null : standardError > 0 ? twoSidedZ(metric.value / standardError) : 1,
  }
}

/** The same people asked twice: yes both times, only the first, only the second, neither. */
export interface PairedCounts {
  both: number
  first: number
  second: number
  neither: number
}

/**
 * Share the first time minus share the second time, same people; Newcombe's paired interval, and McNemar's test without
 * continuity correction.
 */
export function pairedProportionDifference(
  counts: PairedCounts,
  options: MetricOptions = {},
): ProportionDifference & { chiSquare: number | null } {
  const settings = settingsOf(options)
  const { both, first, second, neither } = counts
  if ([both, first, second, neither].some((count) => !(count >= 0)))
    throw new InsightsError('invalid_input', 'Counts of a paired table are numbers from 0.')
  const n = both + first + second + neither
  const metric = toMetric({ n, method: 'Newcombe paired interval of a difference of shares' }, settings, () =>
    newcombePaired(counts, settings.confidence),
  )
  const changed = first + second
  const chiSquare = changed === 0 ? 0 : (first - second) ** 2 / changed
  return {
    ...metric,
    verdict: verdictOf(metric, settings.thresholds.comparison),
    chiSquare: metric.value === null ? null : chiSquare,
    p: metric.value === null ? null : twoSidedZ(Math.sqrt(chiSquare)),
  }
}
