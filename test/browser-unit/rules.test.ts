import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Core } from '../../src/browser/core.ts'
import type { Keepsake } from '../../src/browser/keepsake.ts'
import { createRules, type Rules } from '../../src/browser/rules.ts'
import type { Ledger } from '../../src/engine/ports.ts'
import type { SurveyInput } from '../../src/schema/index.ts'
import { aSurvey } from '../support/aSurvey.ts'
import { setHidden } from '../support/setHidden.ts'

type Trigger = NonNullable<SurveyInput['trigger']>[number]
const paid = (more: object = {}): Trigger => ({ on: 'event', name: 'paid', ...more })

/** What the tab keeps from page to page. */
const kept = new Map<string, string>()
const keepsake: Keepsake = {
  get: (key) => JSON.parse(kept.get(key) ?? 'null') ?? undefined,
  set: (key, value) => void (value ? kept.set(key, JSON.stringify(value)) : kept.delete(key)),
}

/** What the loader is to the rules. */
function fakeCore(ledger: Ledger = { id: '', surveys: {}, shown: [] }) {
  const attempted: string[] = []
  const core = {
    options: { quotas: { nps: 3 } },
    traits: { plan: 'pro' },
    ledger,
    store: keepsake,
    tab: keepsake,
    locale: () => 'en',
    visit: () => ({ ledger: core.ledger }),
    fail: vi.fn(),
    attempt: vi.fn(async ({ id }: SurveyInput) => {
      attempted.push(id)
      return true
    }),
  } as unknown as Core
  return { core, attempted }
}

let rules: Rules
/** A page with these surveys; without `waits` it reads what the tab kept, as after a reload. */
const load = (core: Core, surveys: SurveyInput[], ...more: [waits?: ReturnType<Rules['stop']>]) => {
  rules = createRules(core, { surveys }, ...more)
  rules.start(surveys)
}
const goTo = (path: string) => {
  history.pushState(null, '', path)
  window.dispatchEvent(new Event('popstate'))
}

