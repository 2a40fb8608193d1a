import type { Rate } from './rateLimiter.ts'

/** What one request may hold. Bytes are UTF-8, strings are UTF-16 code units. */
export interface Limits {
  /** @defaultValue 262_144 (256 KiB) */
  bodyBytes: number
  /** @defaultValue 500 */
  items: number
  /** @defaultValue 16_384 (16 KiB) */
  itemBytes: number
  /** Levels of objects and arrays in an item, itself included. @defaultValue 8 */
  depth: number
  /** Keys in an item, nested ones included. @defaultValue 100 */
  keys: number
  /** @defaultValue 10_000 */
  stringLength: number
}

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 256 * 1024,
  items: 500,
  itemBytes: 16 * 1024,
  depth: 8,
  keys: 100,
  stringLength: 10_000,
}

/** How many requests may come, by token bucket, in each process. A request may hold 500 items. */
export interface Rates {
  /** For each write key. @defaultValue 500 a second, 5000 at once */
  key: Rate
  /** For each network that requests come from: /24 of IPv4, /48 of IPv6. @defaultValue 50 a second, 500 at once */
  address: Rate
}

export const DEFAULT_RATES: Rates = {
  key: { perSecond: 500, burst: 5000 },
  address: { perSecond: 50, burst: 500 },
}
