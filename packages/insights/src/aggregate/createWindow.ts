/** The latest entries of an endless stream. */
export interface Window<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  entries(): Iterable<[string, Value]>
}

/**
 * Remembers at least the last `size` keys, and at most twice as many. Two maps take turns: to delete the oldest entry of
 * one map costs a walk over all that were deleted before.
 */
export function createWindow<Value>(size: number): Window<Value> {
  let young = new Map<string, Value>()
  let old = new Map<string, Value>()
  return {
    get: (key) => young.get(key) ?? old.get(key),
    set(key, value) {
      if (young.size >= size) {
        old = young
        young = new Map()
      }
      young.set(key, value)
    },
    *entries() {
      for (const entry of old) if (!young.has(entry[0])) yield entry
      yield* young
    },
  }
}
