import { IDBFactory } from 'fake-indexeddb'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import type { Pulso } from '../../src/browser/api.ts'
import { definitionHash } from '../../src/engine/definitionHash.ts'
import type { RunState } from '../../src/engine/ports.ts'
import type { PulsoError } from '../../src/errors.ts'
import type { PulsoRecord, SurveyInput } from '../../src/schema/index.ts'
import { aSurvey } from '../support/aSurvey.ts'
import { openPage, startPulso } from '../support/openPage.ts'
import { setHidden } from '../support/setHidden.ts'

const DAY = 86_400_000
const onPaid = (id: string, more: Partial<SurveyInput> = {}) =>
  aSurvey(id, { trigger: [{ on: 'event', name: 'paid' }], ...more })

const running = new Set<Pulso>()
const start: typeof startPulso = async (options) => {
  const started = await startPulso(options)
  running.add(started.pulso)
  return started
}
const cards = () => document.querySelectorAll('pulso-survey').length
const idle = (ms = 60) => new Promise((resolve) => setTimeout(resolve, ms))
const gatesThatFail = (verdict: unknown) =>
  (verdict as { gates: { gate: string; pass: boolean }[] }).gates.flatMap(({ gate, pass }) =>
    pass ? [] : gate,
  )

afterEach(async () => {
  for (const pulso of running) pulso.destroy()
  running.clear()
  setHidden(false)
  await idle(0)
})

afterAll(() => idle(400)) // idle callbacks still look at the page

