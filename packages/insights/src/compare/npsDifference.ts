import { evidenceOf, settingsFor } from '../contract/evidenceOf.ts'
import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { samePool } from '../contract/Series.ts'
import { addExcluded, asTally, countBetween, type Scores } from '../contract/Tally.ts'
import { toMetric } from '../contract/toMetric.ts'
import { meanInterval } from '../stats/meanInterval.ts'
import { momentsOf } from '../stats/moments.ts'
import { netInterval } from '../stats/netInterval.ts'
import { twoSidedZ, zOf } from '../stats/normal.ts'
import { type Verdict, verdictOf } from './verdictOf.ts'

/** A difference of two Net Promoter Scores, in points. */
export interface NpsDifference extends Metric {
  verdict: Verdict
  /** Two-sided; `null` while suppressed. */
  p: number | null
}

/**
 * NPS of `a` minus NPS of `b`, two groups of different people. The interval is Δ ± z √(SE² + SE²) of the adjusted parts:
 * ¾ is added to promoters and detractors of each group, 3 to its n. The value is the unadjusted difference.
 *
 * @throws {@link InsightsError} `mixed_…` when the two are of series that do not compare.
 * @see https://measuringu.com/nps-significance-test/.
 */
export function npsDifference(a: Scores, b: Scores, options: MetricOptions = {}): NpsDifference {
  const [first, second] = [asTally(a, [0, 10]), asTally(b, [0, 10])]
  if (first.series && second.series) samePool(first.series, second.series)
  const settings = settingsFor(first, options)
  const [x, y] = [first, second].map((scores) =>
    netInterval(countBetween(scores, 9, 10), countBetween(scores, 0, 6), scores.n, settings.confidence),
  ) as [ReturnType<typeof netInterval>, ReturnType<typeof netInterval>]
  const z = zOf(settings.confidence)
  const adjustedError = (n: number, up: number, down: number) => {
    const plus = (up + 0.75) / (n + 3)
    const minus = (down + 0.75) / (n + 3)
    return (plus + minus - (plus - minus) ** 2) / (n + 3)
  }
  const standardError = Math.sqrt(
    adjustedError(first.n, countBetween(first, 9, 10), countBetween(first, 0, 6)) +
      adjustedError(second.n, countBetween(second, 9, 10), countBetween(second, 0, 6)),
  )
  const adjusted = x.adjusted - y.adjusted
  const metric = toMetric(
    {
      ...evidenceOf(first, 'adjusted Wald interval of a difference'),
      n: Math.min(first.n, second.n),
      excluded: addExcluded(first.excluded, second.excluded),
    },
    settings,
    () => ({
      value: 100 * (x.value - y.value),
      lower: Math.max(-200, 100 * (adjusted - z * standardError)),
      upper: Math.min(200, 100 * (adjusted + z * standardError)),
    }),
  )
  return {
    ...metric,
    verdict: verdictOf(metric, settings.thresholds.comparison),
    p: metric.value === null ? null : twoSidedZ(adjusted / standardError),
  }
}

/**
 * Change of NPS of the *same* people: each counts −1, 0 or +1 at both times, and the paired differences have a t
 * interval. In points; `n` is the number of pairs.
 */
export function pairedNpsDifference(
  pairs: readonly { before: number; after: number }[],
  options: MetricOptions = {},
): Metric & { verdict: Verdict } {
  const settings = settingsOf(options)
  const onScale = (value: number) => Number.isInteger(value) && value >= 0 && value <= 10
  const kept = pairs.filter(({ before, after }) => onScale(before) && onScale(after))
  const side = (value: number) => (value >= 9 ? 1 : value <= 6 ? -1 : 0)
  const metric = toMetric(
    {
      n: kept.length,
      method: 'paired Student t interval',
      excluded: { 'off the scale': pairs.length - kept.length },
    },
    settings,
    () =>
      meanInterval(
        momentsOf(kept.map(({ before, after }) => 100 * (side(after) - side(before)))),
        settings.confidence,
        [-200, 200],
      ),
  )
  return { ...metric, verdict: verdictOf(metric, settings.thresholds.comparison) }
}