describe('createRules', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    vi.stubGlobal('matchMedia', () => ({ matches: false }))
    kept.clear()
    history.replaceState(null, '', '/')
    setHidden(false)
  })
  afterEach(() => {
    rules.stop()
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  describe('delays', () => {
    it('tries a survey when its delay ends, not before; without one at once', () => {
      const { core, attempted } = fakeCore()
      const [later, now] = [aSurvey('later'), aSurvey('now')]
      load(core, [later, now])
      rules.delay(later, paid({ delayMs: 5000 }), { order: 7 })
      rules.delay(now, paid(), {})
      expect(attempted).toEqual(['now'])
      vi.advanceTimersByTime(4999)
      expect(attempted).toEqual(['now'])
      vi.advanceTimersByTime(1)
      expect(attempted).toEqual(['now', 'later'])
      expect(core.attempt).toHaveBeenLastCalledWith(later, { placeholders: { order: 7 } })
    })

    it('has one timer for all that wait, and none when nothing does', () => {
      const { core } = fakeCore()
      const surveys = ['a', 'b', 'c'].map((id) => aSurvey(id))
      load(core, surveys)
      expect(vi.getTimerCount()).toBe(0)
      for (const [i, survey] of surveys.entries()) rules.delay(survey, paid({ delayMs: 1000 * (3 - i) }), {})
      expect(vi.getTimerCount()).toBe(1)
      vi.advanceTimersByTime(3000)
      expect(core.attempt).toHaveBeenCalledTimes(3)
    })

    it('does not start a delay anew that runs', () => {
      const { core, attempted } = fakeCore()
      load(core, [aSurvey('nps')])
      rules.delay(aSurvey('nps'), paid({ delayMs: 1000 }), {})
      vi.advanceTimersByTime(900)
      rules.delay(aSurvey('nps'), paid({ delayMs: 1000 }), {})
      vi.advanceTimersByTime(100)
      vi.advanceTimersByTime(5000)
      expect(attempted).toEqual(['nps'])
    })

    it('calls a survey off when one of its cancel events happens', () => {
      const { core, attempted } = fakeCore()
      load(core, [aSurvey('nps'), aSurvey('ces')])
      rules.delay(aSurvey('nps'), paid({ delayMs: 1000, cancelOn: ['refunded'] }), {})
      rules.delay(aSurvey('ces'), paid({ delayMs: 1000 }), {})
      rules.cancel('something')
      rules.cancel('refunded')
      vi.advanceTimersByTime(1000)
      expect(attempted).toEqual(['ces'])
    })

    it('pain 17: is called off by navigation within the page, unless it says keep', () => {
      const { core, attempted } = fakeCore()
      load(core, [aSurvey('cancel'), aSurvey('keep')])
      rules.delay(aSurvey('cancel'), paid({ delayMs: 1000 }), {})
      rules.delay(aSurvey('keep'), paid({ delayMs: 1000, onNavigate: 'keep' }), {})
      goTo('/next')
      vi.advanceTimersByTime(1000)
      expect(attempted).toEqual(['keep'])
    })

    it('pain 17: one that navigation called off does not stand in the way of the next', () => {
      const { core, attempted } = fakeCore()
      load(core, [aSurvey('nps')])
      rules.delay(aSurvey('nps'), paid({ delayMs: 60_000 }), {})
      goTo('/next')
      rules.delay(aSurvey('nps'), paid({ delayMs: 1000 }), {})
      vi.advanceTimersByTime(1000)
      expect(attempted).toEqual(['nps'])
    })

    it('pain 18: goes on where it was on the next page when it says keep; the rest is forgotten', () => {
      const { core, attempted } = fakeCore()
      const surveys = [aSurvey('keep'), aSurvey('cancel')]
      load(core, surveys)
      rules.delay(surveys[0]!, paid({ delayMs: 5000, onNavigate: 'keep' }), { order: 7 })
      rules.delay(surveys[1]!, paid({ delayMs: 5000 }), {})
      vi.advanceTimersByTime(3000)
      rules.stop()

      const next = fakeCore()
      load(next.core, surveys)
      vi.advanceTimersByTime(1999)
      expect(next.attempted).toEqual([])
      vi.advanceTimersByTime(1)
      expect(next.attempted).toEqual(['keep'])
      expect(next.core.attempt).toHaveBeenCalledWith(surveys[0], { placeholders: { order: 7 } })
      expect(attempted).toEqual([])
      expect(kept.has('waits')).toBe(false)
    })

    it('pain 18: is due at once when the time went by between two pages', () => {
      const { core } = fakeCore()
      load(core, [aSurvey('keep')])
      rules.delay(aSurvey('keep'), paid({ delayMs: 5000, onNavigate: 'keep' }), {})
      rules.stop()
      vi.setSystemTime(Date.now() + 60_000)
      const next = fakeCore()
      load(next.core, [aSurvey('keep')])
      expect(next.attempted).toEqual(['keep'])
    })

    it('outlives a fresh file of surveys that comes while it runs', () => {
      const { core, attempted } = fakeCore()
      load(core, [aSurvey('nps')])
      rules.delay(aSurvey('nps'), paid({ delayMs: 1000 }), {})
      load(core, [aSurvey('nps', { rev: 2 })], rules.stop())
      vi.advanceTimersByTime(1000)
      expect(attempted).toEqual(['nps'])
      expect(core.attempt).toHaveBeenCalledWith(expect.objectContaining({ rev: 2 }), expect.anything())
    })

    it('forgets a survey that the fresh file has no more', () => {
      const { core, attempted } = fakeCore()
      load(core, [aSurvey('nps')])
      rules.delay(aSurvey('nps'), paid({ delayMs: 1000 }), {})
      load(core, [], rules.stop())
      vi.advanceTimersByTime(1000)
      expect(attempted).toEqual([])
    })

    it('holds back what is due in a hidden tab until it is looked at', () => {
      const { core, attempted } = fakeCore()
      load(core, [aSurvey('a'), aSurvey('b')])
      rules.delay(aSurvey('a'), paid({ delayMs: 1000 }), {})
      setHidden(true)
      rules.delay(aSurvey('b'), paid(), {})
      vi.advanceTimersByTime(60_000)
      expect(attempted).toEqual([])
      setHidden(false)
      expect(attempted).toEqual(['a', 'b'])
    })

    it('bears a page that tells of an event while a survey is tried', () => {
      const { core } = fakeCore()
      const [first, second] = [aSurvey('first'), aSurvey('second')]
      load(core, [first, second])
      vi.mocked(core.attempt).mockImplementation(async ({ id }) => {
        if (id === 'first') rules.delay(second, paid({ delayMs: 10 }), {})
        return false
      })
      rules.delay(first, paid({ delayMs: 5 }), {})
      vi.advanceTimersByTime(5)
      expect(vi.getTimerCount()).toBe(1)
      vi.advanceTimersByTime(10)
      expect(core.attempt).toHaveBeenCalledTimes(2)
    })
  })

  it('pain 15: of several that are due, the first in order has the first chance', () => {
    const surveys = [
      aSurvey('low', { trigger: [{ on: 'page', url: '/' }] }),
      aSurvey('high', { priority: 5, trigger: [{ on: 'page', url: '/' }] }),
    ]
    const { core, attempted } = fakeCore()
    load(core, surveys)
    expect(attempted).toEqual(['high', 'low'])

    const hidden = fakeCore()
    setHidden(true)
    load(
      hidden.core,
      surveys.map((survey) => ({ ...survey, trigger: [] })),
    )
    for (const survey of surveys) rules.delay(survey, paid(), {})
    setHidden(false)
    expect(hidden.attempted).toEqual(['high', 'low'])
  })

  it('watches only after it was started, so that what must come first can', () => {
    const { core, attempted } = fakeCore()
    const surveys = [aSurvey('nps', { trigger: [{ on: 'page', url: '/' }] })]
    rules = createRules(core, { surveys })
    expect(attempted).toEqual([])
    rules.start(surveys)
    expect(attempted).toEqual(['nps'])
  })

  it('judges with what the host, the file and the page say', () => {
    const { core } = fakeCore()
    const survey = aSurvey('nps', {
      eligibility: {
        quota: 10,
        language: ['en'],
        device: ['desktop'],
        traits: [{ key: 'plan', value: 'pro' }],
        sampleRate: 0,
      },
    })
    rules = createRules(core, { surveys: [survey], quotas: { nps: 9 } })
    const visit = { nowMs: 0, ledger: core.ledger } as Parameters<Rules['gates']>[1]
    expect(rules.gates(survey, visit).map(({ gate, value, pass }) => [gate, value, pass])).toEqual([
      ['language', 'en', true],
      ['device', 'desktop', true],
      ['traits.plan', 'pro', true],
      ['quota', 9, true],
      ['sampling', expect.any(Number), false],
    ])
  })

  it('gives the visitor an id, since sampling needs one, and leaves one that is there', () => {
    const { core } = fakeCore()
    load(core, [])
    expect(core.ledger.id).toMatch(/^[0-9a-f]{32}$/)
    expect(core.store.get('ledger')).toEqual(core.ledger)
    rules.stop()
    const known = fakeCore({ id: 'known', surveys: {}, shown: [] })
    load(known.core, [])
    expect(known.core.ledger.id).toBe('known')
  })
})
