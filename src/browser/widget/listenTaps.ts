/** Taps this soon after something new appeared under the finger were not meant for it. */
const MISTAP_MS = 300

/**
 * Keeps from the card what was meant for the page, and tells of everything else that a person does there.
 *
 * @param since - when what is there now appeared, on the clock of `performance.now()`.
 */
export function listenTaps(root: ShadowRoot, since: () => number, onTouch: () => void): void {
  root.addEventListener('keydown', onTouch, true)
  root.addEventListener(
    'click',
    (event) => {
      const { detail, pointerType } = event as PointerEvent
      // A click by keyboard was meant: it counts no clicks, or, on a link in Firefox, has no kind of pointer.
      if (detail && pointerType !== '' && event.timeStamp - since() < MISTAP_MS) {
        event.preventDefault()
        event.stopPropagation()
      } else onTouch()
    },
    true,
  )
}
