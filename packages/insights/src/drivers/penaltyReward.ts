import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { type BootstrapOptions, boundsOf, resample } from '../stats/bootstrap.ts'
import { createProductSums } from '../stats/createProductSums.ts'
import { leastSquares } from '../stats/leastSquares.ts'
import { slopesOf } from '../stats/slopesOf.ts'
import type { Predictor } from './keyDrivers.ts'

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
        `"${name}": low is below high, and every person has one place.`,
      )
  const complete = [...overall.keys()].filter(
    (i) => Number.isFinite(overall[i]) && attributes.every(({ values }) => Number.isFinite(values[i])),
  )
  const n = complete.length
  const excluded = { 'an item passed over': overall.length - n }
  const groups = attributes.map(({ values, low, high }) => ({
    low: complete.map((i) => Number(values[i]! <= low)),
    high: complete.map((i) => Number(values[i]! >= high)),
  }))
  const sizes = groups.map(({ low, high }) => Math.min(total(low), total(high)))
  const used = [...attributes.keys()].filter((j) => sizes[j]! >= settings.thresholds.penaltyGroup)
  const y = complete.map((i) => overall[i]!)
  const design = used.flatMap((j) => [groups[j]!.low, groups[j]!.high])
  const found = used.length > 0 ? leastSquares(y, design).coefficients : []
  const sumsOf = createProductSums([y, ...design])
  const rows =
    used.length > 0
      ? resample(
          n,
          (indexes) => {
            try {
              const drawn = slopesOf(sumsOf(indexes))
              return used.flatMap((_, k) => {
                const [penalty, reward] = [drawn[2 * k]!, drawn[2 * k + 1]!]
                return [penalty, reward, Math.abs(penalty) / reward]
              })
            } catch (error) {
              if (error instanceof InsightsError && error.code === 'no_solution') return undefined
              throw error
            }
          },
          { resamples: 1000, ...options },
        )
      : []

  return attributes.map(({ name }, j) => {
    const k = used.indexOf(j)
    const evidence = {
      n: k === -1 ? sizes[j]! : n,
      method: 'percentile bootstrap over persons',
      excluded,
      flags: ['association'] as const,
    }
    const strict = { ...settings, thresholds: { ...settings.thresholds, customers: k === -1 ? Infinity : 0 } }
    const metric = (value: number, row: number) =>
      toMetric(evidence, strict, () => ({ value, ...boundsOf(rows[3 * k + row], settings.confidence) }))
    const penalty = metric(found[1 + 2 * k] ?? NaN, 0)
    const reward = metric(found[2 + 2 * k] ?? NaN, 1)
    const rewards = reward.lower !== null && reward.lower > 0
    const ratio = metric(Math.abs(penalty.value ?? NaN) / (reward.value ?? NaN), 2)
    return {
      name,
      penalty,
      reward,
      ratio:
        rewards || k === -1
          ? ratio
          : { ...ratio, value: null, lower: null, upper: null, flags: [...ratio.flags, 'no-interval'] },
      factor: factorOf(penalty, reward, ratio),
    }
  })
}

function factorOf(penalty: Metric, reward: Metric, ratio: Metric): PenaltyReward['factor'] {
  const penalises = penalty.upper !== null && penalty.upper < 0
  const rewards = reward.lower !== null && reward.lower > 0
  if (penalises && (!rewards || (ratio.lower !== null && ratio.lower > 1))) return 'basic'
  if (rewards && (!penalises || (ratio.upper !== null && ratio.upper < 1))) return 'excitement'
  return penalises && rewards ? 'performance' : 'cannot-tell'
}

const total = (column: readonly number[]) => column.reduce((sum, value) => sum + value, 0)
