/** Runs when the page has nothing better to do. WebKit has no idle callback; there it waits a moment. */
export function whenIdle(run: () => unknown): void {
  try {
    requestIdleCallback(run, { timeout: 3000 })
  } catch {
    setTimeout(run, 300)
  }
}
