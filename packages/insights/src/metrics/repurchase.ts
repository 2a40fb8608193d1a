import { evidenceOf, settingsFor } from '../contract/evidenceOf.ts'
import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { asTally, countBetween, type Scores } from '../contract/Tally.ts'
import { toMetric } from '../contract/toMetric.ts'
import { wilson } from '../stats/wilson.ts'
import { meanOf, type Rating } from './rating.ts'

/** Stated repurchase. */
export interface Repurchase {
  /** Mean, 0–10. */
  mean: Rating
  /** Share of 9–10, 0–1. */
  likely: Metric
}

/**
 * Repurchase intent: "If you needed it again, how likely would you choose …?", 0–10. Flagged `stated`: people say more
 * than they do, so it is never multiplied by revenue as it stands. See {@link calibrateIntent}.
 *
 * @throws {@link InsightsError} `mixed_…` for answers that must not be pooled.
 */
export function repurchase(answers: Scores, options: MetricOptions = {}): Repurchase {
  const scores = asTally(answers, [0, 10])
  const settings = settingsFor(scores, options)
  const mean = meanOf(scores, { ...options, audience: settings.audience })
  return {
    mean: { ...mean, flags: [...mean.flags, 'stated'] },
    likely: toMetric(evidenceOf(scores, 'Wilson score interval', ['stated']), settings, () =>
      wilson(countBetween(scores, 9, 10), scores.n, settings.confidence),
    ),
  }
}

/** One stated step and what people who gave it then did. */
export interface IntentRow {
  stated: number
  /** Share who bought again within the horizon, 0–1. */
  actual: Metric
}

/**
 * What stated intent was worth: for each step from 0 to 10, the share who then bought again.
 *
 * @param people - stated intent and whether they bought; `bought: null` when that is not known (left out and counted).
 */
export function calibrateIntent(
  people: readonly { stated: number | null; bought: boolean | null }[],
  options: MetricOptions = {},
): IntentRow[] {
  const settings = settingsOf(options)
  return Array.from({ length: 11 }, (_, stated) => {
    const those = people.filter((person) => person.stated === stated)
    const known = those.filter((person) => person.bought !== null)
    return {
      stated,
      actual: toMetric(
        {
          n: known.length,
          method: 'Wilson score interval',
          excluded: { 'outcome not known': those.length - known.length },
        },
        settings,
        () => wilson(known.filter((person) => person.bought).length, known.length, settings.confidence),
      ),
    }
  })
}
