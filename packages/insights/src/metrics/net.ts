import { evidenceOf, settingsFor } from '../contract/evidenceOf.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { countBetween, type Tally } from '../contract/Tally.ts'
import { toMetric } from '../contract/toMetric.ts'
import { netInterval } from '../stats/netInterval.ts'

/** A net score on −100…100. */
export interface Net extends Metric {
  /** In points, unadjusted; `null` while suppressed. */
  standardError: number | null
}

/** 100 × (share from `up[0]` to `up[1]` − share from `down[0]` to `down[1]`), adjusted Wald interval as for NPS. */
export function net(
  scores: Tally,
  up: readonly [number, number],
  down: readonly [number, number],
  options: MetricOptions = {},
): Net {
  const settings = settingsFor(scores, options)
  const found = netInterval(
    countBetween(scores, ...up),
    countBetween(scores, ...down),
    scores.n,
    settings.confidence,
  )
  const metric = toMetric(evidenceOf(scores, 'adjusted Wald interval'), settings, () => ({
    value: 100 * found.value,
    lower: 100 * found.lower,
    upper: 100 * found.upper,
  }))
  return { ...metric, standardError: metric.value === null ? null : 100 * found.standardError }
}
