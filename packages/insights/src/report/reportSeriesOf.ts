import type { Cell, CellKey } from '../aggregate/Cell.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { headlineOf, type NamedMetric } from './headlineOf.ts'
import { type CellSeries, headline, isMomentary, seriesOf } from './seriesOf.ts'
import { type Trend, trendOf } from './trendOf.ts'

/** One question as it was asked at one touchpoint: never pooled with another wording, audience, kind or role. */
export interface ReportSeries {
  question: string
  type: string
  wording: string
  kind: CellKey['kind']
  audience: CellKey['audience']
  role?: string
  dimension?: string
  channels: string[]
  /** The headline first. */
  metrics: NamedMetric[]
  trend: Trend
}

/** The series of a touchpoint with their numbers: what was lived first, of that what is wanted, of that what most answered. */
export function reportSeriesOf(
  cells: readonly Cell[],
  wanted: readonly string[],
  options: MetricOptions & { frozen?: string },
): ReportSeries[] {
  const rank = (series: CellSeries) => {
    const place = wanted.indexOf(headline(series, options).kpi)
    return place === -1 ? wanted.length : place
  }
  return seriesOf(cells)
    .sort((a, b) => Number(isMomentary(b.key)) - Number(isMomentary(a.key)) || rank(a) - rank(b) || b.n - a.n)
    .map(({ key, cells: own }) => {
      const { question, type, wording, kind, audience, role, dimension } = key
      return {
        ...{ question, type, wording, kind, audience },
        ...(role !== undefined && { role }),
        ...(dimension !== undefined && { dimension }),
        channels: [...new Set(own.map(({ key: { channel } }) => channel))].sort(),
        metrics: headlineOf(key, own, { ...options, audience }),
        trend: trendOf(own, { ...options, audience }),
      }
    })
}
