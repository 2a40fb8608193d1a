/** Resolves when the page has nothing better to do. WebKit has no idle callback; there it is a moment. */
export const idle = (): Promise<unknown> =>
  new Promise((resolve) => {
    try {
      requestIdleCallback(resolve, { timeout: 1000 })
    } catch {
      setTimeout(resolve, 100)
    }
  })
