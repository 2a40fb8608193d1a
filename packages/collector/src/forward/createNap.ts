/** A sleep that can be ended from outside. */
export function createNap() {
  let wake = () => {}
  let isOver = false
  let isAwake = false
  return {
    /** Resolves after the time, or when somebody wakes it; at once when that happened since the last time. */
    for: (ms: number): Promise<void> =>
      new Promise((resolve) => {
        const rise = () => {
          clearTimeout(timer)
          wake = () => {}
          isAwake = false
          resolve()
        }
        const timer = setTimeout(rise, ms)
        wake = rise
        if (isOver || isAwake) rise()
      }),
    wake: () => {
      isAwake = true
      wake()
    },
    /** From now on nobody sleeps. */
    end: () => {
      isOver = true
      wake()
    },
  }
}
