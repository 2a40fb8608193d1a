/** Time a card must be visible before it counts as an impression. */
const SEEN_MS = 300

/**
 * Calls back when half of the card has been in view for 0.3 s, in a page that is visible itself.
 *
 * @returns Undo.
 */
export function whenSeen(card: Element, onSeen: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isInView: boolean
  const look = () => {
    clearTimeout(timer)
    if (isInView && !document.hidden) timer = setTimeout(onSeen, SEEN_MS)
  }
  const observer = new IntersectionObserver(
    (entries) => {
      isInView = entries.at(-1)!.isIntersecting // several changes may come at once: the last one holds
      look()
    },
    { threshold: 0.5 },
  )
  observer.observe(card)
  document.addEventListener('visibilitychange', look)
  return () => {
    clearTimeout(timer)
    observer.disconnect()
    document.removeEventListener('visibilitychange', look)
  }
}
