import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { type BootstrapOptions, boundsOf, resample } from '../stats/bootstrap.ts'
import { meanInterval } from '../stats/meanInterval.ts'
import { momentsOf } from '../stats/moments.ts'
import { type Moment, peakEnd } from './peakEnd.ts'

/** One person: what was felt in the moments, and what is remembered of the whole. */
export interface Journey {
  person: string
  /** In the order they happened. */
  moments: readonly Moment[]
  /** −2…2, asked 7 to 14 days later; `null` when not asked or not answered. */
  remembered: number | null
}

/** Moment and memory, side by side, never blended. */
export interface Memory {
  /** Mean over persons of the momentary mean, −2…2. */
  momentary: Metric
  /** Mean of what is remembered, −2…2. */
  remembered: Metric
  /** Mean of remembered − momentary mean, same persons, paired t. */
  bias: Metric
  /** Mean over persons of (peak + end)/2, −2…2. */
  peakEnd: Metric
  /** Mean of the end, −2…2: the last answered touchpoint of each person. */
  end: Metric
  /**
   * Mean absolute distance to what is remembered, of the mean minus of peak–end: above zero, peak–end comes closer.
   * Shown from the least n of a memory model (100).
   */
  peakEndCloser: Metric
}

/**
 * What was felt against what is remembered. Persons who were not asked again stay in `momentary` and are counted as left
 * out of the pairs: those who drop out between the two asks may differ.
 */
export function memoryBias(
  journeys: readonly Journey[],
  options: MetricOptions & BootstrapOptions = {},
): Memory {
  const settings = settingsOf(options)
  const felt = journeys
    .filter(({ moments }) => moments.some(({ valence }) => Number.isFinite(valence)))
    .map(({ moments, remembered }) => ({ ...peakEnd(moments), remembered }))
  const both = felt.filter((one): one is typeof one & { remembered: number } =>
    Number.isFinite(one.remembered),
  )
  const told = journeys.flatMap(({ remembered }) => (Number.isFinite(remembered) ? [remembered!] : []))
  const mean = (
    values: readonly number[],
    bounds: readonly [number, number],
    excluded: { [reason: string]: number },
  ) =>
    toMetric({ n: values.length, method: 'Student t interval over persons', excluded }, settings, () =>
      meanInterval(momentsOf(values), settings.confidence, bounds),
    )
  const scale = [-2, 2] as const
  const unfelt = { 'no moment answered': journeys.length - felt.length }
  const unpaired = { 'one of the two missing': journeys.length - both.length }
  const closer = both.map(
    (one) => Math.abs(one.mean - one.remembered) - Math.abs(one.peakEnd - one.remembered),
  )
  const least = { ...settings.thresholds, customers: settings.thresholds.memoryModel }
  return {
    momentary: mean(
      felt.map((one) => one.mean),
      scale,
      unfelt,
    ),
    remembered: mean(told, scale, { 'not asked again': journeys.length - told.length }),
    bias: mean(
      both.map((one) => one.remembered - one.mean),
      [-4, 4],
      unpaired,
    ),
    peakEnd: mean(
      felt.map((one) => one.peakEnd),
      scale,
      unfelt,
    ),
    end: mean(
      felt.map((one) => one.end),
      scale,
      unfelt,
    ),
    peakEndCloser: toMetric(
      {
        n: both.length,
        method: 'percentile bootstrap over persons',
        excluded: unpaired,
        flags: ['association'],
      },
      { ...settings, thresholds: least },
      () => {
        const average = (indexes: ArrayLike<number>) => {
          let sum = 0
          for (let i = 0; i < indexes.length; i += 1) sum += closer[indexes[i]!]!
          return sum / indexes.length
        }
        const [draws] = resample(closer.length, (indexes) => [average(indexes)], options)
        return { value: average(closer.map((_, i) => i)), ...boundsOf(draws, settings.confidence) }
      },
    ),
  }
}
