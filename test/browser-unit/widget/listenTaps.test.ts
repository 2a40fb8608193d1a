import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listenTaps } from '../../../src/browser/widget/listenTaps.ts'

describe('listenTaps', () => {
  const onTouch = vi.fn()
  const chosen = vi.fn()
  let button: HTMLButtonElement
  beforeEach(() => {
    const host = document.body.appendChild(document.createElement('div'))
    const root = host.attachShadow({ mode: 'open' })
    button = root.appendChild(document.createElement('button'))
    button.addEventListener('click', chosen)
    listenTaps(root, () => 1000, onTouch)
  })
  afterEach(() => {
    document.body.replaceChildren()
    vi.clearAllMocks()
  })
  /** A click at this time, as an engine would send it. */
  const click = (timeStamp: number, more: object) => {
    const event = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true })
    for (const [name, value] of Object.entries({ timeStamp, ...more }))
      Object.defineProperty(event, name, { value })
    button.dispatchEvent(event)
    return event
  }

  it('keeps a tap away from what appeared under the finger less than 0.3 s before', () => {
    const event = click(1299, { detail: 1, pointerType: 'touch' })
    expect(event.defaultPrevented).toBe(true)
    expect(chosen).not.toHaveBeenCalled()
    expect(onTouch).not.toHaveBeenCalled()
  })

  it('lets a later tap through, and tells of it', () => {
    click(1300, { detail: 1, pointerType: 'touch' })
    expect(chosen).toHaveBeenCalledOnce()
    expect(onTouch).toHaveBeenCalledOnce()
  })

  it.each([
    ['counts no clicks', { detail: 0, pointerType: 'mouse' }],
    ['has no kind of pointer, as on a link in Firefox', { detail: 1, pointerType: '' }],
  ])('takes a click by keyboard at any time: it %s', (_, more) => {
    click(1001, more)
    expect(chosen).toHaveBeenCalledOnce()
    expect(onTouch).toHaveBeenCalledOnce()
  })

  it('tells of a key', () => {
    button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true, composed: true }))
    expect(onTouch).toHaveBeenCalledOnce()
  })
})
