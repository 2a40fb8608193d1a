import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { GoneId } from '../data/OwnerStore.ts'
import type { Store } from '../Store.ts'
import { type MirrorRow, mirrorRow } from './mirrorRow.ts'

export interface MirrorBatch {
  rows: MirrorRow[]
  /** After the last of them; where nothing came, where reading began. */
  end: string | null
  /** Whether that is all there is at present. */
  isLast: boolean
}

/** Few large inserts are what ClickHouse likes; a batch is held in memory. */
const MOST_RECORDS = 10_000
const MOST_LENGTH = 8 * 1024 * 1024
/** Read in short steps: in SQLite nothing else runs meanwhile. */
const STEP_RECORDS = 500

/**
 * The records after a cursor. @param until - a cursor that was fixed before: the batch ends there, whatever has come since.
 * Records that were deleted since are not in it any more.
 */
export async function readMirrorBatch(
  store: Pick<Store, 'after'>,
  from: string | null,
  until: string | null,
): Promise<MirrorBatch> {
  const rows: MirrorBatch['rows'] = []
  let [cursor, length] = [from, 0]
  while (until !== null || (rows.length < MOST_RECORDS && length < MOST_LENGTH)) {
    const page = await store.after(cursor, STEP_RECORDS)
    for (const [place, record] of page.records.entries()) {
      const arrival = page.arrivals[place]!
      if (until !== null && arrival > Number(until)) return { rows, end: until, isLast: false }
      rows.push(mirrorRow(record, arrival))
      length += record.json.length
      cursor = String(arrival)
    }
    if (page.records.length < STEP_RECORDS) return { rows, end: until ?? cursor, isLast: true }
    await nextTurn()
  }
  return { rows, end: cursor, isLast: false }
}

/** A name for a batch: the same for the same records, however often it is sent. */
export const tokenOf = (kind: 'add' | 'hide', ids: readonly GoneId[]): string =>
  createHash('sha256')
    .update(`${kind}\n${ids.map(({ project, id }) => `${project} ${id}\n`).join('')}`)
    .digest('hex')
