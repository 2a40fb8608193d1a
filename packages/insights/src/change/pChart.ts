import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { InsightsError } from '../InsightsError.ts'
import { normalCdf } from '../stats/normal.ts'
import { type Chart, type ChartFlag, expectedFalseAlarms } from './Chart.ts'

/** Events among answers in one period. */
export interface Period {
  k: number
  n: number
  /** A known special cause: kept on the chart, left out of the centre line and limits. */
  explained?: boolean
}

/** Baseline of a chart that has been frozen: later periods are held against it. */
export interface FrozenBaseline {
  center: number
  /** Spread of the standardised shares; 1 but for Laney's chart. */
  sigmaZ?: number
  /** Periods it came from. */
  periods: number
}

/** How wide, and against what. */
export interface ChartOptions extends MetricOptions {
  /** @defaultValue `3` */
  sigmas?: number
  /** Judge against an earlier baseline instead of the periods given. */
  baseline?: FrozenBaseline
}

/** Shares by period with control limits. */
export interface PChart extends Chart {
  /** Over-dispersion: 1 when the shares vary by chance alone. Above 1.2 use {@link laneyPPrime}. */
  overdispersion: number
  baseline: FrozenBaseline
}

/**
 * p-chart: shares by period, each with limits of its own n. Explained special causes stay out of centre and limits;
 * freeze the baseline, or a slow slide becomes the new normal.
 *
 * Flags: `short-baseline` under 20 periods, `few-events` where n·p is under 5, `overdispersed` above 1.2.
 *
 * @throws {@link InsightsError} `invalid_input` for k of n that cannot be, or when no period is left for the baseline;
 * `invalid_option` for `sigmas` not above 0.
 * @see Montgomery, Introduction to Statistical Quality Control, ch. 7.
 */
export function pChart(periods: readonly Period[], options: ChartOptions = {}): PChart {
  return chartOf(periods, options, false)
}

/**
 * Laney's p′-chart: the p-chart for large or over-dispersed periods, whose limits carry the spread between periods too.
 * With n in the thousands the plain chart flags nearly every week.
 *
 * @see Laney, Quality Engineering 14 (2002).
 */
export function laneyPPrime(periods: readonly Period[], options: ChartOptions = {}): PChart {
  return chartOf(periods, options, true)
}

/** Of the moving range of two: its mean is 1.128 standard deviations. */
const D2 = 1.128

function chartOf(periods: readonly Period[], options: ChartOptions, laney: boolean): PChart {
  const { thresholds } = settingsOf(options)
  const { sigmas = 3 } = options
  if (!(sigmas > 0)) throw new InsightsError('invalid_option', `\`sigmas\` is ${sigmas}: it is above 0.`)
  const wrong = periods.find(({ k, n }) => !(k >= 0 && k <= n))
  if (wrong) throw new InsightsError('invalid_input', `${wrong.k} of ${wrong.n} answers cannot be.`)
  const own = periods.filter(({ n, explained }) => n > 0 && !explained)
  const total = own.reduce((sum, { n }) => sum + n, 0)
  if (total === 0 && !options.baseline)
    throw new InsightsError('invalid_input', 'No period with answers is left for the baseline.')

  const center = options.baseline?.center ?? own.reduce((sum, { k }) => sum + k, 0) / total
  const sigmaOf = (n: number) => Math.sqrt((center * (1 - center)) / n)
  // where all of them did it, or nobody, no share varies: 0 / 0 is 0
  const z = own.map(({ k, n }) => (k / n - center) / sigmaOf(n) || 0)
  const ranges = z.slice(1).map((value, i) => Math.abs(value - z[i]!))
  const sigmaZ =
    options.baseline?.sigmaZ ??
    (ranges.length > 0 ? ranges.reduce((sum, range) => sum + range, 0) / ranges.length / D2 : 1)
  const spread = laney ? sigmaZ : 1
  const points = periods.map(({ k, n }) => {
    if (n === 0) return { value: null, lower: null, upper: null, out: undefined }
    const value = k / n
    const lower = Math.max(0, center - sigmas * spread * sigmaOf(n))
    const upper = Math.min(1, center + sigmas * spread * sigmaOf(n))
    return {
      value,
      lower,
      upper,
      out: value > upper ? ('up' as const) : value < lower ? ('down' as const) : undefined,
    }
  })
  const overdispersion =
    z.length > 1 ? Math.sqrt(z.reduce((sum, value) => sum + value * value, 0) / (z.length - 1)) : 1
  const baselinePeriods = options.baseline?.periods ?? own.length
  const flags: ChartFlag[] = []
  if (baselinePeriods < thresholds.baselinePeriods) flags.push('short-baseline')
  if (periods.some(({ n }) => n > 0 && n * Math.min(center, 1 - center) < thresholds.expectedPerPeriod))
    flags.push('few-events')
  if (!laney && overdispersion > 1.2) flags.push('overdispersed')
  return {
    method: laney ? 'Laney p′-chart' : 'p-chart',
    center,
    points,
    flagged: points.flatMap(({ out }, i) => (out ? [i + 1] : [])),
    flags,
    expectedFalseAlarms: expectedFalseAlarms(points.length, 2 * normalCdf(-sigmas)),
    overdispersion,
    baseline: { center, periods: baselinePeriods, ...(laney && { sigmaZ }) },
  }
}
