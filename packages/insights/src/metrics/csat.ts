import { settingsFor } from '../contract/evidenceOf.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import type { Scale } from '../contract/Series.ts'
import { asTally, countBetween, type Scores } from '../contract/Tally.ts'
import { InsightsError } from '../InsightsError.ts'
import { meanOf, type Rating } from './rating.ts'
import { shareBetween } from './shareBetween.ts'

/** Satisfaction: the share of the satisfied, and the tail that an average hides. */
export interface Csat {
  /** Share of the top box, 0–1: 4 and 5 of 5 unless said otherwise. */
  top: Metric
  /** Share of the bottom box, 0–1: 1 and 2 of 5 unless said otherwise. */
  bottom: Metric
  mean: Rating
  /** Share of every step, from the lowest. */
  distribution: { value: number; share: Metric }[]
}

/** Boxes of {@link csat}. */
export interface CsatOptions extends MetricOptions {
  /** @defaultValue `[1, 5]` */
  scale?: Scale
  /** Steps that count as satisfied. @defaultValue the two highest */
  topBox?: readonly number[]
  /** Steps that count as dissatisfied. @defaultValue the two lowest */
  bottomBox?: readonly number[]
}

/**
 * Satisfaction with one touchpoint: top-2-box with Wilson's interval, and bottom-2-box beside it.
 *
 * Satisfied is not the same as having had an experience: see {@link satisfactionByEmotion}. Top boxes of unlike scales
 * are not comparable. 385 answers give ± 5 points in the worst case.
 *
 * @throws {@link InsightsError} `invalid_option` for a box off the scale, or boxes that share a step; `mixed_…` for
 * answers that must not be pooled.
 */
export function csat(answers: Scores, options: CsatOptions = {}): Csat {
  const scale = options.scale ?? ('counts' in answers ? answers.scale : [1, 5])
  const [lowest, highest] = scale
  const { topBox = [highest - 1, highest], bottomBox = [lowest, lowest + 1] } = options
  const scores = asTally(answers, scale)
  const off = [...topBox, ...bottomBox].find((step) => step < lowest || step > highest)
  if (off !== undefined)
    throw new InsightsError('invalid_option', `A box holds ${off}, which is no step of ${lowest}–${highest}.`)
  if (topBox.some((step) => bottomBox.includes(step)))
    throw new InsightsError('invalid_option', 'The top and the bottom box share a step: name them apart.')
  const own = { ...options, audience: settingsFor(scores, options).audience }
  return {
    top: shareBetween(scores, Math.min(...topBox), Math.max(...topBox), own),
    bottom: shareBetween(scores, Math.min(...bottomBox), Math.max(...bottomBox), own),
    mean: meanOf(scores, own),
    distribution: Array.from({ length: highest - lowest + 1 }, (_, i) => ({
      value: lowest + i,
      share: shareBetween(scores, lowest + i, lowest + i, own),
    })),
  }
}

/** Answers in the top box, for comparisons such as {@link proportionDifference}. */
export const topBoxCount = (answers: Scores, scale: Scale = [1, 5]): { k: number; n: number } => {
  const scores = asTally(answers, scale)
  return { k: countBetween(scores, scale[1] - 1, scale[1]), n: scores.n }
}
