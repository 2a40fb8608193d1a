import { retryAfterMs } from './waits.ts'

export interface Rejection {
  id: string
  code: string
  message?: string | undefined
}

/**
 * The sink's word for a batch.
 *
 * - `settled`: these are stored there, those refused for good; ids in neither stay.
 * - `retry`: later. `down`: the server failed without asking us to wait, so perhaps over one of these records.
 * - `split`: too many, too large, or one of them is bad; nobody said which.
 * - `held`: the key or the address is wrong.
 */
export type Ack =
  | { status: 'settled'; keptIds: string[]; rejected: Rejection[]; afterMs?: number | undefined }
  | { status: 'retry'; afterMs?: number | undefined; down: boolean }
  | { status: 'split'; code: string; tooLarge: boolean }
  | { status: 'held'; reason: string }

/** What of a response decides. */
export interface Reply {
  status: number
  redirected: boolean
  retryAfter: string | null
  text: string
}

const has = (list: unknown, item: unknown) => Array.isArray(list) && list.includes(item)

/**
 * The one status table. A captive portal answers 200: by `ids` only what the reply names leaves the device, and
 * nothing outside of the batch. `status` trusts any 2xx that was not redirected, for endpoints that name no ids.
 */
export function readAck(
  ids: readonly string[],
  { status, redirected, retryAfter, text }: Reply,
  ackBy: 'ids' | 'status' | undefined,
  nowMs: number,
  random: () => number,
): Ack {
  let body: { v?: unknown; ok?: unknown; dup?: unknown; rej?: unknown; retryAfterMs?: unknown } | undefined
  try {
    body = JSON.parse(text)
  } catch {}
  const success = status > 199 && status < 300
  const badRequest = status === 400 || status === 422
  const afterMs = retryAfterMs(body?.retryAfterMs ?? retryAfter, nowMs, random)

  if (ackBy === 'status' && success && !redirected)
    return { status: 'settled', keptIds: [...ids], rejected: [], afterMs }
  if (body?.v === 1 && (success || badRequest)) {
    const keptIds = ids.filter((id) => has(body.ok, id) || has(body.dup, id))
    const rejected = (Array.isArray(body.rej) ? (body.rej as Rejection[]) : []).filter(
      (each) => has(ids, each?.id) && !has(keptIds, each.id),
    )
    if (keptIds.length + rejected.length) return { status: 'settled', keptIds, rejected, afterMs }
  }
  const tooLarge = status === 413
  if (badRequest || tooLarge) return { status: 'split', code: `http_${status}`, tooLarge }
  if (status > 400 && status < 500 && !has([408, 425, 429], status))
    return { status: 'held', reason: `http_${status}` }
  return { status: 'retry', afterMs, down: status > 499 && !afterMs }
}
