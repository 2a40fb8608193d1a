import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PulsoEventName } from '../../src/browser/api.ts'
import { debug } from '../../src/browser/debug/debug.ts'
import type { Explanation } from '../../src/engine/gates.ts'

const good = {
  id: 'checkout',
  rev: 1,
  kind: 'transactional',
  touchpoint: { id: 'checkout', phase: 'during' },
  trigger: [{ on: 'event', name: 'paid' }],
  questions: [{ id: 'ease', type: 'ces', prompt: 'How easy was it?' }],
}
const bad = {
  ...good,
  id: 'broken',
  trigger: [],
  kind: 'transactionl',
  questions: [{ id: 'ease', type: 'ces', promt: 'x' }],
}

const DAY = 86_400_000
const held: Explanation = {
  survey: 'checkout',
  eligible: false,
  gates: [
    { gate: 'consent', pass: true, value: 'granted', threshold: 'granted' },
    { gate: 'recontact', pass: false, value: 3 * DAY, threshold: 90 * DAY },
    { gate: 'sampling', pass: false, value: 0.512345, threshold: 0.1 },
    {
      gate: 'traits.plan',
      pass: true,
      value: 'pro',
      threshold: { key: 'plan', op: 'in', value: ['pro', 'team'] },
    },
    { gate: 'schedule.weekdays', pass: true, value: 1, threshold: [1, 2] },
  ],
}

/** A handle as the page has it, with the listener in the test's hands. */
function fakePulso() {
  let listener: (data: unknown, event: PulsoEventName) => void = () => {}
  const pulso = {
    explanation: held as Explanation | undefined,
    explain: (id: string) => (id === 'checkout' ? pulso.explanation : undefined),
    show: vi.fn(async () => true),
    reset: vi.fn(),
    on: (_: unknown, heard: (data: never, event: never) => void) => {
      listener = heard as never
      return () => {
        listener = () => {}
      }
    },
  }
  return { pulso, emit: (event: PulsoEventName, data: unknown) => listener(data, event) }
}

const host = () => document.documentElement.querySelector('pulso-debug')
const root = () => host()?.shadowRoot as ShadowRoot
const text = (selector: string) => [...root().querySelectorAll(selector)].map((each) => each.textContent)
const click = (label: string) =>
  [...root().querySelectorAll('button')].find((each) => each.textContent?.includes(label))?.click()

