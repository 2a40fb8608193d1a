import { evidenceOf, settingsFor } from '../contract/evidenceOf.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import type { Scale } from '../contract/Series.ts'
import { asTally, countBetween, type Scores } from '../contract/Tally.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { netInterval } from '../stats/netInterval.ts'
import { meanOf, type Rating } from './rating.ts'
import { shareBetween } from './shareBetween.ts'

/** Ease of getting something done. Three scores circulate under one name; they do not compare. */
export interface Ces {
  /** Share of 5–7, 0–1: the headline. */
  agree: Metric
  /** Mean, 1–7. */
  mean: Rating
  /** Share of 6–7, 0–1. */
  topTwo: Metric
  /** 100 × (share of 6–7 − share of 1–3), −100…100; only ever under this name. */
  netEase: Metric
}

const SCALE: Scale = [1, 7]

/**
 * Customer Effort Score 2.0: agreement that it was made easy, 1–7, high is easy. The share that agrees (5–7) with Wilson's
 * interval, the mean beside it.
 *
 * People who gave up are missing unless goal completion is asked too. CES 1.0 ran the other way (low was good) and is
 * refused.
 *
 * @throws {@link InsightsError} `mixed_scales` for another scale; `mixed_wordings` for a series of CES 1.
 * @see nicereply.com (mean), zonkafeedback.com (share of 5–7), CYS (net): the three published rules.
 */
export function ces(answers: Scores, options: MetricOptions = {}): Ces {
  const scores = asTally(answers, SCALE)
  if (scores.series && /^ces(-\w+)*@1(\.|$)/.test(scores.series.wording))
    throw new InsightsError(
      'mixed_wordings',
      'CES 1.0 runs the other way: low is good. It is not charted with CES 2.0; compute it as a `rating` of its own.',
    )
  const settings = settingsFor(scores, options)
  const own = { ...options, audience: settings.audience }
  return {
    agree: shareBetween(scores, 5, 7, own),
    mean: meanOf(scores, own),
    topTwo: shareBetween(scores, 6, 7, own),
    netEase: toMetric(evidenceOf(scores, 'adjusted Wald interval'), settings, () => {
      const net = netInterval(
        countBetween(scores, 6, 7),
        countBetween(scores, 1, 3),
        scores.n,
        settings.confidence,
      )
      return { value: 100 * net.value, lower: 100 * net.lower, upper: 100 * net.upper }
    }),
  }
}
