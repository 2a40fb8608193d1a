import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { onNavigation } from '../../src/browser/onNavigation.ts'

const heard = vi.fn()
let forget = () => {}
const listen = () => {
  forget = onNavigation(heard)
}

describe('onNavigation', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    history.replaceState(null, '', '/')
    heard.mockReset()
  })
  afterEach(() => {
    forget()
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  describe('with the Navigation API', () => {
    const stub = () => {
      const navigation = Object.assign(new EventTarget(), { currentEntry: {} })
      vi.stubGlobal('navigation', navigation)
      return () => navigation.dispatchEvent(new Event('currententrychange'))
    }

    it('hears of each new address, at once', () => {
      const changed = stub()
      listen()
      history.pushState(null, '', '/a')
      changed()
      history.replaceState(null, '', '/b')
      changed()
      expect(heard).toHaveBeenCalledTimes(2)
      expect(vi.getTimerCount()).toBe(0)
    })

    it('keeps quiet when the address stays the same', () => {
      const changed = stub()
      listen()
      history.replaceState({ scroll: 1 }, '', '/')
      changed()
      expect(heard).not.toHaveBeenCalled()
    })
  })

  describe('without it', () => {
    it.each(['popstate', 'hashchange'])('hears of back, forward and fragments by %s', (type) => {
      listen()
      history.pushState(null, '', '/#there')
      window.dispatchEvent(new Event(type))
      expect(heard).toHaveBeenCalledTimes(1)
    })

    it.each(['click', 'keyup'])('looks again for a while after a %s, and patches nothing', (type) => {
      const { pushState } = history
      listen()
      expect(history.pushState).toBe(pushState)
      document.body.dispatchEvent(new Event(type, { bubbles: true }))
      vi.advanceTimersByTime(400)
      history.pushState(null, '', '/later') // the router waited for its data
      vi.advanceTimersByTime(100)
      expect(heard).toHaveBeenCalledTimes(1)
      vi.advanceTimersByTime(10_000)
      expect(heard).toHaveBeenCalledTimes(1)
      expect(vi.getTimerCount()).toBe(0)
    })

    it('is not misled by an element with the id "navigation"', () => {
      vi.stubGlobal('navigation', document.createElement('nav'))
      listen()
      history.pushState(null, '', '/a')
      window.dispatchEvent(new Event('popstate'))
      expect(heard).toHaveBeenCalledTimes(1)
    })
  })

  it('hears nothing after its undo, and leaves no timer', () => {
    listen()
    document.body.dispatchEvent(new Event('click', { bubbles: true }))
    forget()
    expect(vi.getTimerCount()).toBe(0)
    history.pushState(null, '', '/a')
    window.dispatchEvent(new Event('popstate'))
    document.body.dispatchEvent(new Event('click', { bubbles: true }))
    vi.advanceTimersByTime(10_000)
    expect(heard).not.toHaveBeenCalled()
  })
})
