import { type ProportionDifference, proportionDifference } from '../compare/proportionDifference.ts'
import { type Verdict, verdictOf } from '../compare/verdictOf.ts'
import type { Flag, Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { InsightsError } from '../InsightsError.ts'
import { laneyPPrime, type PChart, type Period, pChart } from './pChart.ts'

/** Did the number move after an action? */
export interface BeforeAfter {
  /** Share after − share before; Newcombe. */
  change: ProportionDifference
  /** Change less the change of the comparison touchpoint in the same time; `undefined` without one. */
  netOfComparison?: Metric
  verdict: Verdict
  /** Chart whose limits come from the periods before alone; p′ when they are over-dispersed. */
  chart: PChart
  /** The last period with answers before lay beyond 2σ of those before it: part of the change would have come by itself. */
  regressionToMean: boolean
}

/** An action is often taken because of a bad month, and the next would have been better anyway. Two σ are unusual. */
const EXTREME_SIGMAS = 2

/**
 * An action's effect on a share: after against before, with its interval, on a chart with the limits frozen before it,
 * and a warning when the starting point was extreme. With a comparison touchpoint, what changed there as well is taken
 * off. Still no proof of cause: only a randomised variant is.
 *
 * @param action - place, from 0, of the first period after the action.
 * @throws {@link InsightsError} `invalid_option` for a place that is none; `invalid_input` as in {@link pChart}, also when nobody
 * answered before.
 */
export function beforeAfter(
  periods: readonly Period[],
  action: number,
  options: MetricOptions & { comparison?: readonly Period[] } = {},
): BeforeAfter {
  const settings = settingsOf(options)
  if (!(Number.isInteger(action) && action >= 0 && action <= periods.length))
    throw new InsightsError(
      'invalid_option',
      `\`action\` is ${action}: it is the place, from 0 to ${periods.length}, of the first period after the action.`,
    )
  const part = (list: readonly Period[]) => ({
    k: list.reduce((sum, { k }) => sum + k, 0),
    n: list.reduce((sum, { n }) => sum + n, 0),
  })
  const [before, after] = [periods.slice(0, action), periods.slice(action)]
  const difference = proportionDifference(part(after), part(before), options)
  const base = pChart(before, options)
  const chart = base.flags.includes('overdispersed')
    ? laneyPPrime(periods, { ...options, baseline: laneyPPrime(before, options).baseline })
    : pChart(periods, { ...options, baseline: base.baseline })
  const answered = before.filter(({ n }) => n > 0)
  const [last, usual] = [part(answered.slice(-1)), part(answered.slice(0, -1))]
  // without periods before the last this is NaN, and nothing is beyond it
  const share = usual.k / usual.n
  const regressionToMean =
    Math.abs(last.k / last.n - share) > EXTREME_SIGMAS * Math.sqrt((share * (1 - share)) / last.n)
  const change: ProportionDifference = regressionToMean
    ? { ...difference, flags: [...difference.flags, 'regression-to-mean'] }
    : difference
  const result = { change, verdict: change.verdict, chart, regressionToMean }
  if (!options.comparison) return result

  const other = proportionDifference(
    part(options.comparison.slice(action)),
    part(options.comparison.slice(0, action)),
    options,
  )
  const net = subtract(change, other)
  return { ...result, netOfComparison: net, verdict: verdictOf(net, settings.thresholds.comparison) }
}

/** Difference of two independent differences; bounds combine as the distances to each bound do (MOVER). */
function subtract(a: Metric, b: Metric): Metric {
  const metric = {
    ...{ n: Math.min(a.n, b.n), confidence: a.confidence, excluded: {} },
    flags: [...new Set<Flag>([...a.flags, ...b.flags])],
    method: 'difference of two differences, hybrid score (MOVER)',
  }
  if (a.value === null || b.value === null) return { ...metric, value: null, lower: null, upper: null }
  const value = a.value - b.value
  return {
    ...{ ...metric, value },
    lower: value - Math.hypot(a.value - a.lower!, b.upper! - b.value),
    upper: value + Math.hypot(a.upper! - a.value, b.value - b.lower!),
  }
}
