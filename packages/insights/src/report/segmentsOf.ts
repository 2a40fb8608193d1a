import type { Aggregate } from '../aggregate/Aggregate.ts'
import { benjaminiHochberg } from '../compare/benjaminiHochberg.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { suppressSmallCells } from '../quality/suppressSmallCells.ts'
import { type Difference, differenceOf } from './differenceOf.ts'
import type { NamedMetric } from './headlineOf.ts'
import { headline, isMomentary, largest, seriesOf } from './seriesOf.ts'

/** One group of customers at one touchpoint, beside all others there. */
export interface SegmentRow {
  touchpoint: string
  metric: Pick<NamedMetric, 'id' | 'unit' | 'range'>
  segment: string
  value: string
  own: Metric
  others: Metric
  /** Own − others. */
  difference: Difference
  /** p after Benjamini–Hochberg over all rows; `null` where there are too few for a test. */
  adjusted: number | null
  /** Still there after false-discovery control, and both sides have the least n. */
  verdict: 'higher' | 'lower' | 'cannot-tell'
}

/** Every comparison that was made, also those that found nothing. */
export interface Segments {
  /** What was found first, the largest differences on top. */
  rows: SegmentRow[]
  tested: number
  /** Found without the correction; the difference is what chance would have shown. */
  uncorrected: number
  found: number
  q: number
}

const COMPARED = new Set(['nps', 'csat', 'ces', 'emotion', 'rating', 'agreement'])

/**
 * Does a segment answer differently from everybody else at the same touchpoint? All segments × touchpoints are tested at
 * once. Of two values only the first is compared: the second would be its mirror image.
 */
export function segmentsOf(
  aggregate: Aggregate,
  order: readonly string[],
  options: MetricOptions & { q?: number } = {},
): Segments {
  const rows: Omit<SegmentRow, 'adjusted' | 'verdict'>[] = []
  for (const touchpoint of order) {
    const series = largest(
      seriesOf(
        aggregate.cells.filter(
          ({ key }) =>
            key.touchpoint === touchpoint &&
            key.audience === 'customer' &&
            COMPARED.has(key.type) &&
            isMomentary(key),
        ),
      ),
    )
    if (!series) continue
    for (const segment of Object.keys(series.key.segments ?? {})) {
      const nameOf = (cell: (typeof series.cells)[number]) => cell.key.segments?.[segment] ?? ''
      const values = [...new Set(series.cells.map(nameOf))].filter((value) => value !== '').sort()
      if (values.length < 2) continue
      const of = (value: string) => series.cells.filter((cell) => nameOf(cell) === value)
      const sizes = Object.fromEntries(values.map((value) => [value, sizeOf(of(value))]))
      const hidden = suppressSmallCells(sizes, { ...options, audience: 'customer' })
      for (const value of values.length === 2 ? values.slice(0, 1) : values) {
        if (hidden[value]) continue
        const own = of(value)
        const rest = series.cells.filter((cell) => nameOf(cell) !== '' && nameOf(cell) !== value)
        const difference = differenceOf(own, rest, options)
        if (!difference) continue
        const { id, unit, range, metric } = headline({ key: series.key, cells: own }, options)
        const others = headline({ key: series.key, cells: rest }, options).metric
        rows.push({
          ...{ touchpoint, metric: { id, unit, range }, segment, value, own: metric, others, difference },
        })
      }
    }
  }
  const tested = rows.filter(({ difference }) => difference.p !== null && isLarge(difference, options))
  const result = benjaminiHochberg(
    tested.map(({ difference }) => difference.p!),
    options.q,
  )
  const all = rows.map((row): SegmentRow => {
    const place = tested.indexOf(row)
    return {
      ...row,
      adjusted: place === -1 ? null : result.adjusted[place]!,
      verdict: result.found.includes(place)
        ? row.difference.value! > 0
          ? 'higher'
          : 'lower'
        : 'cannot-tell',
    }
  })
  const weight = ({ verdict, adjusted }: SegmentRow) => (verdict === 'cannot-tell' ? 1 : 0) + (adjusted ?? 1)
  return {
    rows: all.sort((a, b) => weight(a) - weight(b)),
    tested: tested.length,
    uncorrected: result.uncorrected,
    found: result.found.length,
    q: result.q,
  }
}

const sizeOf = (cells: Parameters<typeof seriesOf>[0]) => seriesOf(cells).reduce((sum, { n }) => sum + n, 0)

/** Both sides have the least n of a comparison. */
const isLarge = ({ n }: Difference, { thresholds }: MetricOptions) => n >= (thresholds?.comparison ?? 30)
