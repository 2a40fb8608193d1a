import { toNewRecord } from '../src/toNewRecord.ts'
import { recordOf } from './recordOf.ts'
import { recordsOf, type Work } from './work.ts'

export const COLUMNS =
  'project id type mode survey touchpoint phase channel run seq person at received sent_at series score json'.split(
    ' ',
  )

/** The rows of a piece of work as the collector would store them, in the order of {@link COLUMNS}. */
export function rowsOf(work: Work): (string | number | null)[][] {
  const now = Date.now()
  return Array.from({ length: recordsOf(work) }, (_, number) => {
    const record = recordOf(work.seed, number)
    const row = toNewRecord(record, JSON.stringify(record))
    const given: { [column: string]: unknown } = {
      ...row,
      project: 'shop',
      received: now,
      sent_at: now,
      series: row.series && JSON.stringify(row.series),
    }
    return COLUMNS.map((column) => given[column] as string | number | null)
  })
}
