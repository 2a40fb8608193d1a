import { createHmac } from 'node:crypto'
import { sameSecret } from './admin.ts'

export const TIMESTAMP_HEADER = 'x-pulso-timestamp'
export const SIGNATURE_HEADER = 'x-pulso-signature'

/** How far the sender's clock may be from ours, in milliseconds. */
const WINDOW_MS = 5 * 60 * 1000

/**
 * The headers that sign a batch which a server sends: HMAC-SHA-256, in hex, over the time, a dot, and the body's bytes.
 *
 * @param nowMs - milliseconds since 1970. @defaultValue `Date.now()`
 */
export function signBatch(
  body: string | Uint8Array,
  secret: string,
  nowMs: number = Date.now(),
): { [TIMESTAMP_HEADER]: string; [SIGNATURE_HEADER]: string } {
  const timestamp = String(nowMs)
  return { [TIMESTAMP_HEADER]: timestamp, [SIGNATURE_HEADER]: sign(timestamp, body, secret) }
}

export type SignatureVerdict = 'valid' | 'missing' | 'expired' | 'invalid'

/**
 * Judges a signed batch. The same batch may come again inside the window, as when its answer was lost: its records are
 * stored once, so a replay changes nothing.
 */
export function checkSignature(
  headers: Headers,
  body: Uint8Array,
  secrets: readonly string[],
  nowMs: number,
): SignatureVerdict {
  const timestamp = headers.get(TIMESTAMP_HEADER)
  const signature = headers.get(SIGNATURE_HEADER)
  if (timestamp === null || signature === null) return 'missing'
  if (!/^\d{1,16}$/.test(timestamp)) return 'invalid'
  // Every secret is tried, whichever fits: the time it takes tells nothing.
  const fits = secrets.map((secret) => sameSecret(signature.toLowerCase(), sign(timestamp, body, secret)))
  if (!fits.includes(true)) return 'invalid'
  return Math.abs(nowMs - Number(timestamp)) > WINDOW_MS ? 'expired' : 'valid'
}

const sign = (timestamp: string, body: string | Uint8Array, secret: string) =>
  createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')
