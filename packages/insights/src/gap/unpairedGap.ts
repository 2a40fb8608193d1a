import { type MeanDifference, meanDifference } from '../compare/meanDifference.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import type { Scale } from '../contract/Series.ts'
import { asTally, type Scores } from '../contract/Tally.ts'

/**
 * The gap of *different* people: mean perception of some minus mean expectation of others, Welch's interval, flagged
 * `unpaired`. Only for when no pairs exist: it cannot say who was disappointed, and its interval is wider.
 *
 * @throws {@link InsightsError} `mixed_scales` when the two are on unlike scales.
 */
export function unpairedGap(
  expectation: Scores,
  perception: Scores,
  scale: Scale,
  options: MetricOptions = {},
): MeanDifference {
  const found = meanDifference(asTally(perception, scale), asTally(expectation, scale), options)
  return { ...found, flags: [...found.flags, 'unpaired'] }
}
