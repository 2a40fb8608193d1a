import type { Series } from './measure/seriesOf.ts'
import type { Mode, ScoreCell } from './Store.ts'

/** A value of a cell, as the stores count it: the last answer of a run, then the last run of a person. */
export interface ScoreRow {
  project: string
  mode: Mode
  touchpoint: string
  phase: string
  channel: string
  series: string
  score: number | null
  counted: number
  repeated: number
}

/** Cells from the rows of a store, a row for each value. */
export function cellsOf(rows: readonly ScoreRow[]): ScoreCell[] {
  const cells = new Map<string, ScoreCell>()
  for (const { project, mode, touchpoint, phase, channel, series, score, counted, repeated } of rows) {
    const key = JSON.stringify([project, mode, touchpoint, phase, channel, series])
    const cell: ScoreCell = cells.get(key) ?? {
      ...{ project, mode, touchpoint, phase, channel },
      series: JSON.parse(series) as Series,
      counts: new Map(),
      skipped: 0,
      repeated: 0,
    }
    cells.set(key, cell)
    cell.repeated += repeated
    if (score === null) cell.skipped += counted
    else if (counted > 0) cell.counts.set(score, counted)
  }
  return [...cells.values()]
}
