import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { atLeast } from '../drivers/atLeast.ts'
import type { Predictor } from '../drivers/keyDrivers.ts'
import { unlessUnsolvable } from '../drivers/unlessUnsolvable.ts'
import { InsightsError } from '../InsightsError.ts'
import { createRandom } from '../stats/createRandom.ts'
import { twoSidedZ, zOf } from '../stats/normal.ts'
import { wilson } from '../stats/wilson.ts'
import { logisticFit } from './logisticFit.ts'

/** One step of a probability forecast: what was predicted and what happened. */
export interface CalibrationRow {
  /** Mean predicted probability of the group. */
  predicted: number
  /** Share for whom it happened. */
  observed: Metric
}

/** How well probabilities hold for people whom the model has not seen. */
export interface HeldOut {
  n: number
  /** Mean squared error of the probabilities, 0–1; 0 is best. */
  brier: number | null
  /** Brier score of always predicting the base rate. Not below it, the model predicts nothing. */
  baseline: number | null
  /** Chance that a person with the event gets the higher probability, 0.5–1. */
  auc: number | null
  calibration: CalibrationRow[]
}

/** Odds of an outcome, per point of a score. */
export interface LogisticOutcome {
  /** Per predictor: odds ratio per point, Wald interval on the log scale. */
  oddsRatios: (Metric & { name: string; coefficient: number; standardError: number; p: number })[]
  intercept: number
  logLikelihood: number
  n: number
  events: number
  excluded: { readonly [reason: string]: number }
  heldOut: HeldOut
}

/**
 * Logistic model of a yes/no outcome on one or more scores, with calibration, Brier score and AUC on held-out people.
 * Associations: never "drives".
 *
 * @param outcome - 0 or 1 per person, `null` where not known; persons without all values are left out and counted.
 * @param options - `holdOut`: share of people kept for the check (default 0.3); `seed` of who is kept; `groups` of the
 * calibration table (default 5).
 * @throws {@link InsightsError} `too_few` under 10 events, or 10 non-events, per predictor (of the whole data; the numbers
 * of the odds ratios come from all people, those of `heldOut` from a fit without them); `no_solution`; `invalid_input`.
 * @see Peduzzi et al., Journal of Clinical Epidemiology 49 (1996).
 */
export function logisticOutcome(
  outcome: readonly (number | null)[],
  predictors: readonly Predictor[],
  options: MetricOptions & { holdOut?: number; seed?: number; groups?: number } = {},
): LogisticOutcome {
  const settings = settingsOf(options)
  if (predictors.length === 0 || predictors.some(({ values }) => values.length !== outcome.length))
    throw new InsightsError(
      'invalid_input',
      'Every predictor needs one value per person, and one predictor at least.',
    )
  const complete = [...outcome.keys()].filter((i) =>
    [outcome, ...predictors.map(({ values }) => values)].every((column) => Number.isFinite(column[i])),
  )
  const y = complete.map((i) => outcome[i]!)
  const x = predictors.map(({ values }) => complete.map((i) => values[i]!))
  const events = y.filter((value) => value === 1).length
  const least = settings.thresholds.eventsPerPredictor * predictors.length
  const { customers: persons } = atLeast(settings, 2 * least).thresholds
  if (Math.min(events, y.length - events) < least || y.length < persons)
    throw new InsightsError(
      'too_few',
      `${events} events and ${y.length - events} non-events for ${predictors.length} predictor(s): it takes ${least} of ` +
        `each, and ${persons} persons. Wait for more, or use fewer predictors.`,
    )
  const fit = logisticFit(y, x)
  const z = zOf(settings.confidence)
  const excluded = { 'outcome or score missing': outcome.length - complete.length }
  const oddsRatios = predictors.map(({ name }, j) => {
    const coefficient = fit.coefficients[j + 1]!
    const standardError = fit.standardErrors[j + 1]!
    return {
      name,
      coefficient,
      standardError,
      p: twoSidedZ(coefficient / standardError),
      ...toMetric(
        { n: y.length, method: 'Wald interval of a log odds ratio', excluded, flags: ['association'] },
        settings,
        () => ({
          value: Math.exp(coefficient),
          lower: Math.exp(coefficient - z * standardError),
          upper: Math.exp(coefficient + z * standardError),
        }),
      ),
    }
  })
  return {
    oddsRatios,
    intercept: fit.coefficients[0]!,
    logLikelihood: fit.logLikelihood,
    n: y.length,
    events,
    excluded: oddsRatios[0]!.excluded,
    heldOut: checkOnHeldOut(y, x, options),
  }
}

