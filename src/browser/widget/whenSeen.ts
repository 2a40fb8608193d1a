/** Time a card must be visible before it counts as an impression. */
const SEEN_MS = 300

/**
 * Calls back when half of the card has been in view for 0.3 s, in a page that is visible itself.
 *
 * @returns Undo.
 */
export function whenSeen(card: Element, onSeen: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const observer = new IntersectionObserver(
    (entries) => {
      clearTimeout(timer)
      // Several changes may come at once: the last one holds.
      if (entries.at(-1)!.isIntersecting) timer = setTimeout(() => document.hidden || onSeen(), SEEN_MS)
    },
    { threshold: 0.5 },
  )
  observer.observe(card)
  return () => {
    clearTimeout(timer)
    observer.disconnect()
  }
}
