import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watch } from '../../src/browser/triggers.ts'
import type { SurveyInput } from '../../src/schema/index.ts'
import { aSurvey } from '../support/aSurvey.ts'
import { setHidden } from '../support/setHidden.ts'

type Trigger = NonNullable<SurveyInput['trigger']>[number]

/** One observer as the browser has it, in the hands of the test. */
class Eye {
  static all: Eye[] = []
  target: Element | undefined
  constructor(
    readonly tell: (entries: Partial<IntersectionObserverEntry>[]) => void,
    readonly options: IntersectionObserverInit,
  ) {
    Eye.all.push(this)
  }
  observe(target: Element) {
    this.target = target
  }
  disconnect() {
    this.target = undefined
  }
}

let stop = () => {}
const fired = vi.fn()
const failed = vi.fn()
const arm = (...trigger: Trigger[]) => {
  stop = watch([aSurvey('nps', { trigger })], (survey, each) => fired(survey.id, each.on), failed)
}
const times = () => fired.mock.calls.length

/** The page is this far down; its height and the window's are 2000 and 500. */
const scrollTo = (top: number) => {
  const root = document.scrollingElement ?? document.documentElement
  Object.defineProperty(root, 'scrollTop', { configurable: true, writable: true, value: top })
  Object.defineProperty(root, 'scrollHeight', { configurable: true, value: 2000 })
  vi.stubGlobal('innerHeight', 500)
  vi.stubGlobal('scrollY', top)
  document.dispatchEvent(new Event('scroll', { bubbles: true }))
}
const goTo = (path: string) => {
  history.pushState(null, '', path)
  window.dispatchEvent(new Event('popstate'))
}
const is = (tag: string, properties: object = {}) => {
  const element = Object.assign(document.createElement(tag), properties)
  document.body.append(element)
  return element
}

