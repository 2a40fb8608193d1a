import type { Cell } from '../aggregate/Cell.ts'
import { groupCells, tallyCells } from '../aggregate/tallyCells.ts'
import type { ChartFlag } from '../change/Chart.ts'
import { ewma } from '../change/ewma.ts'
import { laneyPPrime, pChart } from '../change/pChart.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
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
}

/**
 * The headline of a series by period: p-chart for shares (Laney's when periods are uneven), EWMA for net scores and means,
 * whose limits use the standard error of each period. Limits are in the unit of the headline.
 */
export function trendOf(cells: readonly Cell[], options: MetricOptions = {}): Trend {
  const periods = [...groupCells(cells, ({ period }) => period)].sort(([a], [b]) => (a < b ? -1 : 1))
  const key = cells[0]!.key
  const headlines = periods.map(([, own]) => headlineOf(key, own, options)[0]!.metric)
  const counted = countedOf(key)
  const chart = counted
    ? shareChart(
        periods.map(([, own], i) => {
          // a period under the least n is no point: its share could be read off the chart
          if (headlines[i]!.value === null) return { k: 0, n: 0 }
          const tally = tallyCells(own)
          return { k: countBetween(tally, ...counted), n: tally.n }
        }),
      )
    : headlines.every(isNet)
      ? netChart(headlines)
      : meanChart(
          headlines,
          periods.map(([, own]) => momentsOfCounts(tallyCells(own).counts)),
        )
  const points = periods.map(([period], i) => {
    const { value: charted = null, lower = null, upper = null, out } = chart?.points[i] ?? {}
    return { period, metric: headlines[i]!, lower, upper, charted, out: out ?? null }
  })
  return {
    points,
    method: chart?.method ?? null,
    flags: chart?.flags ?? [],
    falling: points.at(-1)?.out === 'down',
    expectedFalseAlarms: chart?.expectedFalseAlarms ?? null,
  }
}

function shareChart(periods: { k: number; n: number }[]) {
  if (periods.every(({ n }) => n === 0)) return undefined
  const plain = pChart(periods)
  return plain.flags.includes('overdispersed') ? laneyPPrime(periods) : plain
}

const isNet = (metric: Metric): metric is Net => 'standardError' in metric

/** Means: an average that forgets, its limits from the spread within all periods and the n of each. */
function meanChart(means: readonly Metric[], moments: readonly Moments[]) {
  const known = moments.filter((_, i) => means[i]!.value !== null)
  const within = known.reduce((sum, { n, sd }) => sum + (n - 1) * sd ** 2, 0)
  const freedom = known.reduce((sum, { n }) => sum + n - 1, 0)
  if (!(within > 0)) return undefined
  const sd = Math.sqrt(within / freedom)
  return ewma(
    means.map(({ value }) => value),
    { sigma: moments.map(({ n }) => sd / Math.sqrt(Math.max(1, n))) },
  )
}

/** Periods under the least n have no score, and leave the average where it was. */
function netChart(scores: readonly Net[]) {
  if (scores.every(({ value }) => value === null)) return undefined
  return ewma(
    // a period in which all answered alike has a standard error of 0, and no say in how far others may stray
    scores.map(({ value, standardError }) => (standardError ? value : null)),
    { sigma: scores.map(({ standardError }) => standardError || 1) },
  )
}
