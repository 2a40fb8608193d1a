/** How long '1' waits for the '0' of ten. */
const DIGIT_WAIT_MS = 600

/**
 * Keys, only while the focus is in the card: nothing of it is taken from the page, and the page's own shortcuts do
 * not fire while somebody types here.
 *
 * @param wait - Starts the one timer of the digits anew, or clears it.
 * @returns Whether a radio button that is clicked now was only moved to: an arrow key is down, or a '1' waits.
 */
export function listenKeys(
  root: ShadowRoot,
  onEscape: () => void,
  wait: (ms: number, then?: () => void) => void,
): () => boolean {
  let moving = false
  let one = false

  const onDigit = (radios: HTMLInputElement[], digit: number) => {
    const from = +(radios[0]!.value !== '0')
    const ten = radios[10 - from]
    const radio = one && !digit && ten ? ten : radios[digit - from]
    moving = one = digit === 1 && !!ten
    radio?.focus()
    radio?.click()
    moving = false
    if (one) wait(DIGIT_WAIT_MS, () => radio?.click())
  }

  root.addEventListener(
    'keydown',
    (event) => {
      moving = /^Arrow/.test((event as KeyboardEvent).key)
    },
    true,
  )
  root.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey } = event as KeyboardEvent
    const radio = event.target as HTMLInputElement
    const scale = radio.closest('.scale')
    event.stopPropagation()
    wait(0)
    if (key === 'Escape') {
      event.preventDefault() // or the host's own modal dialog around the card would close as well
      onEscape()
    } else if (radio.type === 'radio' && (key === 'Enter' || key === ' ')) {
      event.preventDefault()
      radio.click()
    } else if (scale && /^\d$/.test(key) && !ctrlKey && !metaKey && !altKey)
      return onDigit([...scale.querySelectorAll('input')], +key)
    one = false
  })
  root.addEventListener('keypress', (event) => event.stopPropagation())
  root.addEventListener('keyup', (event) => {
    moving = false
    event.stopPropagation()
  })
  return () => moving
}