describe('watch', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    vi.stubGlobal('IntersectionObserver', Eye)
    vi.stubGlobal('matchMedia', () => ({ matches: false }))
    history.replaceState(null, '', '/')
    document.body.replaceChildren()
    Eye.all = []
    fired.mockReset()
    failed.mockReset()
    setHidden(false)
    scrollTo(0)
  })
  afterEach(() => {
    stop()
    expect(vi.getTimerCount()).toBe(0)
    expect(Eye.all.every(({ target }) => !target)).toBe(true)
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  describe('page', () => {
    it('fires at once where the address matches, and only there', () => {
      arm({ on: 'page', url: '/orders/*' })
      expect(times()).toBe(0)
      stop()
      history.replaceState(null, '', '/orders/12?from=mail')
      arm({ on: 'page', url: ['/elsewhere', '/orders/*'] })
      expect(fired.mock.calls).toEqual([['nps', 'page']])
    })

    it('fires after navigation within the page, again on each page that matches', () => {
      arm({ on: 'page', url: '/orders/**' })
      goTo('/orders/1')
      expect(times()).toBe(1)
      goTo('/orders/2')
      expect(times()).toBe(2)
      goTo('/basket')
      expect(times()).toBe(2)
    })

    it('pain 17: reports a rule that is none, and does not let it match everything', () => {
      arm({ on: 'page', url: undefined as never }, { on: 'page', url: {} as never })
      expect(times()).toBe(0)
      expect(failed).toHaveBeenCalledTimes(2)
    })
  })

  describe('click', () => {
    it('fires for the element and for what is inside it, once a page', () => {
      const button = is('button', { className: 'pay' })
      const icon = button.appendChild(document.createElement('span'))
      arm({ on: 'click', selector: '.pay' })
      is('button').click()
      expect(times()).toBe(0)
      icon.click()
      button.click()
      expect(times()).toBe(1)
    })

    it('hears a click that the page keeps to itself', () => {
      const button = is('button', { className: 'pay' })
      button.addEventListener('click', (event) => event.stopImmediatePropagation())
      arm({ on: 'click', selector: '.pay' })
      button.click()
      expect(times()).toBe(1)
    })

    it('finds an element of the page around what was clicked in an open shadow root', () => {
      const host = is('div', { className: 'pay' })
      const inner = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('button'))
      arm({ on: 'click', selector: '.pay' })
      inner.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
      expect(times()).toBe(1)
    })

    it('pain 17: a selector that does not parse is reported once, and never fires', () => {
      arm({ on: 'click', selector: ':::' })
      is('button').click()
      expect(failed).toHaveBeenCalledTimes(1)
      expect(times()).toBe(0)
    })
  })

  describe('view', () => {
    const look = (ratio: number) =>
      Eye.all.at(-1)?.tell([{ isIntersecting: ratio > 0, intersectionRatio: ratio }])

    it('fires when the share is in view, half unless told', () => {
      is('section', { id: 'reviews' })
      arm({ on: 'view', selector: '#reviews' })
      expect(Eye.all.at(-1)?.options.threshold).toBe(0.5)
      look(0.4)
      vi.runAllTimers()
      expect(times()).toBe(0)
      look(0.5)
      vi.runAllTimers()
      expect(times()).toBe(1)
    })

    it('wants it in view for the whole time, in a page that is seen', () => {
      is('section', { id: 'reviews' })
      arm({ on: 'view', selector: '#reviews', ratio: 0.2, forMs: 1000 })
      look(0.3)
      vi.advanceTimersByTime(900)
      look(0)
      vi.advanceTimersByTime(5000)
      expect(times()).toBe(0)
      look(0.3)
      vi.advanceTimersByTime(900)
      setHidden(true)
      vi.advanceTimersByTime(5000)
      setHidden(false)
      vi.advanceTimersByTime(999)
      expect(times()).toBe(0)
      vi.advanceTimersByTime(1)
      expect(times()).toBe(1)
    })

    it('goes by the latest of several reports', () => {
      is('section', { id: 'reviews' })
      arm({ on: 'view', selector: '#reviews' })
      Eye.all.at(-1)?.tell([
        { isIntersecting: true, intersectionRatio: 1 },
        { isIntersecting: false, intersectionRatio: 0 },
      ])
      vi.runAllTimers()
      expect(times()).toBe(0)
    })

    it('waits for an element that comes later', async () => {
      arm({ on: 'view', selector: '#reviews' })
      expect(Eye.all.at(-1)?.target).toBeUndefined()
      const section = is('section', { id: 'reviews' })
      await vi.waitFor(() => expect(Eye.all.at(-1)?.target).toBe(section))
      look(1)
      vi.runAllTimers()
      expect(times()).toBe(1)
    })

    it('pain 17: a selector that does not parse is reported once, whatever the page changes afterwards', async () => {
      arm({ on: 'view', selector: '..reviews' })
      is('section')
      await new Promise((resolve) => setImmediate(resolve))
      expect(failed).toHaveBeenCalledTimes(1)
      expect(times()).toBe(0)
    })
  })

  describe('scroll', () => {
    it('fires when the bottom of the window has reached the depth', () => {
      arm({ on: 'scroll', depth: 0.5 })
      scrollTo(499)
      expect(times()).toBe(0)
      scrollTo(500)
      expect(times()).toBe(1)
      scrollTo(1500)
      expect(times()).toBe(1)
    })
  })

  describe('dwell', () => {
    it('counts the time that the page was seen, not the time it was hidden', () => {
      arm({ on: 'dwell', afterMs: 10_000 })
      vi.advanceTimersByTime(6000)
      setHidden(true)
      vi.advanceTimersByTime(60_000)
      setHidden(false)
      vi.advanceTimersByTime(3999)
      expect(times()).toBe(0)
      vi.advanceTimersByTime(1)
      expect(times()).toBe(1)
    })

    it('starts when a page that opened unseen is looked at', () => {
      setHidden(true)
      arm({ on: 'dwell', afterMs: 1000 })
      expect(vi.getTimerCount()).toBe(0)
      vi.advanceTimersByTime(5000)
      setHidden(false)
      vi.advanceTimersByTime(1000)
      expect(times()).toBe(1)
    })

    it('starts anew on the next page', () => {
      arm({ on: 'dwell', afterMs: 1000 })
      vi.advanceTimersByTime(900)
      goTo('/next')
      vi.advanceTimersByTime(900)
      expect(times()).toBe(0)
      vi.advanceTimersByTime(100)
      expect(times()).toBe(1)
    })
  })

  describe('inactivity', () => {
    it.each(['pointerdown', 'pointermove', 'keydown', 'scroll', 'touchstart', 'wheel'])(
      'fires when nothing happened for that long; %s sets it back',
      (type) => {
        arm({ on: 'inactivity', afterMs: 10_000 })
        for (let i = 0; i < 3; i++) {
          vi.advanceTimersByTime(9000)
          document.body.dispatchEvent(new Event(type, { bubbles: true }))
        }
        vi.advanceTimersByTime(9999)
        expect(times()).toBe(0)
        vi.advanceTimersByTime(1)
        expect(times()).toBe(1)
      },
    )

    it('has one timer, however much the visitor moves', () => {
      arm({ on: 'inactivity', afterMs: 10_000 })
      for (let i = 0; i < 100; i++) document.body.dispatchEvent(new Event('pointermove', { bubbles: true }))
      expect(vi.getTimerCount()).toBe(1)
    })

    it('does not take a visitor for idle who looks at another tab', () => {
      arm({ on: 'inactivity', afterMs: 10_000 })
      vi.advanceTimersByTime(5000)
      setHidden(true)
      vi.advanceTimersByTime(60_000)
      expect(times()).toBe(0)
      setHidden(false)
      vi.advanceTimersByTime(9999)
      expect(times()).toBe(0)
      vi.advanceTimersByTime(1)
      expect(times()).toBe(1)
    })

    it('starts when a page that opened unseen is looked at', () => {
      setHidden(true)
      arm({ on: 'inactivity', afterMs: 1000 })
      vi.advanceTimersByTime(5000)
      setHidden(false)
      vi.advanceTimersByTime(1000)
      expect(times()).toBe(1)
    })
  })

  describe('exit', () => {
    const leave = (clientY: number, relatedTarget: Element | null = null) =>
      document.body.dispatchEvent(new MouseEvent('mouseout', { bubbles: true, clientY, relatedTarget }))

    it('fires when the mouse leaves through the top of the page, by no other way', () => {
      arm({ on: 'exit' })
      leave(200)
      leave(-1, is('nav'))
      expect(times()).toBe(0)
      leave(-1)
      expect(times()).toBe(1)
    })

    const flick = (from: number, to: number, ms: number) => {
      scrollTo(from)
      document.dispatchEvent(new Event('touchstart', { bubbles: true }))
      vi.advanceTimersByTime(ms)
      scrollTo(to)
    }

    it('fires when a finger flicks the page back up, not when it scrolls', () => {
      arm({ on: 'exit' })
      flick(1000, 800, 200) // short
      flick(1000, 600, 400) // slow
      flick(600, 1000, 200) // down
      expect(times()).toBe(0)
      flick(1000, 600, 200)
      expect(times()).toBe(1)
    })

    it('fires when the page glides fast after a finger that first rested', () => {
      arm({ on: 'exit' })
      scrollTo(1000)
      document.dispatchEvent(new Event('touchstart', { bubbles: true }))
      vi.advanceTimersByTime(500)
      scrollTo(990)
      vi.advanceTimersByTime(200)
      scrollTo(500)
      expect(times()).toBe(1)
    })

    it('does not take a page that scrolls by itself, long after a touch, for a finger', () => {
      arm({ on: 'exit' })
      flick(1000, 900, 100)
      vi.advanceTimersByTime(3000)
      scrollTo(899)
      vi.advanceTimersByTime(100)
      scrollTo(0)
      expect(times()).toBe(0)
    })

    it('does not take a wheel or a jump of the page for a finger', () => {
      arm({ on: 'exit' })
      scrollTo(1000)
      scrollTo(0)
      expect(times()).toBe(0)
    })

    it.each([
      [true, 1],
      [false, 0],
    ])('takes back for leaving on touch only (%s)', (matches, expected) => {
      vi.stubGlobal('matchMedia', () => ({ matches }))
      arm({ on: 'exit' })
      window.dispatchEvent(new Event('popstate'))
      expect(times()).toBe(expected)
    })
  })

  it('arms what fired anew after navigation within the page', () => {
    const button = is('button', { className: 'pay' })
    arm({ on: 'click', selector: '.pay' })
    button.click()
    button.click()
    expect(times()).toBe(1)
    goTo('/next')
    button.click()
    expect(times()).toBe(2)
  })

  it('watches the others when one cannot be watched', () => {
    arm({ on: 'click', selector: 'a[' }, { on: 'fingerprint' } as never, { on: 'page', url: '/' })
    expect(fired.mock.calls).toEqual([['nps', 'page']])
    expect(failed).toHaveBeenCalledTimes(1)
  })

  it('leaves nothing behind: no listener, no timer, no observer', () => {
    const live = new Map<string, number>()
    const count = (by: number) => (type: string) => void live.set(type, (live.get(type) ?? 0) + by)
    for (const target of [window, document]) {
      vi.spyOn(target, 'addEventListener').mockImplementation(count(1) as never)
      vi.spyOn(target, 'removeEventListener').mockImplementation(count(-1) as never)
    }
    is('section', { id: 'reviews' })
    arm(
      { on: 'click', selector: 'a' },
      { on: 'view', selector: '#reviews' },
      { on: 'view', selector: '#not-there' },
      { on: 'scroll', depth: 1 },
      { on: 'dwell', afterMs: 1000 },
      { on: 'inactivity', afterMs: 1000 },
      { on: 'exit' },
    )
    expect([...live.values()].reduce((sum, each) => sum + each)).toBeGreaterThan(10)
    stop()
    expect([...live].filter(([, left]) => left !== 0)).toEqual([])
    vi.restoreAllMocks()
  })
})
