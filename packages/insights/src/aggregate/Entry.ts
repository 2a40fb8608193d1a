import type { Cell, FlowCell } from './Cell.ts'
import type { OutcomeCell } from './OutcomeCell.ts'

/** What a record (or several of one answer) has added to a cell, so that it can be taken back. */
export type Entry =
  | {
      of: 'answer'
      question: string
      cell: Cell
      value: number | string | null
      /** `seq` of the record whose value counts, the highest one. */
      best: number
      seqs: number[]
    }
  | { of: 'flow'; field: 'shown' | 'completed' | 'dismissed'; seq: number; cell: FlowCell; reason?: string }
  | { of: 'responded'; cell: FlowCell; day: string }
  | { of: 'outcome'; cell: OutcomeCell; value: number | undefined }
