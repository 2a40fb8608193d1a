import { THRESHOLDS } from '../contract/thresholds.ts'
import { InsightsError } from '../InsightsError.ts'
import { normalCdf } from '../stats/normal.ts'
import { type Chart, type ChartFlag, expectedFalseAlarms } from './Chart.ts'

/** How an EWMA forgets, and what it is held against. */
export interface EwmaOptions {
  /** Weight of the newest period, above 0 to 1. @defaultValue `0.2` */
  lambda?: number
  /** Mean while nothing has changed. @defaultValue mean of the values given */
  target?: number
  /** Standard deviation of one period: one number, or the standard error of each (an NPS of 40 answers is less sure). */
  sigma: number | readonly number[]
  /** Width of the limits. @defaultValue `2.7` */
  sigmas?: number
  /** Limits that widen over the first periods, as they truly do, or their final width from the start. */
  limits?: 'time-varying' | 'steady-state'
}

/** An EWMA with its limits. */
export interface Ewma extends Chart {
  /** Smoothed value after each period. */
  ewma: number[]
  /** Period, from 1, in which the change that is flagged first probably began: the last one on the target's other side. */
  estimatedStart: number | null
}

/**
 * Exponentially weighted moving average: finds small lasting shifts of a mean or a net score that a Shewhart chart takes
 * months to see. A period without answers (`null`, or what is no number) leaves the average where it was.
 *
 * @throws {@link InsightsError} `invalid_option` for λ outside of (0, 1], or a sigma that is not above 0.
 * @see NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.4.
 */
export function ewma(scores: readonly (number | null)[], options: EwmaOptions): Ewma {
  const { lambda = 0.2, sigmas = 2.7, limits = 'time-varying' } = options
  if (!(lambda > 0 && lambda <= 1))
    throw new InsightsError('invalid_option', `\`lambda\` is ${lambda}: it is above 0 and at most 1.`)
  const sigmaOf = (i: number) =>
    typeof options.sigma === 'number' ? options.sigma : (options.sigma[i] ?? NaN)
  const values = scores.map((value) => (Number.isFinite(value) ? value : null))
  const wrong = values.findIndex((value, i) => value !== null && !(sigmaOf(i) > 0))
  if (wrong !== -1)
    throw new InsightsError(
      'invalid_option',
      `\`sigma\` of period ${wrong + 1} is ${sigmaOf(wrong)}: it is above 0.`,
    )
  const known = values.filter((value): value is number => value !== null)
  const target = options.target ?? known.reduce((sum, value) => sum + value, 0) / known.length

  let smoothed = target
  let variance = 0
  const averages: number[] = []
  const points = values.map((value, i) => {
    if (value !== null) {
      smoothed = lambda * value + (1 - lambda) * smoothed
      variance = lambda ** 2 * sigmaOf(i) ** 2 + (1 - lambda) ** 2 * variance
    }
    averages.push(smoothed)
    if (value === null) return { value: null, lower: null, upper: null, out: undefined }
    const half =
      sigmas *
      (limits === 'steady-state' ? sigmaOf(i) * Math.sqrt(lambda / (2 - lambda)) : Math.sqrt(variance))
    const [lower, upper] = [target - half, target + half]
    return {
      value: smoothed,
      lower,
      upper,
      out: smoothed > upper ? ('up' as const) : smoothed < lower ? ('down' as const) : undefined,
    }
  })
  const first = points.findIndex(({ out }) => out)
  const flags: ChartFlag[] = known.length < THRESHOLDS.baselinePeriods ? ['short-baseline'] : []
  return {
    method: `EWMA, λ = ${lambda}, ${limits} limits of ${sigmas} σ`,
    center: target,
    points,
    ewma: averages,
    flagged: points.flatMap(({ out }, i) => (out ? [i + 1] : [])),
    flags,
    // successive averages resemble each other, so this counts periods and is an upper bound on separate alarms
    expectedFalseAlarms: expectedFalseAlarms(known.length, 2 * normalCdf(-sigmas)),
    estimatedStart: first === -1 ? null : startOf(averages, target, first, points[first]!.out!),
  }
}

/** The period after the last one in which the average lay on the target's other side. */
function startOf(averages: readonly number[], target: number, alarm: number, side: 'up' | 'down'): number {
  let start = alarm
  while (start > 0 && (side === 'up' ? averages[start - 1]! > target : averages[start - 1]! < target))
    start -= 1
  return start + 1
}
