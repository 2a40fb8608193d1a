import { evidenceOf, settingsFor } from '../contract/evidenceOf.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import type { Scale } from '../contract/Series.ts'
import { asTally, type Scores, type Tally } from '../contract/Tally.ts'
import { toMetric } from '../contract/toMetric.ts'
import { meanInterval } from '../stats/meanInterval.ts'
import { momentsOfCounts } from '../stats/moments.ts'

/** Mean of a scale. */
export interface Rating extends Metric {
  /** Standard deviation (n − 1); `null` while suppressed. */
  sd: number | null
}

/**
 * The mean of a rating or of agreement, on its own scale, with Student's t interval cut at the ends of the scale.
 *
 * A mean hides its tails: show the distribution beside it. Scales of unlike length are never compared by their means.
 */
export function rating(answers: Scores, scale: Scale, options: MetricOptions = {}): Rating {
  return meanOf(asTally(answers, scale), options)
}

/** {@link rating} of what is counted already. */
export function meanOf(scores: Tally, options: MetricOptions = {}): Rating {
  const settings = settingsFor(scores, options)
  const moments = momentsOfCounts(scores.counts)
  const metric = toMetric(evidenceOf(scores, 'Student t interval of the mean'), settings, () =>
    meanInterval(moments, settings.confidence, scores.scale),
  )
  return { ...metric, sd: metric.value === null || !Number.isFinite(moments.sd) ? null : moments.sd }
}
