import { checkItem } from '../checkItem.ts'
import { itemSpans } from '../itemSpans.ts'
import type { Limits } from '../limits.ts'
import type { NewRecord } from '../Store.ts'
import { toNewRecord } from '../toNewRecord.ts'

/** Judges the text of one record as if it was sent; gives it as a store takes it, or why it is refused. */
export function judgeRecord(json: string, limits: Limits): NewRecord | string {
  let value: unknown
  let keys: number
  try {
    value = JSON.parse(json)
    keys = itemSpans(`{"items":[${json}]}`).spans[0]?.keys ?? 0
  } catch {
    return 'its record is not JSON'
  }
  const bytes = new TextEncoder().encode(json)
  const text = new TextDecoder('latin1').decode(bytes)
  const checked = checkItem({ index: 0, id: '', bytes: () => bytes, text, value, keys }, limits)
  return 'record' in checked ? toNewRecord(checked.record, json) : `${checked.code}: ${checked.message}`
}
