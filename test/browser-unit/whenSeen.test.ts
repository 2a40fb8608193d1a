import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { whenSeen } from '../../src/browser/widget/whenSeen.ts'

describe('whenSeen', () => {
  let comes: (...inView: boolean[]) => void
  let isHidden = false
  let stop: () => void
  const onSeen = vi.fn()
  const hide = (hidden: boolean) => {
    isHidden = hidden
    document.dispatchEvent(new Event('visibilitychange'))
  }
  beforeEach(() => {
    vi.useFakeTimers()
    onSeen.mockReset()
    hide(false)
    vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden)
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        constructor(callback: (entries: { isIntersecting: boolean }[]) => void) {
          comes = (...inView) => callback(inView.map((isIntersecting) => ({ isIntersecting })))
        }
        observe() {}
        disconnect() {
          comes = () => {}
        }
      },
    )
  })
  afterEach(() => {
    stop()
    vi.useRealTimers()
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })
  const look = () => {
    stop = whenSeen(document.createElement('div'), onSeen)
  }

  it('tells of a card that stayed in view for 0.3 s', () => {
    look()
    comes(true)
    vi.advanceTimersByTime(299)
    expect(onSeen).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(onSeen).toHaveBeenCalledOnce()
  })

  it('tells of none that was scrolled past', () => {
    look()
    comes(true)
    vi.advanceTimersByTime(200)
    comes(true, false)
    vi.advanceTimersByTime(1000)
    expect(onSeen).not.toHaveBeenCalled()
  })

  it('looks again when a hidden page is seen, for the whole time', () => {
    hide(true)
    look()
    comes(true)
    vi.advanceTimersByTime(5000)
    expect(onSeen).not.toHaveBeenCalled()
    hide(false)
    vi.advanceTimersByTime(200)
    hide(true)
    hide(false)
    vi.advanceTimersByTime(299)
    expect(onSeen).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(onSeen).toHaveBeenCalledOnce()
  })

  it('leaves nothing behind', () => {
    look()
    comes(true)
    stop()
    hide(false)
    comes(true)
    expect(vi.getTimerCount()).toBe(0)
  })
})
