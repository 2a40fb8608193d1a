import type { Flag } from '../contract/Metric.ts'
import type { Scale } from '../contract/Series.ts'
import type { Interval } from './Interval.ts'
import type { Moments } from './moments.ts'
import { tOf } from './studentT.ts'
import { wilson } from './wilson.ts'

/**
 * A mean with Student's t interval, cut at the ends of the scale when one is given.
 *
 * When all answers are equal the spread says nothing about the truth, and t would give an interval of width zero.
 * On a scale the interval is then Wilson's on the rescaled mean: a yes/no answer has the largest spread that a mean
 * allows, so it is on the safe side.
 */
export function meanInterval(
  { n, mean, sd }: Moments,
  confidence: number,
  scale?: Scale,
): Interval & { method?: string; flags?: readonly Flag[] } {
  if (sd === 0 && !scale) return { value: mean, lower: NaN, upper: NaN, flags: ['no-spread'] }
  if (sd === 0 && scale) {
    const [lowest, highest] = scale
    const width = highest - lowest
    const { lower, upper } = wilson((n * (mean - lowest)) / width, n, confidence)
    return {
      value: mean,
      lower: lowest + width * lower,
      upper: lowest + width * upper,
      method: 'Wilson score interval of the rescaled mean, all answers being equal',
      flags: ['no-spread'],
    }
  }
  const half = (tOf(confidence, n - 1) * sd) / Math.sqrt(n)
  return {
    value: mean,
    lower: scale ? Math.max(scale[0], mean - half) : mean - half,
    upper: scale ? Math.min(scale[1], mean + half) : mean + half,
  }
}
