import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import type { Predictor } from '../drivers/keyDrivers.ts'
import { InsightsError } from '../InsightsError.ts'
import { leastSquares } from '../stats/leastSquares.ts'
import { tOf, twoSidedT } from '../stats/studentT.ts'

/** A linear model: how an amount goes with scores. */
export interface LinearOutcome {
  /** Where every predictor is 0. */
  intercept: Metric & { standardError: number | null; p: number | null }
  /** Change of the outcome per point of each predictor, the others held. */
  slopes: (Metric & { name: string; standardError: number | null; p: number | null })[]
  r2: number | null
  df: number
}

/**
 * Linear model of an amount (or of one score on others: expectation → satisfaction → loyalty) with t intervals. An
 * association. Persons without all values are left out and counted.
 *
 * @throws {@link InsightsError} `no_solution`, `too_few`, `invalid_input` as in {@link leastSquares}.
 */
export function linearOutcome(
  outcome: readonly (number | null)[],
  predictors: readonly Predictor[],
  options: MetricOptions = {},
): LinearOutcome {
  const settings = settingsOf(options)
  if (predictors.some(({ values }) => values.length !== outcome.length))
    throw new InsightsError('invalid_input', 'Every predictor needs one value per person.')
  const complete = [...outcome.keys()].filter((i) =>
    [outcome, ...predictors.map(({ values }) => values)].every((column) => Number.isFinite(column[i])),
  )
  const fit = leastSquares(
    complete.map((i) => outcome[i]!),
    predictors.map(({ values }) => complete.map((i) => values[i]!)),
  )
  const t = tOf(settings.confidence, fit.df)
  const coefficient = (j: number) => {
    const value = fit.coefficients[j]!
    const standardError = fit.standardErrors[j]!
    const metric = toMetric(
      {
        n: complete.length,
        method: 'Student t interval of a regression coefficient',
        excluded: { 'a value missing': outcome.length - complete.length },
        flags: ['association'],
      },
      settings,
      () => ({ value, lower: value - t * standardError, upper: value + t * standardError }),
    )
    const shown = metric.value !== null
    return {
      ...metric,
      standardError: shown ? standardError : null,
      p: shown ? twoSidedT(value / standardError, fit.df) : null,
    }
  }
  const intercept = coefficient(0)
  return {
    intercept,
    slopes: predictors.map(({ name }, j) => ({ name, ...coefficient(j + 1) })),
    r2: intercept.value === null ? null : fit.r2,
    df: fit.df,
  }
}