describe('debug', () => {
  let close = () => {}
  const spies = () => ({
    error: vi.spyOn(console, 'error').mockImplementation(() => {}),
    warn: vi.spyOn(console, 'warn').mockImplementation(() => {}),
    group: vi.spyOn(console, 'group').mockImplementation(() => {}),
  })
  let heard: ReturnType<typeof spies>
  beforeEach(() => {
    heard = spies()
  })
  afterEach(() => {
    close()
    vi.restoreAllMocks()
  })
  const start = (surveys: unknown[], mode: 'live' | 'test' = 'test') => {
    const fake = fakePulso()
    close = debug({ surveys: () => surveys, pulso: fake.pulso as never, mode })
    return fake
  }

  it('tells the console every mistake of a survey, in one group with its name', () => {
    start([good, bad])
    expect(heard.group).toHaveBeenCalledExactlyOnceWith('Pulso: survey "broken" has 2 problems and 1 warning')
    expect(heard.error.mock.calls.map(([line]) => line)).toEqual([
      'kind: is the text "transactionl"; expected "transactional" or "relational". Did you mean "transactional"?',
      'questions[0].promt: is not a key here. Did you mean "prompt"?',
    ])
  })

  it('says nothing to the console when every survey is right', () => {
    start([good])
    expect(heard.group).not.toHaveBeenCalled()
  })

  it('pain 20: lists every gate with what it saw and what it needs, in words', () => {
    start([good])
    expect(text('tbody th')).toEqual([
      'Consent',
      'Wait after this survey',
      'Sampling lot',
      'Trait plan',
      'Weekday',
    ])
    expect(text('tbody td')).toEqual([
      'granted',
      'granted',
      '3 days',
      '≥ 90 days',
      '0.5123',
      '< 0.1',
      'pro',
      'in pro, team',
      'Mon',
      'Mon, Tue',
    ])
    const marks = [...root().querySelectorAll('tbody .mark')].map((each) => each.getAttribute('aria-label'))
    expect(marks).toEqual(['passes', 'fails', 'fails', 'passes', 'passes'])
    expect(text('.verdict')).toEqual(['held back: wait after this survey, sampling lot'])
  })

  it('shows the problems of a survey that is not loaded because of them', () => {
    start([bad])
    expect(text('.verdict')).toEqual(['2 problems in its definition'])
    expect(text('.problem')).toHaveLength(2)
  })

  it('reads the gates again at every event, and keeps open what was open', () => {
    const { pulso, emit } = start([good])
    expect(text('.count')).toEqual(['0 of 1 may be shown now'])
    const row = root().querySelector('details.survey') as HTMLDetailsElement
    row.open = true
    pulso.explanation = { survey: 'checkout', eligible: true, gates: [] }
    emit('closed', { survey: 'checkout', run: 'x' })
    expect(text('.count')).toEqual(['1 of 1 may be shown now'])
    expect(root().querySelector('details.survey')).toBe(row)
    expect(row.open).toBe(true)
    expect(text('.verdict')).toEqual(['waits for its trigger'])
  })

  it('picks up the surveys when they are loaded later', () => {
    const surveys: unknown[][] = [[]]
    const { pulso, emit } = fakePulso()
    close = debug({ surveys: () => surveys[0] ?? [], pulso: pulso as never, mode: 'test' })
    expect(text('.count')).toEqual(['no survey is loaded'])
    surveys[0] = [good]
    emit('ready', { surveys: ['checkout'] })
    expect(text('.id')).toEqual(['checkout'])
  })

  it('logs what happened without repeating an answer', () => {
    const { emit } = start([good])
    emit('answered', { survey: 'checkout', run: 'x', question: 'ease', answer: { value: 'secret' } })
    emit('skipped', held)
    expect(text('.events span')).toEqual(['checkout · held back by recontact, sampling', 'checkout · ease'])
    expect(root().textContent).not.toContain('secret')
    for (let index = 0; index < 50; index++) emit('ready', { surveys: [] })
    expect(text('.events li')).toHaveLength(30)
  })

  it('pain 44: says whether answers count', () => {
    start([good])
    expect(text('.banner')[0]).toContain('Test mode: records are marked')
    close()
    start([good], 'live')
    expect(text('.banner')[0]).toContain('Live mode')
  })

  it('shows a survey past its gates, and forgets the history, on request', async () => {
    const { pulso } = start([good])
    click('Show now')
    expect(pulso.show).toHaveBeenCalledWith('checkout', { force: true })
    await vi.waitFor(() => expect(text('.status')).toEqual(['"checkout" is open.']))
    click('Forget history')
    expect(pulso.reset).toHaveBeenCalledWith({ history: true })
  })

  it('folds by a button that says its state', () => {
    start([good])
    const toggle = root().querySelector('.toggle') as HTMLButtonElement
    const body = root().querySelector('.body') as HTMLElement
    const was = toggle.getAttribute('aria-expanded')
    toggle.click()
    expect(toggle.getAttribute('aria-expanded')).not.toBe(was)
    expect(body.hidden).toBe(was === 'true')
  })

  it('pain 22: keeps keys pressed in it from the shortcuts of the page', () => {
    start([good])
    const heardByPage = vi.fn()
    document.addEventListener('keydown', heardByPage)
    const toggle = root().querySelector('.toggle')
    toggle?.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', bubbles: true, composed: true }))
    document.removeEventListener('keydown', heardByPage)
    expect(heardByPage).not.toHaveBeenCalled()
  })

  it('shows text of a survey as text', () => {
    start([{ ...bad, id: '<img src=x onerror=alert(1)>' }])
    expect(root().querySelector('img')).toBeNull()
    expect(text('.id')).toEqual(['<img src=x onerror=alert(1)>'])
  })

  it('leaves nothing on the page when it is closed', () => {
    const { emit } = start([good])
    close()
    emit('ready', { surveys: [] })
    expect(host()).toBeNull()
  })
})
