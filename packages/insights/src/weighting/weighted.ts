import type { Flag, Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { type Estimated, toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { netInterval } from '../stats/netInterval.ts'
import { tOf } from '../stats/studentT.ts'
import { wilson } from '../stats/wilson.ts'
import { effectiveN } from './effectiveN.ts'

/** An answer and how many people it stands for. */
export interface WeightedAnswer {
  value: number | null
  weight: number
}

/** Weighted and unweighted, always both. */
export interface Weighted {
  /** With the effective n (Kish) in its interval; `n` is the number of answers. */
  weighted: Metric
  unweighted: Metric
  effectiveN: number | null
  designEffect: number | null
}

/** Share of answers from `from` to `to`, weighted; Wilson on the effective n. */
export function weightedShare(
  answers: readonly WeightedAnswer[],
  [from, to]: readonly [number, number],
  options: MetricOptions = {},
): Weighted {
  const inside = (value: number) => Number(value >= from && value <= to)
  return weigh(answers, options, 'Wilson score interval on the effective n', (kept, confidence) => {
    const size = effectiveN(kept.map(({ weight }) => weight)).effectiveN
    const share = average(kept, inside)
    return { ...wilson(share * size, size, confidence), error: Math.sqrt((share * (1 - share)) / size) }
  })
}

/** NPS of weighted answers, in points; adjusted Wald on the effective n. */
export function weightedNps(answers: readonly WeightedAnswer[], options: MetricOptions = {}): Weighted {
  return weigh(answers, options, 'adjusted Wald interval on the effective n', (kept, confidence) => {
    const size = effectiveN(kept.map(({ weight }) => weight)).effectiveN
    const up = average(kept, (value) => Number(value >= 9))
    const down = average(kept, (value) => Number(value <= 6))
    const { value, lower, upper, standardError } = netInterval(up * size, down * size, size, confidence)
    return { value: 100 * value, lower: 100 * lower, upper: 100 * upper, error: 100 * standardError }
  })
}

/** Mean of weighted answers; t interval on the effective n. */
export function weightedMean(answers: readonly WeightedAnswer[], options: MetricOptions = {}): Weighted {
  return weigh(answers, options, 'Student t interval on the effective n', (kept, confidence) => {
    const size = effectiveN(kept.map(({ weight }) => weight)).effectiveN
    const mean = average(kept, (value) => value)
    const variance = average(kept, (value) => (value - mean) ** 2) * (size / (size - 1))
    const error = Math.sqrt(variance / size)
    const half = tOf(confidence, size - 1) * error
    return { value: mean, lower: mean - half, upper: mean + half, error }
  })
}

type Kept = { value: number; weight: number }

const average = (answers: readonly Kept[], of: (value: number) => number) => {
  let [sum, total] = [0, 0]
  for (const { value, weight } of answers) {
    sum += weight * of(value)
    total += weight
  }
  return sum / total
}

function weigh(
  answers: readonly WeightedAnswer[],
  options: MetricOptions,
  method: string,
  estimate: (kept: readonly Kept[], confidence: number) => Estimated & { error: number },
): Weighted {
  const settings = settingsOf(options)
  if (answers.some(({ weight }) => !(weight >= 0 && Number.isFinite(weight))))
    throw new InsightsError('invalid_input', 'Weights are numbers from 0.')
  const kept = answers.filter((answer): answer is Kept => Number.isFinite(answer.value) && answer.weight > 0)
  const excluded = {
    'passed over': answers.filter(({ value }) => !Number.isFinite(value)).length,
    'weight of zero': answers.filter(({ value, weight }) => Number.isFinite(value) && weight === 0).length,
  }
  const alike = kept.map(({ value }) => ({ value, weight: 1 }))
  const evidence = { n: kept.length, method, excluded }
  const unweighted = toMetric(evidence, settings, () => estimate(alike, settings.confidence))
  if (unweighted.value === null)
    return {
      weighted: { ...unweighted, flags: [...unweighted.flags, 'weighted'] },
      unweighted,
      effectiveN: null,
      designEffect: null,
    }
  const found = estimate(kept, settings.confidence)
  const flags: Flag[] = ['weighted']
  if (Math.abs(found.value - unweighted.value) > found.error) flags.push('weights-matter')
  const size = effectiveN(kept.map(({ weight }) => weight))
  return {
    weighted: toMetric({ ...evidence, flags }, settings, () => found),
    unweighted,
    effectiveN: size.effectiveN,
    designEffect: size.designEffect,
  }
}
