/** Time a card must be visible before it counts as an impression. */
const SEEN_MS = 300

/**
 * Calls back once, when half of the card has been visible for 0.3 s in a page that is visible itself.
 *
 * @returns Undo.
 */
export function whenSeen(card: Element, onSeen: () => void): () => void {
  if (typeof IntersectionObserver !== 'function') {
    onSeen()
    return () => {}
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  let inView = false
  const check = () => {
    clearTimeout(timer)
    if (inView && document.visibilityState === 'visible') timer = setTimeout(onSeen, SEEN_MS)
  }
  const observer = new IntersectionObserver(
    (entries) => {
      inView = entries.at(-1)!.isIntersecting
      check()
    },
    { threshold: 0.5 },
  )
  observer.observe(card)
  document.addEventListener('visibilitychange', check)
  return () => {
    clearTimeout(timer)
    observer.disconnect()
    document.removeEventListener('visibilitychange', check)
  }
}