function checkOnHeldOut(
  y: readonly number[],
  x: readonly (readonly number[])[],
  options: MetricOptions & { holdOut?: number; seed?: number; groups?: number },
): HeldOut {
  const { holdOut = 0.3, seed = 1 } = options
  if (!(holdOut > 0 && holdOut < 1))
    throw new InsightsError('invalid_option', `\`holdOut\` is ${holdOut}: it is a share between 0 and 1.`)
  const random = createRandom(seed)
  const kept = y.map(() => random() < holdOut)
  const split = <Value>(column: readonly Value[], held: boolean) => column.filter((_, i) => kept[i] === held)
  const tested = split(y, true)
  const none = { n: tested.length, brier: null, baseline: null, auc: null, calibration: [] }
  if (new Set(tested).size < 2) return none
  const trained = unlessUnsolvable(() =>
    logisticFit(
      split(y, false),
      x.map((column) => split(column, false)),
    ),
  )
  if (!trained) return none
  const [intercept, ...slopes] = trained.coefficients
  const held = x.map((column) => split(column, true))
  const logOdds = (i: number) => held.reduce((sum, column, j) => sum + slopes[j]! * column[i]!, intercept!)
  return assessForecast(
    tested.map((_, i) => 1 / (1 + Math.exp(-logOdds(i)))),
    tested,
    options,
  )
}

/**
 * Judges probabilities against what happened: Brier score beside that of the base rate, AUC, and a calibration table of
 * groups of equal size.
 *
 * @throws {@link InsightsError} `invalid_input` for unequal lengths, probabilities outside of 0…1, or what happened other than
 * 0 or 1.
 * @see Brier, Monthly Weather Review 78 (1950).
 */
export function assessForecast(
  predicted: readonly number[],
  happened: readonly number[],
  options: MetricOptions & { groups?: number } = {},
): HeldOut {
  const settings = settingsOf(options)
  const { groups = 5 } = options
  const n = predicted.length
  if (
    happened.length !== n ||
    predicted.some((p) => !(p >= 0 && p <= 1)) ||
    happened.some((value) => value !== 0 && value !== 1)
  )
    throw new InsightsError(
      'invalid_input',
      'A forecast is one probability, 0 to 1, for each person, and what happened is 0 or 1.',
    )
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const rate = meanOf(happened)
  const order = [...predicted.keys()].sort((a, b) => predicted[a]! - predicted[b]!)
  const calibration = Array.from({ length: groups }, (_, g) =>
    order.slice(Math.round((g * n) / groups), Math.round(((g + 1) * n) / groups)),
  )
    .filter((members) => members.length > 0)
    .map((members) => ({
      predicted: meanOf(members.map((i) => predicted[i]!)),
      observed: toMetric({ n: members.length, method: 'Wilson score interval' }, settings, () =>
        wilson(members.filter((i) => happened[i] === 1).length, members.length, settings.confidence),
      ),
    }))
  return {
    n,
    brier: n === 0 ? null : meanOf(predicted.map((p, i) => (p - happened[i]!) ** 2)),
    baseline: n === 0 ? null : rate * (1 - rate),
    auc: areaUnderCurve(predicted, happened),
    calibration,
  }
}

/** Mann–Whitney form: chance that an event has the higher probability, ties count half. */
function areaUnderCurve(predicted: readonly number[], happened: readonly number[]): number | null {
  const order = [...predicted.keys()].sort((a, b) => predicted[a]! - predicted[b]!)
  let ranks = 0
  let events = 0
  for (let i = 0; i < order.length; ) {
    let end = i
    while (predicted[order[end]!] === predicted[order[i]!]) end += 1
    for (let k = i; k < end; k += 1)
      if (happened[order[k]!] === 1) {
        ranks += (i + 1 + end) / 2
        events += 1
      }
    i = end
  }
  const others = order.length - events
  return events === 0 || others === 0 ? null : (ranks - (events * (events + 1)) / 2) / (events * others)
}
