/** What a promise gives, or `null` when it takes longer than `waitMs`. */
export async function within<Value>(promise: Promise<Value>, waitMs: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, waitMs, null)
  })
  promise.catch(() => {}) // one that fails when nobody waits any more is asked for again
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
