import { BatchRequest } from '@pulso/web/schema'
import * as z from 'zod/mini'
import { itemSpans } from './itemSpans.ts'

/** One item of a batch, as given. */
export interface RawItem {
  index: number
  /** What the sender calls it; empty when that cannot be read, or not said back safely. */
  id: string
  bytes: () => Uint8Array
  /** Its text, a character for each byte: not what was meant, where it goes beyond ASCII. */
  text: string
  /** As parsed from that text. */
  value: unknown
  /** Keys as written, repeated ones included. */
  keys: number
}

export interface Batch {
  key: string
  /** `null` when it is no believable time. */
  sentAt: number | null
  items: RawItem[]
}

/** Why a whole request is refused. */
export interface Refusal {
  status: 400 | 401 | 403 | 413 | 415 | 429 | 503
  code: string
  message: string
  /** Goes into the reply's body, and as whole seconds into `Retry-After`. */
  retryAfterMs?: number
}

const Envelope = z.compile(BatchRequest)
const LAST_DATE_MS = 8.64e15 // the largest time value of ECMAScript
const NAMEABLE = /^[\x21-\x7e]{1,128}$/

/** Reads the envelope and cuts the body into its items, which are judged one by one later. */
export function readBatch(body: Uint8Array): Batch | Refusal {
  // One character per byte: a broken UTF-8 sequence then spoils its own item only, and offsets are byte offsets.
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return refuse(
      'invalid_json',
      'The body is not JSON. Send one object: {"v":1,"key":…,"sentAt":…,"batch":…,"items":[…]}.',
    )
  }
  const envelope = Envelope.safeParse(parsed)
  if (!envelope.success) {
    const paths = envelope.error.issues.map((issue) => issue.path.join('.') || 'the body itself')
    return refuse('invalid_batch', `Wrong or missing in the batch: ${[...new Set(paths)].join(', ')}.`)
  }

  const { spans, envelopeKeys } = itemSpans(text)
  if (envelopeKeys !== Object.keys(parsed as object).length) {
    return refuse('invalid_batch', 'A key of the batch is written twice.')
  }
  const { key, sentAt, items } = envelope.data
  return {
    key,
    sentAt: sentAt >= 0 && sentAt <= LAST_DATE_MS ? Math.round(sentAt) : null,
    items: spans.map(({ start, end, keys }, index) => ({
      index,
      id: nameOf(items[index]),
      bytes: () => body.subarray(start, end),
      text: text.slice(start, end),
      value: items[index],
      keys,
    })),
  }
}

const refuse = (code: string, message: string): Refusal => ({ status: 400, code, message })

function nameOf(item: unknown): string {
  if (typeof item !== 'object' || item === null || !('id' in item)) return ''
  return typeof item.id === 'string' && NAMEABLE.test(item.id) ? item.id : ''
}
