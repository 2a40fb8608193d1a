// Taken when this file loads, before the host can put its own in their place.
export const { setTimeout, clearTimeout } = globalThis

/** The same promise with a deadline; it rejects with a `TimeoutError`. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DOMException('', 'TimeoutError')), ms)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
