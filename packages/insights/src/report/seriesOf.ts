import type { Cell, CellKey } from '../aggregate/Cell.ts'
import { scaleOf } from '../aggregate/scaleOf.ts'
import { groupCells, tallyCells } from '../aggregate/tallyCells.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { headlineOf, type NamedMetric } from './headlineOf.ts'

/** Cells that may be pooled: one question, one wording, one audience, one kind, one role, one scale. */
export interface CellSeries {
  /** Of the first cell; period, channel and segments are its own alone. */
  key: CellKey
  cells: readonly Cell[]
  /** Answers on the scale. */
  n: number
}

/** Splits cells with a scale into what may be pooled, in a stable order. */
export function seriesOf(cells: readonly Cell[]): CellSeries[] {
  const groups = groupCells(cells.filter(isScaled), (key) =>
    JSON.stringify([
      ...[key.question, key.type, key.wording, key.kind, key.audience],
      ...[key.role ?? null, key.dimension ?? null, key.points ?? null],
    ]),
  )
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => ({ key: own[0]!.key, cells: own, n: tallyCells(own).n }))
}

/** Whether a question has steps that can be counted: choices, texts and contact data have none. */
export const isScaled = ({ key }: Pick<Cell, 'key'>): boolean =>
  scaleOf(key as Parameters<typeof scaleOf>[0]) !== undefined

/** The first number of a series. */
export const headline = ({ key, cells }: Pick<CellSeries, 'key' | 'cells'>, options: MetricOptions) =>
  headlineOf(key, cells, { ...options, audience: key.audience })[0] as NamedMetric

/** The one with most answers: the earlier on ties. */
export const largest = <One extends { n: number }>(list: readonly One[]): One | undefined =>
  list.reduce<One | undefined>((top, one) => (top === undefined || one.n > top.n ? one : top), undefined)

/** Roles that speak of the touchpoint as it was lived; the others have charts of their own. */
export const isMomentary = ({ role }: { role?: string | undefined }): boolean =>
  role === undefined || role === 'momentary'
