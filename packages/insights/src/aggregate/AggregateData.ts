import type { CellKey, FlowCell } from './Cell.ts'
import type { OutcomeCell } from './OutcomeCell.ts'

/** What an aggregate is made of, as plain data: for a file, a message, a database row. */
export interface AggregateData {
  v: 1
  cells: { key: CellKey; counts: [number | string, number][]; excluded: { [reason: string]: number } }[]
  flow: FlowCell[]
  outcomes: OutcomeCell[]
  /** Records that were left out, by reason. */
  findings: { [reason: string]: number }
  records: number
}
