/** Runs when the page has nothing better to do. WebKit has no idle callback; there it waits a moment. */
export const whenIdle = (run: () => void): unknown =>
  'requestIdleCallback' in globalThis ? requestIdleCallback(run, { timeout: 3000 }) : setTimeout(run, 300)
