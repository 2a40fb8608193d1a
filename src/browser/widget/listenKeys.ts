/** How long '1' waits for the '0' of ten. */
const DIGIT_WAIT_MS = 600

/**
 * Keys, only while the focus is in the card: nothing of it is taken from the page, and the page's own shortcuts do
 * not fire while somebody types here.
 *
 * @returns Whether an arrow key is down: then a radio button was moved to, not chosen.
 */
export function listenKeys(
  root: ShadowRoot,
  onEscape: () => void,
  wait: (ms: number, then?: () => void) => void,
) {
  let moving = false

  const onDigit = (radios: HTMLInputElement[], digit: number) => {
    const from = radios[0]!.value === '0' ? 0 : 1
    const ten = radios[10 - from]
    const option = radios[digit - from]
    const choose = (radio: HTMLInputElement) => {
      radio.focus()
      radio.click()
    }
    if (digit === 0 && ten && pending) choose(ten)
    else if (digit === 1 && ten && option) {
      moving = true
      choose(option)
      moving = false
      pending = true
      wait(DIGIT_WAIT_MS, () => option.click())
      return
    } else if (option) choose(option)
    pending = false
  }
  let pending = false

  root.addEventListener(
    'keydown',
    (event) => (moving = (event as KeyboardEvent).key.startsWith('Arrow')),
    true,
  )
  root.addEventListener('keydown', (event) => {
    const { key } = event as KeyboardEvent
    const target = event.target as HTMLInputElement
    event.stopPropagation()
    wait(0)
    if (key === 'Escape') {
      event.preventDefault() // or the host's own modal dialog around the card would close as well
      onEscape()
    } else if (target.type === 'radio') {
      if (key === 'Enter' || key === ' ') {
        event.preventDefault()
        target.click()
      } else if (/^\d$/.test(key) && target.closest('.scale') && !(event as KeyboardEvent).ctrlKey)
        onDigit([...target.closest('.scale')!.querySelectorAll('input')], Number(key))
      else pending = false
    }
  })
  for (const type of ['keyup', 'keypress'])
    root.addEventListener(type, (event) => {
      if (type === 'keyup') moving = false
      event.stopPropagation()
    })
  return () => moving
}
