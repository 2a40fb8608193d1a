import { type ProportionDifference, proportionDifference } from '../compare/proportionDifference.ts'
import type { Verdict } from '../compare/verdictOf.ts'
import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
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
  /** The last period before lay beyond 2σ of those before it: part of the change would have come by itself. */
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
 */
export function beforeAfter(
  periods: readonly Period[],
  action: number,
  options: MetricOptions & { comparison?: readonly Period[] } = {},
): BeforeAfter {
  const settings = settingsOf(options)
  const part = (list: readonly Period[]) => ({
    k: list.reduce((sum, { k }) => sum + k, 0),
    n: list.reduce((sum, { n }) => sum + n, 0),
  })
  const [before, after] = [periods.slice(0, action), periods.slice(action)]
  const difference = proportionDifference(part(after), part(before), options)
  const base = pChart(before, options)
  const chart =
    base.overdispersion > 1.2
      ? laneyPPrime(periods, { ...options, baseline: laneyPPrime(before, options).baseline })
      : pChart(periods, { ...options, baseline: base.baseline })
  const last = before.at(-1)
  const earlier = before.slice(0, -1).filter(({ n }) => n > 0)
  const usual = part(earlier)
  const share = usual.k / usual.n
  const regressionToMean =
    last !== undefined &&
    earlier.length > 0 &&
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
  const least = settings.thresholds.comparison
  const verdict: Verdict =
    net.n < least || net.lower === null || net.upper === null
      ? 'cannot-tell'
      : net.lower > 0
        ? 'higher'
        : net.upper < 0
          ? 'lower'
          : 'cannot-tell'
  return { ...result, netOfComparison: net, verdict }
}

/** Difference of two independent differences; bounds combine as the distances to each bound do (MOVER). */
function subtract(a: Metric, b: Metric): Metric {
  const shown = [a, b].every(({ value, lower, upper }) => value !== null && lower !== null && upper !== null)
  return {
    ...a,
    n: Math.min(a.n, b.n),
    value: shown ? a.value! - b.value! : null,
    lower: shown ? a.value! - b.value! - Math.hypot(a.value! - a.lower!, b.upper! - b.value!) : null,
    upper: shown ? a.value! - b.value! + Math.hypot(a.upper! - a.value!, b.value! - b.lower!) : null,
    method: 'difference of two differences, hybrid score (MOVER)',
  }
}
