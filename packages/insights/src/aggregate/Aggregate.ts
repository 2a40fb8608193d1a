import type { PulsoRecord } from '@pulso/web/schema'
import type { AggregateData } from './AggregateData.ts'
import type { Cell, FlowCell } from './Cell.ts'
import type { OutcomeCell } from './OutcomeCell.ts'
import type { PeriodLength } from './periodOf.ts'

/**
 * Counts of records: one pass, and memory that grows with the number of cells, not of records. Counting parts and merging
 * them gives what counting everything gives, and each record moves the numbers at once.
 */
export interface Aggregate {
  /** Counts one record. */
  add(record: PulsoRecord): void
  /** Counts one line of NDJSON. What is no record is counted under its reason. An empty line is nothing. */
  addLine(line: string): void
  /** Takes another aggregate in. The other is left as it was. */
  merge(other: Aggregate): void
  /** How long the periods of its cells are. */
  readonly period: PeriodLength
  readonly cells: readonly Cell[]
  readonly flow: readonly FlowCell[]
  readonly outcomes: readonly OutcomeCell[]
  /** Left out, by reason: duplicates, test mode, lines that are no record. */
  readonly findings: Readonly<{ [reason: string]: number }>
  /** Records seen, those left out too. */
  readonly records: number
  toJSON(): AggregateData
}
