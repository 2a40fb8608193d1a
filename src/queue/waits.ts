const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Longest wait after a hold, and after a Retry-After with its jitter. What lies further ahead is a clock that jumped. */
export const MAX_HOLD_MS = 6 * HOUR
export const MAX_TOLD_MS = 1.25 * HOUR

/** After a refused key or a wrong address: 15 minutes, doubled each time, 6 hours at most. */
export const holdMs = (holds: number): number => Math.min(MAX_HOLD_MS, 15 * MINUTE * 2 ** (holds - 1))

/**
 * How long the server wants us to wait: at least 1 s, at most 1 h, and up to a quarter more so that not all come back
 * at once. `undefined` when it did not say, or not so that it can be understood.
 *
 * @param value - milliseconds as a number (from the body), or a Retry-After header: seconds or a date.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterMs(value: unknown, nowMs: number, random: () => number): number | undefined {
  let ms = value as number
  if (typeof value === 'string') ms = Number.isNaN(+value) ? Date.parse(value) - nowMs : +value * SECOND
  return ms === +ms ? Math.min(HOUR, Math.max(SECOND, ms)) * (1 + random() / 4) : undefined
}
