/**
 * Hears of navigation within the page, and patches nothing: the Navigation API where there is one; elsewhere back,
 * forward and fragments by their events, and the address is looked at again after each click and key, since that is
 * what starts navigation in a single-page application. Without Navigation API a route that changes by itself, with
 * no one touching the page, is noticed at the next touch.
 *
 * @returns Its own undo function.
 */
export function onNavigation(listener: () => void): () => void {
  let href = location.href
  const timers = new Set<ReturnType<typeof setTimeout>>()
  const look = () => {
    if (location.href === href) return
    href = location.href
    listener()
  }
  const lookSoon = () => {
    for (const ms of [0, 100, 500, 2000]) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        look()
      }, ms)
      timers.add(timer)
    }
  }
  // Where there is no such API, `navigation` may be an element with that id.
  const { navigation } = window as { navigation?: EventTarget & { currentEntry?: unknown } }
  const targets: [EventTarget, string, () => void][] = navigation?.currentEntry
    ? [[navigation, 'currententrychange', look]]
    : [
        [window, 'popstate', look],
        [window, 'hashchange', look],
        [document, 'click', lookSoon],
        [document, 'keyup', lookSoon],
      ]
  for (const [target, type, handler] of targets) target.addEventListener(type, handler, true)
  return () => {
    timers.forEach(clearTimeout)
    for (const [target, type, handler] of targets) target.removeEventListener(type, handler, true)
  }
}