describe('createPulso', () => {
  it.each([{ key: '' }, { endpoint: '' }, { surveys: '' }])(
    'throws before anything is touched without %j',
    async (wrong) => {
      const page = openPage()
      const opened = vi.spyOn(indexedDB, 'open')
      await expect(startPulso(wrong)).rejects.toMatchObject({ name: 'PulsoError', code: 'invalid_options' })
      expect(page.sent).toEqual([])
      expect(opened).not.toHaveBeenCalled()
    },
  )

  it('pain 35: returns the first handle for the same key and endpoint, another for others', async () => {
    openPage()
    const { pulso, createPulso } = await start()
    const options = { key: 'shop', endpoint: 'https://answers.example/v1/records', surveys: [] }
    expect(createPulso(options)).toBe(pulso)
    const other = createPulso({ ...options, key: 'blog' })
    running.add(other)
    expect(other).not.toBe(pulso)
    pulso.destroy()
    const next = createPulso(options)
    running.add(next)
    expect(next).not.toBe(pulso)
  })

  it('tells when it is ready, also a host that subscribes after the call', async () => {
    openPage()
    const { until } = await start({ surveys: [onPaid('nps'), onPaid('ces')] })
    expect(await until('ready')).toEqual([{ surveys: ['nps', 'ces'] }])
  })

  describe('triggers by event', () => {
    const rich = {
      on: 'event' as const,
      name: 'paid',
      where: [{ key: 'value', op: 'gt' as const, value: 50 }],
    }

    it('shows the survey whose event and filters match', async () => {
      openPage()
      const { pulso, until, heard } = await start({ surveys: [onPaid('nps', { trigger: [rich] })] })
      await until('ready')
      pulso.track('refunded', { value: 120 })
      pulso.track('paid')
      pulso.track('paid', { value: 50 })
      pulso.track('paid', { value: '120' })
      await idle()
      expect(heard('skipped')).toEqual([])
      expect(cards()).toBe(0)
      pulso.track('paid', { value: 120 })
      expect(await until('shown')).toEqual([{ survey: 'nps', run: expect.stringMatching(/^[0-9a-f]{32}$/) }])
      expect(cards()).toBe(1)
    })

    it('puts what the event told into the texts', async () => {
      openPage()
      const questions = [{ id: 'q', type: 'nps', prompt: 'How was order {order}?' }] as const
      const { pulso, until } = await start({ surveys: [onPaid('nps', { questions: [...questions] })] })
      await until('ready')
      pulso.track('paid', { order: 'A-7' })
      await until('shown')
      const card = document.querySelector('pulso-survey')?.shadowRoot
      expect(card?.textContent).toContain('How was order A-7?')
    })

    it('pain 15: shows the first in order of several, and says why the others wait', async () => {
      openPage()
      const surveys = [onPaid('b'), onPaid('c', { priority: 5 }), onPaid('a')]
      const { pulso, until, heard } = await start({ surveys })
      await until('ready')
      pulso.track('paid')
      await until('shown')
      expect(heard('shown')).toMatchObject([{ survey: 'c' }])
      expect(heard('skipped').map((verdict) => [verdict.survey, gatesThatFail(verdict)])).toEqual([
        ['a', ['oneAtATime']],
        ['b', ['oneAtATime']],
      ])
    })

    it('re-checks every gate when a delay ends', async () => {
      openPage()
      const eligibility = { traits: [{ key: 'plan', value: 'pro' }] }
      const trigger = [{ on: 'event', name: 'paid', delayMs: 80 }] as const
      const surveys = [onPaid('nps', { trigger: [...trigger], eligibility })]
      const { pulso, until } = await start({ surveys, traits: { plan: 'pro' } })
      await until('ready')
      pulso.track('paid')
      pulso.identify(null, { plan: 'free' })
      const [verdict] = await until('skipped')
      expect(gatesThatFail(verdict)).toEqual(['traits.plan'])
      expect(cards()).toBe(0)
    })
  })

  describe('gates', () => {
    it('pain 20: a skipped survey carries its explanation, and explain tells the same', async () => {
      openPage()
      const seen = { id: 'v', surveys: { ces: { shows: 0, shownAt: Date.now() - 3 * DAY } }, shown: [] }
      localStorage.setItem('pulso:ledger', JSON.stringify(seen))
      const { pulso, until } = await start({ surveys: [onPaid('nps')] })
      await until('ready')
      pulso.track('paid')
      const [verdict] = await until('skipped')
      expect(gatesThatFail(verdict)).toEqual(['coolDown'])
      const explained = pulso.explain('nps')
      expect(explained).toMatchObject({ survey: 'nps', eligible: false })
      expect(explained?.gates.map(({ gate, pass }) => [gate, pass])).toEqual(
        (verdict as unknown as NonNullable<typeof explained>).gates.map(({ gate, pass }) => [gate, pass]),
      )
      expect(pulso.explain('unknown')).toBeUndefined()
    })

    it('judges targeting already when a trigger fires on the way up, so that nothing else has to wait for it', async () => {
      openPage({ path: '/orders/1' })
      const onPage = { trigger: [{ on: 'page' as const, url: '/orders/*' }] }
      const surveys = [
        aSurvey('nobody', { ...onPage, priority: 9, eligibility: { sampleRate: 0 } }),
        aSurvey('all', onPage),
      ]
      const { until, heard } = await start({ surveys })
      await until('shown')
      expect(heard('shown')).toMatchObject([{ survey: 'all' }])
      expect(heard('skipped').map(gatesThatFail)).toEqual([['sampling']])
    })

    it('waits with a trigger in a page that opened unseen until it is looked at', async () => {
      openPage()
      setHidden(true)
      const { pulso, until, heard } = await start({ surveys: [onPaid('nps')] })
      await until('ready')
      pulso.track('paid')
      await idle()
      expect([heard('skipped'), heard('shown')]).toEqual([[], []])
      setHidden(false)
      await until('shown')
    })

    it('pain 12: remembers the impression for the next page', async () => {
      openPage()
      const first = await start({ surveys: [onPaid('nps')] })
      await first.until('ready')
      first.pulso.track('paid')
      await first.until('shown')
      first.pulso.destroy()
      openPage({ keepStorage: true })
      const next = await start({ surveys: [onPaid('nps')] })
      await next.until('ready')
      next.pulso.track('paid')
      const [verdict] = await next.until('skipped')
      expect(gatesThatFail(verdict)).toEqual(['recontact', 'coolDown', 'maxPerSession'])
    })
  })

  describe('show', () => {
    it('resolves true when the card opened, false when a gate said no', async () => {
      openPage()
      const { pulso, heard } = await start({ surveys: [aSurvey('nps'), aSurvey('ces')] })
      expect(await pulso.show('nps')).toBe(true)
      expect(cards()).toBe(1)
      expect(await pulso.show('ces')).toBe(false)
      expect(heard('skipped').map(gatesThatFail)).toEqual([['oneAtATime', 'coolDown', 'maxPerSession']])
    })

    it('skips every gate but one card at a time when it is forced', async () => {
      openPage()
      const { pulso, until } = await start({ surveys: [aSurvey('nps', { eligibility: { sampleRate: 0 } })] })
      await until('ready')
      expect(await pulso.show('nps')).toBe(false)
      expect(await pulso.show('nps', { force: true })).toBe(true)
      expect(await pulso.show('nps', { force: true })).toBe(false)
      expect(cards()).toBe(1)
    })

    it('reports a survey that is not loaded', async () => {
      openPage()
      const { pulso, errors } = await start({ surveys: [aSurvey('nps')] })
      expect(await pulso.show('npps')).toBe(false)
      expect(errors).toMatchObject([{ code: 'unknown_survey', message: expect.stringContaining('npps') }])
    })

    it('does not keep its caller waiting when the surveys cannot be read', async () => {
      const page = openPage()
      page.status = 404
      const { pulso, errors } = await start({ surveys: '/surveys.json' })
      expect(await pulso.show('nps')).toBe(false)
      expect(errors).toMatchObject([{ code: 'surveys_unavailable' }])
    })
  })

  describe('surveys from a URL', () => {
    it('starts with the copy of the last visit, and takes what the fresh file says', async () => {
      const page = openPage({ surveys: JSON.stringify([onPaid('old')]) })
      const first = await start({ surveys: '/surveys.json' })
      await first.until('ready')
      first.pulso.destroy()
      const again = openPage({ keepStorage: true, surveys: JSON.stringify([onPaid('new')]) })
      const { until, pulso } = await start({ surveys: '/surveys.json' })
      expect(await until('ready', 2)).toEqual([{ surveys: ['old'] }, { surveys: ['new'] }])
      expect(pulso.explain('old')).toBeUndefined()
      expect([page.sent, again.sent].map(({ length }) => length)).toEqual([1, 1])
    })

    it('is not overtaken by the older copy, whose rules come from a file of their own', async () => {
      openPage({ surveys: JSON.stringify([onPaid('old', { eligibility: { sampleRate: 0.5 } })]) })
      const first = await start({ surveys: '/surveys.json' })
      await first.until('ready')
      first.pulso.destroy()
      openPage({ keepStorage: true, surveys: JSON.stringify([onPaid('new')]) })
      const { until } = await start({ surveys: '/surveys.json' })
      expect(await until('ready', 2)).toEqual([{ surveys: ['old'] }, { surveys: ['new'] }])
    })
  })

  it('leaves a broken survey out, tells which, and works with the others', async () => {
    openPage({ path: '/here' })
    const broken = [
      null,
      'text',
      {},
      { ...aSurvey('no-questions'), questions: [] },
      { ...aSurvey('no-place'), touchpoint: undefined },
      { ...aSurvey('bad-trigger'), trigger: 5 },
      { ...aSurvey('empty-trigger'), trigger: [null] },
      { ...aSurvey('bad-rules'), eligibility: { traits: 5 } },
      { ...aSurvey('bad-rule'), eligibility: { traits: [null] } },
      { ...aSurvey('bad-language'), eligibility: { language: 'en' } },
    ] as SurveyInput[]
    const surveys = [...broken, onPaid('nps'), aSurvey('here', { trigger: [{ on: 'page', url: '/x' }] })]
    const { pulso, until, errors } = await start({ surveys })
    expect(await until('ready')).toEqual([{ surveys: ['nps', 'here'] }])
    expect(errors).toMatchObject(broken.map(() => ({ code: 'invalid_survey' })))
    expect(errors.map((error) => (error as Error).message.match(/"(.*)"/)?.[1])).toEqual(
      broken.map((each) => (each as SurveyInput | null)?.id ?? 'undefined'),
    )
    pulso.track('paid')
    await until('shown')
  })

  it('bears listeners and an onError that throw', async () => {
    openPage()
    const seen = vi.fn()
    const { pulso, until } = await start({
      surveys: [onPaid('nps')],
      onError: () => {
        throw new Error('of the host')
      },
    })
    pulso.on('shown', () => {
      throw new Error('first')
    })
    pulso.on('shown', seen)
    pulso.on('error', () => {
      throw new Error('of the listener')
    })
    pulso.track('paid')
    await until('shown')
    expect(seen).toHaveBeenCalledTimes(1)
    expect(await until('error')).toHaveLength(1)
  })

  it('never throws at a caller who passes nonsense', async () => {
    openPage()
    const { pulso, until } = await start({ surveys: [onPaid('nps')] })
    await until('ready')
    for (const verb of [
      'track',
      'identify',
      'show',
      'explain',
      'outcome',
      'locale',
      'reset',
      'requeue',
      'on',
    ])
      for (const args of [[], [null, null], [{}, 5]])
        expect(() =>
          (pulso as never as Record<string, (...args: unknown[]) => void>)[verb]?.(...args),
        ).not.toThrow()
    await idle()
  })

  describe('consent', () => {
    it('pain 41: touches no storage, no database and no network before it is given', async () => {
      await idle(400) // what the test before began may still open the database
      const page = openPage()
      const touched = vi.fn()
      const spy = <T extends object>(area: T) =>
        new Proxy(area, {
          get(target, key) {
            touched(key)
            return Reflect.get(target, key, target)
          },
        })
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'] as const)
        vi.stubGlobal(name, spy(globalThis[name]))
      const { pulso, events } = await start({ consent: 'required', surveys: '/surveys.json' })
      pulso.track('paid')
      pulso.identify('somebody', { plan: 'gold' })
      pulso.reset()
      pulso.locale('es')
      expect(pulso.explain('nps')).toBeUndefined()
      void pulso.show('nps', { force: true })
      expect(await pulso.outcome('purchase')).toBe(false)
      expect(await pulso.deadLetters()).toEqual([])
      expect(await pulso.requeue()).toBe(0)
      await pulso.flush()
      await idle(400) // longer than any idle callback waits
      expect(touched.mock.calls).toEqual([])
      expect(page.sent).toEqual([])
      expect(events).toEqual([])
      vi.unstubAllGlobals()
    })

    it('pain 41: carries out in order what the page told before', async () => {
      openPage()
      const { pulso, until, heard } = await start({
        consent: 'required',
        surveys: [
          onPaid('nps', { trigger: [{ on: 'event', name: 'paid', delayMs: 10, cancelOn: ['refunded'] }] }),
          onPaid('ces', { trigger: [{ on: 'event', name: 'shipped' }] }),
        ],
      })
      pulso.track('paid')
      pulso.track('refunded')
      const shown = pulso.show('ces')
      pulso.consent('granted')
      expect(await shown).toBe(true)
      await until('shown')
      expect(heard('shown')).toMatchObject([{ survey: 'ces' }])
    })

    it('keeps at most fifty calls, and tells a later one that it will not be carried out', async () => {
      openPage()
      const { pulso } = await start({ consent: 'required', surveys: [onPaid('nps')] })
      for (let i = 0; i < 50; i++) pulso.track('something')
      expect(await pulso.show('nps')).toBe(false)
    })

    it('pain 41: denied, it forgets the calls that waited, and makes no database to wipe', async () => {
      openPage()
      const { pulso, until, heard } = await start({ consent: 'required', surveys: [onPaid('nps')] })
      pulso.track('paid')
      const shown = pulso.show('nps')
      pulso.consent('denied')
      expect(await shown).toBe(false)
      expect(await pulso.show('nps')).toBe(false)
      await import('../../src/browser/deny.ts')
      await idle()
      expect(await indexedDB.databases()).toEqual([])
      pulso.consent('granted')
      await until('ready')
      await idle()
      expect(heard('shown')).toEqual([])
    })

    it('pain 41: withdrawn, it closes the card, wipes what was stored and listens no more', async () => {
      openPage()
      const surveys = [onPaid('nps', { trigger: [{ on: 'click', selector: 'body' }] })]
      const { pulso, until, heard } = await start({ surveys, traits: { plan: 'pro' } })
      await until('ready')
      document.body.click()
      await until('shown')
      expect(localStorage.length).toBeGreaterThan(0)
      pulso.consent('denied')
      expect(cards()).toBe(0)
      await vi.waitFor(async () => {
        expect([localStorage.length, sessionStorage.length]).toEqual([0, 0])
      })
      document.body.click()
      await idle()
      expect([localStorage.length, sessionStorage.length]).toEqual([0, 0])
      expect(heard('skipped')).toEqual([])
      expect(await pulso.outcome('purchase')).toBe(false)
    })

    it('pain 41: keeps no file of surveys that arrives after it was withdrawn', async () => {
      openPage()
      let answer = (_: Response) => {}
      vi.stubGlobal('fetch', () => new Promise((resolve) => (answer = resolve)))
      const { pulso, heard } = await start({ surveys: '/surveys.json' })
      pulso.consent('denied')
      answer(new Response(JSON.stringify([onPaid('nps')])))
      await idle()
      expect(localStorage.length).toBe(0)
      expect(heard('ready')).toEqual([])
    })
  })

  describe('after a reload', () => {
    const questions: SurveyInput['questions'] = [
      { id: 'ease', type: 'ces', prompt: 'How easy was it?' },
      { id: 'recommend', type: 'nps', prompt: 'Would you recommend us?' },
    ]
    const begun = (more: Partial<RunState & { href: string }> = {}) => ({
      run: '0123456789abcdef0123456789abcdef',
      survey: 'two',
      hash: definitionHash(questions),
      seq: 2,
      startedAt: Date.now() - 5000,
      path: ['ease', 'recommend'],
      answers: { ease: { value: 6 } },
      href: location.href,
      ...more,
    })
    const shown = { id: 'v', surveys: { two: { shows: 0, shownAt: Date.now() } }, shown: [Date.now()] }

    it('goes on with a begun run, whatever the gates say, before any trigger of the page', async () => {
      openPage({ path: '/orders/1' })
      sessionStorage.setItem('pulso:run', JSON.stringify(begun()))
      localStorage.setItem('pulso:ledger', JSON.stringify(shown))
      const page = { trigger: [{ on: 'page' as const, url: '/orders/*' }], eligibility: { coolDownDays: 0 } }
      const { until, heard } = await start({
        surveys: [aSurvey('other', page), aSurvey('two', { questions })],
      })
      await until('shown')
      expect(heard('shown')).toEqual([{ survey: 'two', run: begun().run }])
      expect(document.querySelector('pulso-survey')?.shadowRoot?.textContent).toContain(
        'Would you recommend us?',
      )
    })

    it('files an untouched card as abandoned when the visitor went on to another page', async () => {
      openPage()
      const state = begun({ path: ['ease'], answers: {}, href: 'https://shop.example/before' })
      sessionStorage.setItem('pulso:run', JSON.stringify(state))
      const { pulso, until } = await start({ surveys: [aSurvey('two', { questions })] })
      await until('ready')
      await vi.waitFor(() => expect(sessionStorage.getItem('pulso:run')).toBeNull())
      expect(cards()).toBe(0)
      await idle()
      expect(await pulso.show('two')).toBe(true) // nothing is in its way
    })

    it('pain 18: resumes a delay that was kept, and checks every gate when it ends', async () => {
      openPage()
      const wait = (survey: string) => ({ survey, dueAt: Date.now() + 50, href: false, placeholders: {} })
      sessionStorage.setItem('pulso:waits', JSON.stringify([wait('nobody'), wait('nps')]))
      const trigger = [{ on: 'event', name: 'paid', delayMs: 1000, onNavigate: 'keep' }] as const
      const surveys = [
        onPaid('nobody', { trigger: [...trigger], priority: 1, eligibility: { sampleRate: 0 } }),
        onPaid('nps', { trigger: [...trigger] }),
      ]
      const { until, heard } = await start({ surveys })
      await until('shown')
      expect(heard('shown')).toMatchObject([{ survey: 'nps' }])
      expect(heard('skipped').map(gatesThatFail)).toEqual([['sampling']])
    })
  })

  describe('destroy', () => {
    it('removes the card, every listener and every timer', async () => {
      openPage({ path: '/orders/1' })
      const live = new Map<string, number>()
      for (const target of [window, document]) {
        const { addEventListener, removeEventListener } = target
        const count = (type: string, by: number) => live.set(type, (live.get(type) ?? 0) + by)
        vi.spyOn(target, 'addEventListener').mockImplementation((...args: unknown[]) => {
          count(args[0] as string, 1)
          return (addEventListener as (...args: unknown[]) => void).apply(target, args)
        })
        vi.spyOn(target, 'removeEventListener').mockImplementation((...args: unknown[]) => {
          count(args[0] as string, -1)
          return (removeEventListener as (...args: unknown[]) => void).apply(target, args)
        })
      }
      const timers = new Set<unknown>()
      const { setTimeout, clearTimeout } = globalThis
      vi.stubGlobal('setTimeout', (run: () => void, ms?: number) => {
        const timer = setTimeout(() => {
          timers.delete(timer)
          run()
        }, ms)
        timers.add(timer)
        return timer
      })
      vi.stubGlobal('clearTimeout', (timer: ReturnType<typeof setTimeout>) => {
        timers.delete(timer)
        clearTimeout(timer)
      })
      const surveys = [
        onPaid('nps', { presentation: { onNavigate: 'close' } }),
        aSurvey('idle', { trigger: [{ on: 'inactivity', afterMs: 60_000 }] }),
        aSurvey('dwell', { trigger: [{ on: 'dwell', afterMs: 60_000 }] }),
        aSurvey('late', { trigger: [{ on: 'event', name: 'paid', delayMs: 60_000 }] }),
        aSurvey('exit', { trigger: [{ on: 'exit' }] }),
      ]
      const { pulso, until } = await start({ surveys })
      await until('ready')
      pulso.track('paid')
      await until('shown')
      await idle(400)
      expect([...live.values()].reduce((sum, each) => sum + each)).toBeGreaterThan(10)
      expect(timers.size).toBeGreaterThan(0)

      pulso.destroy()
      pulso.destroy()
      await new Promise((resolve) => setImmediate(resolve))
      expect([...live].filter(([, left]) => left !== 0)).toEqual([])
      await vi.waitFor(() => expect(timers.size).toBe(0), { timeout: 3000 })
      expect(cards()).toBe(0)
      vi.unstubAllGlobals()
    })

    it('leaves a handle that does nothing', async () => {
      const page = openPage()
      const { pulso, until, events } = await start({ surveys: [onPaid('nps')] })
      await until('ready')
      pulso.destroy()
      const before = events.length
      pulso.track('paid')
      pulso.consent('granted')
      expect(await pulso.show('nps', { force: true })).toBe(false)
      expect(await pulso.outcome('purchase')).toBe(false)
      await idle()
      expect(events.length).toBe(before)
      expect(page.sent).toEqual([])
      expect(cards()).toBe(0)
    })

    it('stops a card that was on its way', async () => {
      openPage()
      const { pulso, until } = await start({ surveys: [onPaid('nps')] })
      await until('ready')
      const shown = pulso.show('nps')
      pulso.destroy()
      expect(await shown).toBe(false)
      expect(cards()).toBe(0)
      const ledger = JSON.parse(localStorage.getItem('pulso:ledger') ?? '{"shown":[]}')
      expect(ledger.shown).toEqual([]) // no impression was used up
    })
  })

  it('sends what an earlier visit left, and loads nothing when it left nothing', async () => {
    const page = openPage()
    const first = await start({ surveys: [] })
    await first.until('ready')
    expect(await first.pulso.outcome('purchase', { value: 12, currency: 'EUR' })).toBe(true)
    first.pulso.destroy()
    expect(page.sent).toEqual([])
    const next = openPage({ keepStorage: true })
    await start({ surveys: [] })
    await vi.waitFor(
      () => expect(next.sent.map(({ body }) => body)).toEqual([expect.stringContaining('"purchase"')]),
      {
        timeout: 6000,
      },
    )
  }, 10_000)

  it('tells of an inline survey whose place is not on the page, and uses up no impression', async () => {
    openPage()
    const onError = vi.fn()
    const inline = { ...onPaid('nps'), presentation: { mode: 'inline' as const, target: '#slot' } }
    const { pulso, until } = await start({ surveys: [inline], onError })
    await until('ready')
    expect(await pulso.show('nps')).toBe(false)
    const [error] = onError.mock.calls[0] as [PulsoError]
    expect(error).toMatchObject({ code: 'render_failed', message: 'Survey "nps" cannot be shown.' })
    expect(String(error.cause)).toContain('No such target')
    expect(JSON.parse(localStorage.getItem('pulso:ledger') ?? '{"shown":[]}').shown).toEqual([])

    const slot = document.body.appendChild(document.createElement('div'))
    slot.id = 'slot'
    expect(await pulso.show('nps')).toBe(true)
    expect(slot.querySelector('pulso-survey')).toBeTruthy()
    slot.remove()
  })

  it('asks the host about an outcome too, before it is kept', async () => {
    const page = openPage()
    const seen: unknown[] = []
    const answers = [
      (record: PulsoRecord) => ({ ...record, context: { plan: 'pro' } }),
      () => null,
      () => {
        throw new Error('no')
      },
    ]
    const onError = vi.fn()
    const { pulso, until } = await start({
      surveys: [],
      onError,
      beforeSend(record) {
        seen.push(record.type)
        return answers.shift()!(record)
      },
    })
    await until('ready')
    expect(await pulso.outcome('purchase')).toBe(true)
    expect(await pulso.outcome('churn')).toBe(false)
    expect(onError).not.toHaveBeenCalled()
    expect(await pulso.outcome('repeat')).toBe(true)
    expect(onError).toHaveBeenCalledOnce()
    expect(seen).toEqual(['outcome', 'outcome', 'outcome'])
    await pulso.flush()
    const sent = page.sent.map(({ body }) => body).join()
    expect(sent).toContain('"plan":"pro"')
    expect(sent).toContain('"repeat"')
    expect(sent).not.toContain('"churn"')
  })

  it('pain 22: after a reset the next visitor has another id, and is not asked what this one was asked', async () => {
    openPage()
    const { pulso, until } = await start({ surveys: [onPaid('nps')] })
    await until('ready')
    pulso.track('paid')
    await until('shown')
    const ledger = () => JSON.parse(localStorage.getItem('pulso:ledger')!)
    const before = ledger()
    pulso.reset()
    await vi.waitFor(() => expect(ledger().id).not.toBe(before.id))
    expect(ledger().shown).toEqual(before.shown)
    expect(cards()).toBe(0)
    pulso.reset({ history: true })
    await vi.waitFor(() => expect(ledger().shown).toEqual([]))
  })

  it('loads the debug panel only where the host allows it and the address asks', async () => {
    openPage({ path: '/?pulso=debug' })
    vi.spyOn(console, 'group').mockImplementation(() => {})
    vi.spyOn(console, 'error').mockImplementation(() => {})
    await start({ surveys: [] })
    await idle()
    expect(document.querySelector('pulso-debug')).toBeNull()
    openPage({ path: '/?pulso=debug' })
    await start({ surveys: [], debug: true })
    await vi.waitFor(() => expect(document.querySelector('pulso-debug')).not.toBeNull(), { timeout: 4000 })
    document.querySelector('pulso-debug')?.remove()
  })

  it('works with an IndexedDB and storages that throw', async () => {
    openPage()
    const refusing = {
      get() {
        throw new DOMException('denied', 'SecurityError')
      },
    }
    vi.stubGlobal('localStorage', new Proxy({}, refusing))
    vi.stubGlobal('sessionStorage', new Proxy({}, refusing))
    vi.stubGlobal('indexedDB', new Proxy(new IDBFactory(), refusing))
    const { pulso, until } = await start({ surveys: [onPaid('nps')] })
    await until('ready')
    pulso.track('paid')
    await until('shown')
    pulso.destroy()
    vi.unstubAllGlobals()
  })
})
