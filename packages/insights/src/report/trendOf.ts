import type { Cell } from '../aggregate/Cell.ts'
import { groupCells, tallyCells } from '../aggregate/tallyCells.ts'
import type { ChartFlag } from '../change/Chart.ts'
import { ewma } from '../change/ewma.ts'
import { laneyPPrime, pChart } from '../change/pChart.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { countBetween } from '../contract/Tally.ts'
import type { Nps } from '../metrics/nps.ts'
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

/** Shares that are charted, by question type: steps that count. */
const COUNTED: { [type: string]: readonly [number, number] } = { csat: [4, 5], ces: [5, 7] }

/**
 * The headline of a series by period: p-chart for shares (Laney's when periods are uneven), EWMA for net scores, whose
 * limits use the standard error of each period. Limits are in the unit of the headline.
 */
export function trendOf(cells: readonly Cell[], options: MetricOptions = {}): Trend {
  const periods = [...groupCells(cells, ({ period }) => period)].sort(([a], [b]) => (a < b ? -1 : 1))
  const key = cells[0]!.key
  const headlines = periods.map(([, own]) => headlineOf(key, own, options)[0]!.metric)
  const counted = COUNTED[key.type]
  const chart = counted
    ? shareChart(
        periods.map(([, own], i) => {
          // a period under the least n is no point: its share could be read off the chart
          if (headlines[i]!.value === null) return { k: 0, n: 0 }
          const tally = tallyCells(own)
          return { k: countBetween(tally, ...counted), n: tally.n }
        }),
      )
    : key.type === 'nps'
      ? netChart(headlines as Nps[])
      : undefined
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

/** Periods under the least n have no score, and leave the average where it was. */
function netChart(scores: readonly Nps[]) {
  if (scores.every(({ value }) => value === null)) return undefined
  return ewma(
    // a period in which all answered alike has a standard error of 0, and no say in how far others may stray
    scores.map(({ value, standardError }) => (standardError ? value : null)),
    { sigma: scores.map(({ standardError }) => standardError || 1) },
  )
}
