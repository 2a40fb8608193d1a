/**
 * Runs in every page before anything else, the same for all entries, and leaves `window.probe`.
 *
 * Painted: the element is there with an area and is not transparent when a frame begins, so that frame paints it; a
 * message posted from that frame arrives after it. Element timing does not see into shadow roots.
 */
export function probe() {
  const GIVE_UP_MS = 15_000
  const visible = (element) =>
    !!element?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.getBoundingClientRect().height > 0

  const painted = (find) =>
    new Promise((resolve, reject) => {
      const until = performance.now() + GIVE_UP_MS
      const frame = () => {
        if (visible(find())) {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => resolve(performance.now())
          port2.postMessage(0)
        } else if (performance.now() > until) reject(new Error('not painted in time'))
        else requestAnimationFrame(frame)
      }
      requestAnimationFrame(frame)
    })

  const seen = { longTasks: [], shift: 0 }
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.longTasks.push([startTime, duration])
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => {
    // By definition of the cumulative layout shift, what a person's own tap moves does not count.
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) seen.shift += value
  }).observe({ type: 'layout-shift', buffered: true })

  let thanked
  window.probe = {
    seen,
    now: () => performance.now(),
    /** From the trigger to the frame that paints the question, in milliseconds. */
    async show() {
      const start = performance.now()
      const done = painted(() => window.entry.question())
      window.entry.trigger()
      return (await done) - start
    },
    /** Middle of what is to be tapped, in CSS pixels. Its tap starts the clock, by the event's own time stamp. */
    aim() {
      thanked = new Promise((resolve, reject) => {
        addEventListener(
          'click',
          ({ timeStamp }) =>
            painted(() => window.entry.thanks()).then((at) => resolve(at - timeStamp), reject),
          { capture: true, once: true },
        )
      })
      const { x, y, width, height } = window.entry.answer().getBoundingClientRect()
      return [x + width / 2, y + height / 2]
    },
    thanked: () => thanked,
  }
}
