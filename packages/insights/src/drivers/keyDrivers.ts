import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { type BootstrapOptions, boundsOf, resample } from '../stats/bootstrap.ts'
import { correlationsOf } from '../stats/correlationsOf.ts'
import { createProductSums } from '../stats/createProductSums.ts'
import { correlationMatrix } from '../stats/leastSquares.ts'
import { atLeast } from './atLeast.ts'
import { type Decomposition, lmgOfCorrelations } from './lmg.ts'
import { relativeWeightsOfCorrelations } from './relativeWeights.ts'
import { unlessUnsolvable } from './unlessUnsolvable.ts'

/** One item and what goes with it. */
export interface Driver {
  name: string
  /** Share of R² it is credited with, 0–1; the shares of all drivers sum to 1. */
  share: Metric
  /** R² it is credited with; the contributions of all drivers sum to R². */
  contribution: number | null
  /** Simple correlation with the response: its sign is the direction. */
  correlation: number | null
  /** Place by share, from 1. */
  rank: number | null
  /** Places it takes in the resamples, at the ends of the interval. */
  rankLower: number | null
  rankUpper: number | null
  facet?: string
}

/** What goes with a response. Associations: nothing here says what would happen if a driver changed. */
export interface KeyDrivers {
  method: 'lmg' | 'relative-weights'
  r2: Metric
  /** In the order given. */
  drivers: Driver[]
  /** Share of resamples in which every rank is the same as here, 0–1; near 0 the order is not to be relied on. */
  rankStability: number | null
  /** Shares added up by facet; they sum to 1. Empty when no predictor has a facet. */
  facets: { facet: string; share: number | null }[]
  n: number
  excluded: { readonly [reason: string]: number }
}

/** One predictor: a rating per person, `null` where passed over. */
export interface Predictor {
  name: string
  values: readonly (number | null)[]
  /** Rational, emotional, price, service, or any other grouping. */
  facet?: string
}

/** Most predictors for which all orders are computed by default. */
const LMG_UP_TO = 10

/**
 * Key drivers: which ratings go with an overall score, and how much of what is explained each is credited with. LMG up to
 * 10 predictors, relative weights beyond; intervals and rank stability by bootstrap over persons.
 *
 * Ratings all resemble each other (halo), so expect wide intervals. Complete cases only, who is not complete is counted.
 * Suppressed below max(100, 20 per predictor) complete cases, whoever answers.
 *
 * @param options - `resamples` (default 1000), `seed`, `decomposition` to choose the method.
 * @throws {@link InsightsError} `no_solution` when a predictor does not vary or is a sum of others; `invalid_input` for
 * unequal lengths or no predictor.
 */
export function keyDrivers(
  response: readonly (number | null)[],
  predictors: readonly Predictor[],
  options: MetricOptions & BootstrapOptions & { decomposition?: 'lmg' | 'relative-weights' } = {},
): KeyDrivers {
  const settings = settingsOf(options)
  const p = predictors.length
  const method = options.decomposition ?? (p <= LMG_UP_TO ? 'lmg' : 'relative-weights')
  const decompose = method === 'lmg' ? lmgOfCorrelations : relativeWeightsOfCorrelations
  if (p === 0) throw new InsightsError('invalid_input', 'A driver analysis needs at least one predictor.')
  if (predictors.some(({ values }) => values.length !== response.length))
    throw new InsightsError('invalid_input', 'Response and predictors have unequal numbers of persons.')

  const complete = [...response.keys()].filter((i) =>
    [response, ...predictors.map(({ values }) => values)].every((column) => Number.isFinite(column[i])),
  )
  const columns = [response, ...predictors.map(({ values }) => values)].map((column) =>
    complete.map((i) => column[i]!),
  )
  const n = complete.length
  const excluded = { 'an item passed over': response.length - n }
  const { drivers: least, driversPerPredictor } = settings.thresholds
  const strict = atLeast(settings, Math.max(least, driversPerPredictor * p))
  const evidence = {
    n,
    method: 'percentile bootstrap over persons',
    excluded,
    flags: ['association'] as const,
  }
  if (n < strict.thresholds.customers) {
    const hidden = toMetric(evidence, strict, () => ({ value: NaN, lower: NaN, upper: NaN }))
    return {
      method,
      r2: hidden,
      drivers: predictors.map(({ name, facet }) => ({
        ...{ name, share: hidden, contribution: null, correlation: null, rank: null },
        ...{ rankLower: null, rankUpper: null, ...(facet !== undefined && { facet }) },
      })),
      rankStability: null,
      facets: [],
      n,
      excluded: hidden.excluded,
    }
  }

  const correlations = correlationMatrix(columns)
  const sumsOf = createProductSums(columns)
  const found = decompose(correlations)
  const ranks = ranksOf(found.contributions)
  const rows = resample(
    n,
    (indexes) => {
      const drawn = unlessUnsolvable(() => decompose(correlationsOf(sumsOf(indexes))))
      return drawn && [drawn.r2, ...sharesOf(drawn), ...ranksOf(drawn.contributions)]
    },
    { resamples: 1000, ...options },
  )
  const shares = sharesOf(found)
  const draws = rows[0]?.length ?? 0
  let stable = 0
  for (let draw = 0; draw < draws; draw += 1)
    if (ranks.every((rank, j) => rows[1 + p + j]![draw] === rank)) stable += 1
  const drivers = predictors.map(({ name, facet }, j) => {
    const places = boundsOf(rows[1 + p + j], settings.confidence)
    return {
      name,
      share: toMetric(evidence, strict, () => ({
        value: shares[j]!,
        ...boundsOf(rows[1 + j], settings.confidence),
      })),
      contribution: found.contributions[j]!,
      correlation: correlations.get(0, j + 1),
      rank: ranks[j]!,
      rankLower: draws === 0 ? null : Math.round(places.lower),
      rankUpper: draws === 0 ? null : Math.round(places.upper),
      ...(facet !== undefined && { facet }),
    }
  })
  const facets = [...new Set(predictors.flatMap(({ facet }) => (facet === undefined ? [] : [facet])))]
  const r2 = toMetric(evidence, strict, () => ({
    value: found.r2,
    ...boundsOf(rows[0], settings.confidence),
  }))
  return {
    method,
    r2,
    drivers,
    rankStability: draws === 0 ? null : stable / draws,
    facets: facets.map((facet) => ({
      facet,
      share: drivers.reduce((sum, driver) => (driver.facet === facet ? sum + driver.share.value! : sum), 0),
    })),
    n,
    excluded: r2.excluded,
  }
}

const sharesOf = ({ r2, contributions }: Decomposition) => contributions.map((value) => value / r2)

/** Places from 1, highest first; on ties the earlier one, since sorting keeps its order. */
function ranksOf(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => values[b]! - values[a]!)
  const ranks = new Array<number>(values.length)
  for (const [rank, place] of order.entries()) ranks[place] = rank + 1
  return ranks
}
