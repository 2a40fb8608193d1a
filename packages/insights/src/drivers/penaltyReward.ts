import type { Flag, Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { type BootstrapOptions, boundsOf, resample } from '../stats/bootstrap.ts'
import { createProductSums } from '../stats/createProductSums.ts'
import { leastSquares } from '../stats/leastSquares.ts'
import { slopesOf } from '../stats/slopesOf.ts'
import { atLeast } from './atLeast.ts'
import type { Predictor } from './keyDrivers.ts'
import { unlessUnsolvable } from './unlessUnsolvable.ts'

/** What failing and what excelling at one attribute goes with, in points of the overall score. */
export interface PenaltyReward {
  name: string
  /** Change of the overall score when the attribute is rated low, beside the middle; usually below 0. */
  penalty: Metric
  /** Change when it is rated high, beside the middle. */
  reward: Metric
  /** |penalty| ÷ reward: 2 says that failing weighs twice as much. `null` where the reward may be zero. */
  ratio: Metric
  /** Basic factors only penalise, excitement factors only reward, performance factors do both. */
  factor: 'basic' | 'excitement' | 'performance' | 'cannot-tell'
}

/** An attribute with what counts as low and as high. */
export interface Attribute extends Predictor {
  /** Ratings up to this are low. */
  low: number
  /** Ratings from this are high. */
  high: number
}

/**
 * Penalty–reward contrast: the overall score on two yes/no variables per attribute, low and high, all attributes
 * together; person bootstrap. Finds what an average driver weight hides: that failing hurts more than excelling helps.
 *
 * An attribute with fewer than 20 low or 20 high ratings is suppressed. Associations, not causes.
 *
 * @throws {@link InsightsError} `invalid_input` when low is not below high or lengths differ; `no_solution` when two
 * attributes always agree.
 * @see Brandt, Journal of Services Marketing 2 (1988); Matzler and Sauerwein (2002).
 */
export function penaltyReward(
  overall: readonly (number | null)[],
  attributes: readonly Attribute[],
  options: MetricOptions & BootstrapOptions = {},
): PenaltyReward[] {
  const settings = settingsOf(options)
  for (const { name, values, low, high } of attributes)
    if (!(low < high) || values.length !== overall.length)
      throw new InsightsError(
        'invalid_input',
        `"${name}" has ${values.length} ratings for ${overall.length} persons, low up to ${low} and high from ${high}: every ` +
          'person has one place, and low is below high.',
      )
  const complete = [...overall.keys()].filter(
    (i) => Number.isFinite(overall[i]) && attributes.every(({ values }) => Number.isFinite(values[i])),
  )
  const n = complete.length
  const groups = attributes.map(({ values, low, high }) => ({
    low: complete.map((i) => Number(values[i]! <= low)),
    high: complete.map((i) => Number(values[i]! >= high)),
  }))
  const sizes = groups.map(({ low, high }) => Math.min(total(low), total(high)))
  const used = [...attributes.keys()].filter((j) => sizes[j]! >= settings.thresholds.penaltyGroup)
  const evidence = {
    n,
    method: 'percentile bootstrap over persons',
    excluded: { 'an item passed over': overall.length - n },
    flags: ['association'] as const,
  }
  const hidden = ({ name }: Attribute, j: number): PenaltyReward => {
    const none = toMetric({ ...evidence, n: sizes[j]! }, atLeast(settings, Infinity), () => NOT_ESTIMATED)
    return { name, penalty: none, reward: none, ratio: none, factor: 'cannot-tell' }
  }
  if (used.length === 0) return attributes.map(hidden)

  const y = complete.map((i) => overall[i]!)
  const design = used.flatMap((j) => [groups[j]!.low, groups[j]!.high])
  /** Penalty, reward and ratio of each attribute, one after the other. */
  const contrasts = (slopes: readonly number[]) =>
    used.flatMap((_, k) => {
      const [penalty, reward] = [slopes[2 * k]!, slopes[2 * k + 1]!]
      return [penalty, reward, Math.abs(penalty) / reward]
    })
  const found = contrasts(leastSquares(y, design).coefficients.slice(1))
  const sumsOf = createProductSums([y, ...design])
  const rows = resample(
    n,
    (indexes) => {
      const slopes = unlessUnsolvable(() => slopesOf(sumsOf(indexes)))
      return slopes && contrasts(slopes)
    },
    { resamples: 1000, ...options },
  )

  return attributes.map((attribute, j) => {
    const k = used.indexOf(j)
    if (k === -1) return hidden(attribute, j)
    const metric = (row: number) =>
      toMetric(evidence, settings, () => ({
        value: found[row]!,
        ...boundsOf(rows[row], settings.confidence),
      }))
    const [penalty, reward, ratio] = [metric(3 * k), metric(3 * k + 1), metric(3 * k + 2)]
    return {
      name: attribute.name,
      penalty,
      reward,
      ratio: reward.value === null || isAbove(reward, 0) ? ratio : withoutInterval(ratio),
      factor: factorOf(penalty, reward, ratio),
    }
  })
}

function factorOf(penalty: Metric, reward: Metric, ratio: Metric): PenaltyReward['factor'] {
  const [penalises, rewards] = [isBelow(penalty, 0), isAbove(reward, 0)]
  if (penalises && (!rewards || isAbove(ratio, 1))) return 'basic'
  if (rewards && (!penalises || isBelow(ratio, 1))) return 'excitement'
  return penalises ? 'performance' : 'cannot-tell'
}

const isAbove = ({ lower }: Metric, bound: number) => lower !== null && lower > bound
const isBelow = ({ upper }: Metric, bound: number) => upper !== null && upper < bound

/** A share of a reward that may be zero says nothing. */
const withoutInterval = (ratio: Metric): Metric => ({
  ...{ ...ratio, value: null, lower: null, upper: null },
  flags: [...new Set<Flag>([...ratio.flags, 'no-interval'])],
})

const NOT_ESTIMATED = { value: NaN, lower: NaN, upper: NaN }

const total = (column: readonly number[]) => column.reduce((sum, value) => sum + value, 0)
