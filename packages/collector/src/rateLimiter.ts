export interface Rate {
  /** Requests a second that may go on for ever. 0: no limit. */
  perSecond: number
  /** Requests that may come at once after a pause. */
  burst: number
}

interface Bucket {
  tokens: number
  at: number
  /** Requests refused, each of which was told to come after those before it. */
  queued: number
}

/** Most names remembered. The longest unused is forgotten first: its bucket is the likeliest to be full again. */
const MAX_BUCKETS = 50_000
const LEAST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 60_000

/**
 * A token bucket for each name, in the memory of this process. The function takes a token and gives 0, or says how many
 * milliseconds to wait: refused requests are told different times, so that they do not all come back at once.
 */
export function rateLimiter({ perSecond, burst }: Rate): (name: string, nowMs: number) => number {
  if (perSecond === 0) return () => 0
  const buckets = new Map<string, Bucket>()
  return (name, nowMs) => {
    const bucket = buckets.get(name) ?? { tokens: burst, at: nowMs, queued: 0 }
    buckets.delete(name)
    buckets.set(name, bucket) // now the youngest
    if (buckets.size > MAX_BUCKETS) buckets.delete(buckets.keys().next().value ?? '')

    const made = (Math.max(0, nowMs - bucket.at) / 1000) * perSecond // a clock set back makes none
    bucket.at = nowMs
    bucket.tokens = Math.min(burst, bucket.tokens + made)
    bucket.queued = Math.max(0, bucket.queued - made)
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1
      return 0
    }
    bucket.queued += 1
    const waitMs = Math.ceil(((bucket.queued - bucket.tokens) / perSecond) * 1000)
    return Math.min(LONGEST_WAIT_MS, Math.max(LEAST_WAIT_MS, waitMs))
  }
}
