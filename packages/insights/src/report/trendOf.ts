import type { Cell } from '../aggregate/Cell.ts'
import { groupCells, tallyCells } from '../aggregate/tallyCells.ts'
import type { ChartFlag } from '../change/Chart.ts'
import { ewma } from '../change/ewma.ts'
import { laneyPPrime, pChart } from '../change/pChart.ts'
import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { countBetween } from '../contract/Tally.ts'
import type { Net } from '../metrics/net.ts'
import { type Moments, momentsOfCounts } from '../stats/moments.ts'
import { countedOf } from './differenceOf.ts'
import { headlineOf } from './headlineOf.ts'

/** A series by period, with control limits where the question has them. */
export interface Trend {
  points: {
    period: string
    metric: Metric
    lower: number | null
    upper: number | null
    /** What the limits are of: the share itself, or the smoothed score. */
    charted: number | null
    out: 'up' | 'down' | null
  }[]
  /** How the limits are made; `null` without limits. */
  method: string | null
  flags: ChartFlag[]
  /** The last period lies below its limits. */
  falling: boolean
  expectedFalseAlarms: number | null
  /** The day that the limits were fixed on, and the periods with a number that they come from; `null` while they move. */
  frozen: { day: string; periods: number } | null
}

/**
 * The headline of a series by period: p-chart for shares (Laney's when periods are uneven), EWMA for net scores and means,
 * whose limits use the standard error of each period. Limits are in the unit of the headline.
 *
 * @param options - `frozen`: a day. The limits then come from the periods that had ended by it, and stay: later periods are
 * judged by them and do not move them. With fewer than {@link LEAST_FROZEN} such periods they come from all periods.
 */
export function trendOf(cells: readonly Cell[], options: MetricOptions & { frozen?: string } = {}): Trend {
  const periods = [...groupCells(cells, ({ period }) => period)].sort(([a], [b]) => (a < b ? -1 : 1))
  const key = cells[0]!.key
  const headlines = periods.map(([, own]) => headlineOf(key, own, options)[0]!.metric)
  const counted = countedOf(key)
  const day = options.frozen ?? ''
  /** Whether a period is one that the limits come from: the next one had begun by that day. */
  const isBase = (i: number) => i + 1 < periods.length && periods[i + 1]![0] <= day
  const inBase = headlines.filter(({ value }, i) => value !== null && isBase(i)).length
  const isFrozen = inBase >= LEAST_FROZEN
  const takes = isFrozen ? isBase : () => true
  const chart = counted
    ? shareChart(
        periods.map(([, own], i) => {
          // a period under the least n is no point: its share could be read off the chart
          if (headlines[i]!.value === null) return { k: 0, n: 0 }
          const tally = tallyCells(own)
          return { k: countBetween(tally, ...counted), n: tally.n }
        }),
        takes,
      )
    : headlines.every(isNet)
      ? netChart(headlines, takes)
      : meanChart(
          headlines,
          periods.map(([, own]) => momentsOfCounts(tallyCells(own).counts)),
          takes,
        )
  const points = periods.map(([period], i) => {
    const { value: charted = null, lower = null, upper = null, out } = chart?.points[i] ?? {}
    return { period, metric: headlines[i]!, lower, upper, charted, out: out ?? null }
  })
  return {
    points,
    method: chart?.method ?? null,
    flags: [
      ...new Set<ChartFlag>([
        ...(chart?.flags ?? []),
        ...(isFrozen && chart && inBase < settingsOf(options).thresholds.baselinePeriods
          ? (['short-baseline'] as const)
          : []),
      ]),
    ],
    falling: points.at(-1)?.out === 'down',
    expectedFalseAlarms: chart?.expectedFalseAlarms ?? null,
    frozen: isFrozen && chart ? { day, periods: inBase } : null,
  }
}

/** Periods that limits can be frozen from, at least. Under 20 the chart says that they are few. */
export const LEAST_FROZEN = 8

type Takes = (period: number) => boolean

function shareChart(periods: { k: number; n: number }[], takes: Takes) {
  if (periods.every(({ n }) => n === 0)) return undefined
  const base = periods.filter((_, i) => takes(i))
  const plain = pChart(base)
  const chart = plain.flags.includes('overdispersed') ? laneyPPrime : pChart
  return chart(periods, { baseline: chart(base).baseline })
}

const isNet = (metric: Metric): metric is Net => 'standardError' in metric

/** Means: an average that forgets, its limits from the spread within all periods and the n of each. */
function meanChart(means: readonly Metric[], moments: readonly Moments[], takes: Takes) {
  const known = moments.filter((_, i) => takes(i) && means[i]!.value !== null)
  const within = known.reduce((sum, { n, sd }) => sum + (n - 1) * sd ** 2, 0)
  const freedom = known.reduce((sum, { n }) => sum + n - 1, 0)
  if (!(within > 0)) return undefined
  const sd = Math.sqrt(within / freedom)
  return ewma(
    means.map(({ value }) => value),
    {
      sigma: moments.map(({ n }) => sd / Math.sqrt(Math.max(1, n))),
      target: averageOf(means.filter((_, i) => takes(i))),
    },
  )
}

/** Periods under the least n have no score, and leave the average where it was. */
function netChart(scores: readonly Net[], takes: Takes) {
  // a period in which all answered alike has a standard error of 0, and no say in how far others may stray
  const sure = scores.map((score) => (score.standardError ? score : { value: null }))
  const base = sure.filter((_, i) => takes(i))
  if (base.every(({ value }) => value === null)) return undefined
  return ewma(
    sure.map(({ value }) => value),
    { sigma: scores.map(({ standardError }) => standardError || 1), target: averageOf(base) },
  )
}

function averageOf(list: readonly { value: number | null }[]): number {
  const known = list.flatMap(({ value }) => value ?? [])
  return known.reduce((sum, value) => sum + value, 0) / known.length
}
