import type { PulsoRecord } from '@pulso/web/schema'
import type { StoredRecord } from '../Store.ts'
import { isWithin, type LiveFilter } from './LiveFilter.ts'
import { placeOf } from './placeOf.ts'

/** Whether a record is at a place that a filter lets through. */
export function isRecordWithin(filter: Omit<LiveFilter, 'mode'>, { project, json }: StoredRecord): boolean {
  const names = Object.keys(filter.segments)
  const record = JSON.parse(json) as PulsoRecord // checked when it came in
  return isWithin(filter, placeOf(record, project, names))
}

/** Pages of records without those that a filter keeps out. */
export function narrowed(
  pages: AsyncIterable<StoredRecord[]>,
  { mode: _, segments, ...filter }: LiveFilter,
): AsyncIterable<StoredRecord[]> {
  const isNarrow = Object.keys(filter).length + Object.keys(segments).length > 0
  return isNarrow ? within(pages, { ...filter, segments }) : pages
}

async function* within(
  pages: AsyncIterable<StoredRecord[]>,
  filter: Omit<LiveFilter, 'mode'>,
): AsyncIterable<StoredRecord[]> {
  for await (const page of pages) {
    const found = page.filter((record) => isRecordWithin(filter, record))
    if (found.length > 0) yield found
  }
}
