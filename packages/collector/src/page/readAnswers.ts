import type { PulsoRecord } from '@pulso/web/schema'
import { BLOCK_ARRIVALS } from '../live/deletionTables.ts'
import type { LiveFilter } from '../live/LiveFilter.ts'
import { isRecordWithin } from '../live/narrowed.ts'
import type { Store, StoredRecord } from '../Store.ts'

/** Records of one page, and how many are looked at for it, in steps of as many. */
export const PAGE_RECORDS = 50
const MOST_READ = 5000
const STEP = 250

export interface AnswersAsked {
  filter: LiveFilter
  /** Answers alone, or every record. */
  what: 'answers' | 'all'
  /** Arrival number that the page begins before; left out, the newest. */
  before?: number | undefined
  /** Which blocks may hold what fits; the others are passed over. */
  mayHold: (block: number) => boolean
}

export interface AnswersFound {
  rows: (StoredRecord & { arrival: number; record: PulsoRecord })[]
  /** Where the next page begins; `null` at the end. */
  next: number | null
}

/** The newest records that fit, before a place. It reads so many and no more: then the next page goes on searching. */
export async function readAnswers(
  { sql, end }: Pick<Store, 'sql' | 'end'>,
  { filter, what, before, mayHold }: AnswersAsked,
): Promise<AnswersFound> {
  const { db } = sql
  const rows: AnswersFound['rows'] = []
  let at = before ?? Number(await end()) + 1
  for (let read = 0; at > 0 && read < MOST_READ && rows.length < PAGE_RECORDS; ) {
    const block = Math.floor((at - 1) / BLOCK_ARRIVALS)
    const from = block * BLOCK_ARRIVALS
    if (!mayHold(block)) {
      at = from
      continue
    }
    const [found] = await sql.run([
      db
        .selectFrom('records')
        .select(['arrival', 'project', 'received', 'sent_at as sentAt', 'type', 'json'])
        .where('mode', '=', filter.mode)
        .where('arrival', '<', at)
        .where('arrival', '>=', from)
        .orderBy('arrival', 'desc')
        .limit(STEP),
    ])
    read += found.length
    at = found.length < STEP ? from : at
    for (const row of found) {
      if (found.length === STEP) at = row.arrival
      if ((what === 'answers' && row.type !== 'answered') || !isRecordWithin(filter, row)) continue
      rows.push({ ...row, record: JSON.parse(row.json) as PulsoRecord }) // checked when it came in
      if (rows.length === PAGE_RECORDS) {
        at = row.arrival
        break
      }
    }
  }
  return { rows, next: at > 0 ? at : null }
}
