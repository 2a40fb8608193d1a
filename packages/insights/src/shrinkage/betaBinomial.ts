import betaQuantile from '@stdlib/stats-base-dists-beta-quantile'
import type { Flag, Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { wilson } from '../stats/wilson.ts'

/** Events among answers of one unit (a touchpoint, a team). */
export interface Unit {
  name?: string
  k: number
  n: number
}

/** Beta distribution of the true rates across units. */
export interface BetaPrior {
  mean: number
  /** Of the rates across units, after noise has been taken off when `unequal`. */
  sd: number
  /** `Infinity` when units differ no more than by chance. */
  alpha: number
  beta: number
  /** Each unit takes the common rate: they differ no more than by chance. */
  pooledFully: boolean
}

/** Raw and shrunk, side by side. */
export interface ShrunkUnit {
  name?: string
  raw: Metric
  /** Drawn towards the mean of all units, the more so the fewer answers; interval of Beta quantiles. */
  shrunk: Metric
  /** Standard deviation of the posterior; `null` while suppressed. */
  posteriorSd: number | null
  /** Place by shrunk value, highest first, from 1. */
  rank: number
}

/**
 * Estimates the Beta prior by moments.
 *
 * @param options - `sizes`: `'ignored'` is the simple estimate of BDA 5.1, right when units are alike in size; `'unequal'`
 * (default) weights rates by n and takes the mean sampling variance off.
 * @throws {@link InsightsError} `too_few` under 5 units; never mix employees and customers among them.
 * @see Gelman et al., Bayesian Data Analysis, section 5.1.
 */
export function betaPrior(
  units: readonly Unit[],
  options: MetricOptions & { sizes?: 'ignored' | 'unequal' } = {},
): BetaPrior {
  const { thresholds } = settingsOf(options)
  const used = units.filter(({ n }) => n > 0)
  if (used.some(({ k, n }) => !(k >= 0 && k <= n)))
    throw new InsightsError('invalid_input', 'Events of a unit are 0 to n.')
  if (used.length < thresholds.shrinkageUnits)
    throw new InsightsError(
      'too_few',
      `${used.length} units with answers: how much units differ is not known from fewer than ${thresholds.shrinkageUnits}.`,
    )
  const rates = used.map(({ k, n }) => k / n)
  const simple = options.sizes === 'ignored'
  const total = used.reduce((sum, { n }) => sum + n, 0)
  const mean = simple
    ? rates.reduce((sum, rate) => sum + rate, 0) / rates.length
    : used.reduce((sum, { k }) => sum + k, 0) / total
  const spread = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (rates.length - 1)
  const noise = simple ? 0 : used.reduce((sum, { n }) => sum + (mean * (1 - mean)) / n, 0) / used.length
  const variance = spread - noise
  const strength = (mean * (1 - mean)) / variance - 1
  if (!(variance > 0 && strength > 0))
    return { mean, sd: 0, alpha: Infinity, beta: Infinity, pooledFully: true }
  return {
    mean,
    sd: Math.sqrt(variance),
    alpha: mean * strength,
    beta: (1 - mean) * strength,
    pooledFully: false,
  }
}

/**
 * Empirical-Bayes rates of many units: small ones are drawn towards the common rate, so that the best and the worst of a
 * list are not simply the smallest. Rank by the shrunk value.
 *
 * @param options - as {@link betaPrior}; `prior` to use one that was estimated before.
 * @throws {@link InsightsError} as {@link betaPrior}.
 */
export function shrinkRates(
  units: readonly Unit[],
  options: MetricOptions & { sizes?: 'ignored' | 'unequal'; prior?: BetaPrior } = {},
): { prior: BetaPrior; units: ShrunkUnit[] } {
  const settings = settingsOf(options)
  const prior = options.prior ?? betaPrior(units, options)
  const posterior = ({ k, n }: Unit) => {
    const a = prior.alpha + k
    const b = prior.beta + n - k
    return prior.pooledFully
      ? { mean: prior.mean, sd: 0 }
      : { a, b, mean: a / (a + b), sd: Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1))) }
  }
  const answers = units.reduce((sum, { n }) => sum + n, 0)
  const means = units.map((unit) => posterior(unit).mean)
  const order = [...units.keys()].sort((i, j) => means[j]! - means[i]! || i - j)
  return {
    prior,
    units: units.map((unit, i) => {
      const { a, b, mean, sd } = posterior(unit)
      const flags: Flag[] = prior.pooledFully ? ['pooled-fully'] : []
      const shrunk = toMetric(
        { n: unit.n, method: 'Beta quantiles of the posterior (empirical Bayes)', flags },
        settings,
        () => {
          if (a === undefined || b === undefined)
            // one common rate: its interval is that of all answers together
            return { ...wilson(prior.mean * answers, answers, settings.confidence), value: prior.mean }
          const tail = (1 - settings.confidence) / 2
          return { value: mean, lower: betaQuantile(tail, a, b), upper: betaQuantile(1 - tail, a, b) }
        },
      )
      return {
        ...(unit.name !== undefined && { name: unit.name }),
        raw: toMetric({ n: unit.n, method: 'Wilson score interval' }, settings, () =>
          wilson(unit.k, unit.n, settings.confidence),
        ),
        shrunk,
        posteriorSd: shrunk.value === null ? null : sd,
        rank: order.indexOf(i) + 1,
      }
    }),
  }
}
