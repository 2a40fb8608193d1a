import type { Aggregate } from '../aggregate/Aggregate.ts'
import { scaleOf } from '../aggregate/scaleOf.ts'
import { tallyCells } from '../aggregate/tallyCells.ts'
import type { Excluded } from '../contract/Metric.ts'
import { addExcluded } from '../contract/Tally.ts'

/** All that was read and counts nowhere, by reason: lines that are no record, and answers that are none or do not fit. */
export const leftOutOf = ({ findings, cells }: Aggregate): Excluded =>
  addExcluded(
    findings,
    ...cells.map((cell) =>
      scaleOf(cell.key as Parameters<typeof scaleOf>[0]) ? tallyCells([cell]).excluded : cell.excluded,
    ),
  )
