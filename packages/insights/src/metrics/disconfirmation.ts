import { settingsFor } from '../contract/evidenceOf.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import type { Scale } from '../contract/Series.ts'
import { asTally, type Scores } from '../contract/Tally.ts'
import { type Net, net } from './net.ts'
import { shareBetween } from './shareBetween.ts'

/** How it was, compared with what was expected. */
export interface Disconfirmation {
  /** Share of "better" and "much better", 0–1. */
  exceeded: Metric
  /** Share of "as expected", 0–1. */
  met: Metric
  /** Share of "worse" and "much worse", 0–1. */
  short: Metric
  /** 100 × (exceeded − short), −100…100. */
  net: Net
}

const SCALE: Scale = [1, 5]

/**
 * Direct disconfirmation: "Compared with what you expected …", much worse to much better, 1–5. A check on the computed
 * gap ({@link pairedGap}): where both were asked of the same people, report how often they agree ({@link agreement}).
 *
 * @throws {@link InsightsError} `mixed_…` for answers that must not be pooled.
 */
export function disconfirmation(answers: Scores, options: MetricOptions = {}): Disconfirmation {
  const scores = asTally(answers, SCALE)
  const own = { ...options, audience: settingsFor(scores, options).audience }
  return {
    exceeded: shareBetween(scores, 4, 5, own),
    met: shareBetween(scores, 3, 3, own),
    short: shareBetween(scores, 1, 2, own),
    net: net(scores, [4, 5], [1, 2], own),
  }
}
