import type { PulsoRecord } from '../schema/index.ts'

/** A record that waits, as it is stored and as it will be sent: the same id, the same bytes, on every try. */
export interface Row {
  /** Endpoint and write key, then the time in base 36, the id and the size: sorts by age, and is the same each time. */
  key: string
  id: string
  json: string
  /** Size of `json` in bytes of UTF-8. */
  bytes: number
}

/** A record the server refused for good. */
export interface DeadRow extends Row {
  code: string
  message?: string | undefined
  at: number
}

/** The collector's limit of one item. */
const MAX_RECORD_BYTES = 16_384

/**
 * Writes a record down, once, outside of any transaction.
 *
 * @param prefix - of the destination: what is held for one hides nothing of another, and nothing goes astray.
 * @throws `record_too_large` above 16 KiB, and what `JSON.stringify` throws.
 */
export function toRow(record: PulsoRecord, prefix: string): Row {
  const { id, at } = record
  const json = JSON.stringify(record)
  const bytes = new TextEncoder().encode(json).length
  if (bytes > MAX_RECORD_BYTES) throw new DOMException('', 'record_too_large')
  // Eight digits of base 36 serve from 1972 to 2059. The size is in the key so that a count needs no values.
  return { key: `${prefix}${at.toString(36)}|${id}|${bytes}`, id, json, bytes }
}
