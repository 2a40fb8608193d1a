import { settingsFor } from '../contract/evidenceOf.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import type { Scale } from '../contract/Series.ts'
import { asTally, type Scores } from '../contract/Tally.ts'
import { type Net, net } from './net.ts'
import { meanOf, type Rating } from './rating.ts'
import { shareBetween } from './shareBetween.ts'

/** What was felt, by five faces. */
export interface Emotion {
  /** Mean valence, −2…2. */
  mean: Rating
  /** Share of +1 and +2, 0–1. */
  positive: Metric
  /** Share of −1 and −2, 0–1. */
  negative: Metric
  /** 100 × (positive − negative), −100…100. */
  net: Net
}

const SCALE: Scale = [-2, 2]

/**
 * One-tap emotion at a touchpoint: five faces, −2 to +2. Valence is not satisfaction, and a tap in the middle may be a
 * way to be rid of the question: look at the time it took.
 *
 * @throws {@link InsightsError} `mixed_…` for answers that must not be pooled.
 */
export function emotion(answers: Scores, options: MetricOptions = {}): Emotion {
  const scores = asTally(answers, SCALE)
  const own = { ...options, audience: settingsFor(scores, options).audience }
  return {
    mean: meanOf(scores, own),
    positive: shareBetween(scores, 1, 2, own),
    negative: shareBetween(scores, -2, -1, own),
    net: net(scores, [1, 2], [-2, -1], own),
  }
}
