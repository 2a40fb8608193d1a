import type { PulsoRecord } from '@pulso/web/schema'
import type { Store } from '../Store.ts'
import type { Place } from './Item.ts'

export interface Page {
  records: (Place & { record: PulsoRecord })[]
  /** After what was read. */
  cursor: string
  /** Whether that is all there is at present. */
  isLast: boolean
}

/** Records read in one go, and how often in one look: a sink that wants one in a thousand gets on, and others their turn. */
const READ_RECORDS = 250
const MAX_READS = 20

/** The next records after a cursor that somebody wants. */
export async function readPage(
  store: Pick<Store, 'after'>,
  from: string | null,
  most: number,
  began: number,
  wants: (record: PulsoRecord, project: string) => boolean,
): Promise<Page> {
  const records: Page['records'] = []
  let cursor = from
  for (let reads = 0; reads < MAX_READS; reads += 1) {
    const page = await store.after(cursor, READ_RECORDS)
    for (const [place, { json, project, id, mode, received }] of page.records.entries()) {
      if (received < began) continue
      const record = JSON.parse(json) as PulsoRecord // checked when it came in
      if (!wants(record, project)) continue
      const arrival = page.arrivals[place]!
      records.push({ project, id, mode, arrival, received, record })
      if (records.length === most) return { records, cursor: String(arrival), isLast: false }
    }
    cursor = page.cursor
    if (page.records.length < READ_RECORDS) return { records, cursor, isLast: true }
    if (records.length > 0) break
  }
  return { records, cursor: cursor ?? '0', isLast: false }
}
