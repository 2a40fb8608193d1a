import { welch } from '../compare/meanDifference.ts'
import { type Verdict, verdictOf } from '../compare/verdictOf.ts'
import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { momentsOfCounts } from '../stats/moments.ts'
import { tOf } from '../stats/studentT.ts'
import type { Pair } from './pairAnswers.ts'
import { countDifferences, type GapCounts } from './pairedGap.ts'

/**
 * Has the gap become smaller? Mean gap of the later cycle minus mean gap of the earlier one, different people, Welch's
 * interval. Above 0 the gap has closed by that much, below it has widened.
 */
export function gapChange(
  earlier: readonly Pair[] | GapCounts,
  later: readonly Pair[] | GapCounts,
  options: MetricOptions = {},
): Metric & { verdict: Verdict } {
  const settings = settingsOf(options)
  const of = (gap: readonly Pair[] | GapCounts) =>
    momentsOfCounts(('differences' in gap ? gap : countDifferences(gap)).differences)
  const { value, standardError, df } = welch(of(later), of(earlier))
  const metric = toMetric(
    { n: Math.min(of(later).n, of(earlier).n), method: 'Welch interval of a difference of mean gaps' },
    settings,
    () => {
      const half = tOf(settings.confidence, df) * standardError
      return { value, lower: value - half, upper: value + half }
    },
  )
  return { ...metric, verdict: verdictOf(metric, settings.thresholds.comparison) }
}
