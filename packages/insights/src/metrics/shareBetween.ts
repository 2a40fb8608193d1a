import { evidenceOf, settingsFor } from '../contract/evidenceOf.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { countBetween, type Tally } from '../contract/Tally.ts'
import { toMetric } from '../contract/toMetric.ts'
import { wilson } from '../stats/wilson.ts'

/** Share of answers from `from` to `to`, both included, 0–1, with Wilson's score interval. */
export function shareBetween(scores: Tally, from: number, to: number, options: MetricOptions = {}): Metric {
  const settings = settingsFor(scores, options)
  return toMetric(evidenceOf(scores, 'Wilson score interval'), settings, () =>
    wilson(countBetween(scores, from, to), scores.n, settings.confidence),
  )
}
