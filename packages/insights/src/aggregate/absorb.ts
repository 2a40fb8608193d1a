import type { AggregateData } from './AggregateData.ts'
import { bump } from './bump.ts'
import type { Table } from './createTable.ts'

/** Adds what another aggregate has counted to a table and to findings. */
export function absorb(data: AggregateData, table: Table, findings: AggregateData['findings']): void {
  for (const { key, counts, excluded } of data.cells) {
    const cell = table.answerOf(key)
    for (const [value, count] of counts) cell.counts.set(value, (cell.counts.get(value) ?? 0) + count)
    for (const [reason, count] of Object.entries(excluded)) bump(cell.excluded, reason, count)
  }
  for (const { key, reasons, ...counts } of data.flow) {
    const cell = table.flowOf(key)
    for (const field of ['shown', 'responded', 'completed', 'dismissed'] as const)
      cell[field] += counts[field]
    for (const [reason, count] of Object.entries(reasons)) bump(cell.reasons, reason, count)
  }
  for (const { n, sum, valued, ...of } of data.outcomes) {
    const cell = table.outcome(of)
    cell.n += n
    cell.sum += sum
    cell.valued += valued
  }
  for (const [reason, count] of Object.entries(data.findings)) bump(findings, reason, count)
}
