/** The latest values of an endless stream, each key once. */
export interface Room<Value> {
  put(key: string, value: Value): void
  /** The latest first. */
  latest(): Value[]
}

/** Keeps the `size` latest values by time; holds at most twice as many between two looks. */
export function createRoom<Value>(size: number, timeOf: (value: Value) => number): Room<Value> {
  let held = new Map<string, Value>()
  const cut = (): [string, Value][] => [...held].sort(([, a], [, b]) => timeOf(b) - timeOf(a)).slice(0, size)
  return {
    put(key, value) {
      const known = held.get(key)
      if (known !== undefined && timeOf(known) > timeOf(value)) return
      held.set(key, value)
      if (held.size >= size * 2) held = new Map(cut())
    },
    latest: () => cut().map(([, value]) => value),
  }
}
