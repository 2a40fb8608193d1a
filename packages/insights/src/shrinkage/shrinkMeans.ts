import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { type BootstrapOptions, boundsOf, resample } from '../stats/bootstrap.ts'
import { zOf } from '../stats/normal.ts'

/** Mean of one unit, with its standard error. */
export interface MeanUnit {
  name?: string
  mean: number
  standardError: number
  n: number
}

/** A unit's mean before and after. */
export interface ShrunkMean {
  name?: string
  raw: Metric
  shrunk: Metric
  /** Place by shrunk value, highest first, from 1. */
  rank: number
}

/**
 * Variance of the true means between units: DerSimonian and Laird's moment estimate, 0 when units differ no more than by
 * chance.
 *
 * @see DerSimonian and Laird, Controlled Clinical Trials 7 (1986).
 */
export function varianceBetween(units: readonly { mean: number; standardError: number }[]): number {
  const weights = units.map(({ standardError }) => 1 / standardError ** 2)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const centre = units.reduce((sum, { mean }, i) => sum + weights[i]! * mean, 0) / total
  const q = units.reduce((sum, { mean }, i) => sum + weights[i]! * (mean - centre) ** 2, 0)
  const scale = total - weights.reduce((sum, weight) => sum + weight ** 2, 0) / total
  return Math.max(0, (q - (units.length - 1)) / scale)
}

/**
 * Empirical-Bayes means of many units (normal model): each is drawn towards the common mean by its share of noise.
 *
 * @throws {@link InsightsError} `too_few` under 5 units; `invalid_input` for a standard error that is not above 0.
 * @see Efron and Morris, Journal of the American Statistical Association 70 (1975).
 */
export function shrinkMeans(units: readonly MeanUnit[], options: MetricOptions = {}): ShrunkMean[] {
  const settings = settingsOf(options)
  check(units, settings.thresholds.shrinkageUnits)
  const between = varianceBetween(units)
  const weights = units.map(({ standardError }) => 1 / (standardError ** 2 + between))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const centre = units.reduce((sum, { mean }, i) => sum + weights[i]! * mean, 0) / total
  const z = zOf(settings.confidence)
  const shrunk = units.map(({ mean, standardError }) => {
    const own = between / (between + standardError ** 2)
    // the common mean is itself estimated: its variance counts where a unit leans on it
    const error = Math.sqrt(own * standardError ** 2 + (1 - own) ** 2 / total)
    return { value: own * mean + (1 - own) * centre, error }
  })
  const order = [...units.keys()].sort((i, j) => shrunk[j]!.value - shrunk[i]!.value || i - j)
  return units.map(({ name, mean, standardError, n }, i) => {
    const around = (value: number, error: number) => ({
      value,
      lower: value - z * error,
      upper: value + z * error,
    })
    return {
      ...(name !== undefined && { name }),
      raw: toMetric({ n, method: 'normal interval of the mean' }, settings, () =>
        around(mean, standardError),
      ),
      shrunk: toMetric(
        { n, method: 'normal empirical Bayes', flags: between === 0 ? ['pooled-fully'] : [] },
        settings,
        () => around(shrunk[i]!.value, shrunk[i]!.error),
      ),
      rank: order.indexOf(i) + 1,
    }
  })
}

/**
 * Consistency of a journey: how far touchpoints truly differ, as the standard deviation of their true means after noise
 * has been taken off; 0 is perfectly even. Bootstrap interval over touchpoints.
 *
 * @throws {@link InsightsError} as {@link shrinkMeans}.
 */
export function consistency(
  units: readonly MeanUnit[],
  options: MetricOptions & BootstrapOptions = {},
): Metric {
  const settings = settingsOf(options)
  check(units, settings.thresholds.shrinkageUnits)
  return toMetric(
    {
      n: units.reduce((sum, { n }) => sum + n, 0),
      method: 'percentile bootstrap over touchpoints of the spread between them, noise taken off',
    },
    settings,
    () => {
      const [draws] = resample(
        units.length,
        (indexes) => [Math.sqrt(varianceBetween(Array.from(indexes, (i) => units[i]!)))],
        options,
      )
      return { value: Math.sqrt(varianceBetween(units)), ...boundsOf(draws, settings.confidence) }
    },
  )
}

function check(units: readonly MeanUnit[], least: number) {
  if (units.some(({ standardError, mean }) => !(standardError > 0 && Number.isFinite(mean))))
    throw new InsightsError('invalid_input', 'Every unit needs a mean and a standard error above 0.')
  if (units.length < least)
    throw new InsightsError(
      'too_few',
      `${units.length} units: how much they differ is not known from under ${least}.`,
    )
}
