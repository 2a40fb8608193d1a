import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { prepare, present, rehearse } from '../../src/browser/widget/present.ts'
import type { CardEvent, Kept, Presented, PresentOptions, RunState } from '../../src/engine/ports.ts'
import type { PulsoRecord, SurveyInput } from '../../src/schema/index.ts'
import { strings } from '../../src/ui/strings.en.ts'

const nps = { id: 'nps', type: 'nps' as const, prompt: 'How likely?' }
const survey = (more: Partial<SurveyInput> = {}): SurveyInput => ({
  id: 'order',
  rev: 1,
  kind: 'transactional',
  touchpoint: { id: 'order-placed', phase: 'after' },
  questions: [nps],
  ...more,
})

/** What the simulated documents lack; the real thing is tested in three engines. */
class Observer {
  observe() {}
  disconnect() {}
}

const host = () => document.querySelector('pulso-survey')
const inside = (selector: string) => host()!.shadowRoot!.querySelector<HTMLElement>(selector)!
const tap = (value: string | number) => inside(`input[value="${value}"]`).click()
const settle = () => vi.advanceTimersByTimeAsync(20)

describe('present', () => {
  let kept: Kept
  let records: PulsoRecord[]
  let events: CardEvent[]
  let errors: unknown[]
  let saved: RunState | undefined
  let card: Presented | undefined

  const given = (more: Partial<SurveyInput> = {}): PresentOptions => ({
    survey: survey(more),
    mode: 'test',
    sampleRate: 1,
    locale: 'en',
    strings,
    placeholders: {},
    theme: {},
    scrub: true,
    keep: async (batch) => {
      if (kept !== 'failed') records.push(...batch)
      return kept
    },
    settled: () => new Promise(() => {}),
    flush: async () => {},
    save: (state) => {
      saved = state
    },
    on: (event) => events.push(event),
    onError: (error) => errors.push(error),
  })
  const open = async (more: Partial<SurveyInput> = {}, options: Partial<PresentOptions> = {}) => {
    card?.close('api')
    events = []
    records = []
    await prepare([survey(more)], 'en', { accent: 'red' })
    card = present({ ...given(more), ...options })()
    await settle()
    if (!host() && errors[0]) throw errors[0]
    return card as Presented
  }

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('ResizeObserver', Observer)
    vi.stubGlobal('IntersectionObserver', Observer)
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }))
    kept = 'device'
    records = []
    events = []
    errors = []
    saved = undefined
  })
  afterEach(() => {
    card?.close('api')
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('keeps each answer at the tap, so that a part is never lost (pain 9)', async () => {
    const card = await open({ questions: [nps, { id: 'why', type: 'text', prompt: 'Why?' }] })
    tap(3)
    await settle()
    expect(records.map(({ type }) => type)).toEqual(['shown', 'answered'])
    expect(saved).toMatchObject({ answers: { nps: { value: 3 } }, seq: 2 })
    card.close('navigation')
    await settle()
    expect(records.at(-1)).toMatchObject({ type: 'dismissed', reason: 'navigation', step: 1 })
    expect(events.at(-1)).toEqual({ type: 'closed', end: 'answered' })
    expect(saved).toBeUndefined()
  })

  it('draws first, and puts nothing on the page before it is asked to', async () => {
    await open()
    card?.close('api')
    events = []
    const show = present(given())
    await settle()
    expect(host()).toBeNull()
    expect(events).toEqual([])
    card = show()
    await settle()
    expect(inside('legend').textContent).toBe('How likely?')
    expect(events).toEqual([{ type: 'shown' }])
  })

  it('is rehearsed without a trace, even when it cannot be drawn', async () => {
    const touched = vi.spyOn(document, 'addEventListener')
    for (const questions of [[nps], [{ ...nps, prompt: '' }], [{ ...nps, type: 'unknown' as never }]])
      rehearse(survey({ questions }), 'en', strings)
    await settle()
    expect(host()).toBeNull()
    expect(touched).not.toHaveBeenCalled()
    expect(errors).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('counts a run as completed when only the comment was left out', async () => {
    await open({ questions: [{ ...nps, comment: { prompt: 'Why?' } }] })
    tap(9)
    await settle()
    inside('.x').click()
    await settle()
    expect(records.map(({ type }) => type)).toEqual(['shown', 'answered', 'completed'])
    expect(events.at(-1)).toEqual({ type: 'closed', end: 'answered' })
  })

  it('tells a changed answer by a later record of the same question', async () => {
    await open({ questions: [{ ...nps, comment: { prompt: 'Why?' } }] })
    tap(9)
    tap(2)
    const field = inside('textarea') as HTMLTextAreaElement
    field.value = 'mail me at ana@example.com'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    inside('.send').click()
    await settle()
    const answered = records.filter((record) => record.type === 'answered')
    expect(answered.map(({ seq, value, comment }) => [seq, value, comment])).toEqual([
      [1, 9, undefined],
      [2, 2, undefined],
      [3, 2, 'mail me at [e-mail]'],
    ])
  })

  it('asks for the comment only when its rule holds for the score', async () => {
    const low = { prompt: 'What went wrong?', showIf: [{ question: 'nps', op: 'lte' as const, value: 6 }] }
    await open({ questions: [{ ...nps, comment: low }] })
    tap(9)
    await settle()
    expect(inside('.body').textContent).toContain(strings.thanks)
  })

  it('ends as snoozed, dismissed or neither, by who closed it and how (pain 13)', async () => {
    await open({ presentation: { snooze: true } })
    inside('.quiet').click()
    expect(events.at(-1)).toEqual({ type: 'closed', end: 'snoozed' })
    await open()
    inside('.x').click()
    expect(events.at(-1)).toEqual({ type: 'closed', end: 'dismissed' })
    await open({ presentation: { timeoutMs: 5000 } })
    await vi.advanceTimersByTimeAsync(5000)
    expect(events.at(-1)).toEqual({ type: 'closed' })
    expect(records.at(-1)).toMatchObject({ type: 'dismissed', reason: 'timeout' })
    expect(host()).toBeNull()
  })

  it('closes the thanks after a while, or never where the survey says so', async () => {
    await open()
    tap(9)
    await vi.advanceTimersByTimeAsync(3900)
    expect(host()).not.toBeNull()
    await vi.advanceTimersByTimeAsync(200)
    expect(host()).toBeNull()
    await open({ thanks: { closeAfterMs: 0 } })
    tap(9)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(host()).not.toBeNull()
  })

  it('leaves nothing behind: no element, no timer', async () => {
    const card = await open({ presentation: { timeoutMs: 5000 } })
    card.close('api')
    await settle()
    expect(host()).toBeNull()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('drops what the host drops, and survives what it throws', async () => {
    await open({}, { beforeSend: (record) => (record.type === 'shown' ? null : record) })
    tap(9)
    await settle()
    expect(records.map(({ type }) => type)).toEqual(['answered', 'completed'])
    await open(
      {},
      {
        beforeSend: () => {
          throw new Error('host')
        },
      },
    )
    tap(9)
    await settle()
    expect(records.map(({ type }) => type)).toEqual(['shown', 'answered', 'completed'])
    expect(errors).toHaveLength(3)
  })

  it('gives every record an id of its own, and the same run', async () => {
    const card = await open()
    tap(9)
    await settle()
    const ids = records.map(({ id }) => id)
    expect(new Set(ids).size).toBe(3)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/)
    for (const record of records) expect(record).toMatchObject({ run: card.run, mode: 'test' })
  })

  it('shows survey texts as text, whatever they hold', async () => {
    const prompt = '<img src=x onerror=alert(1)><script>alert(2)</script>{name}'
    await open({ questions: [{ ...nps, prompt, hint: prompt }] }, { placeholders: { name: '<b>Ana</b>' } })
    expect(inside('legend').textContent).toBe(prompt.replace('{name}', '<b>Ana</b>'))
    expect(inside('form').querySelector('img,script,b')).toBeNull()
  })

  it('does not draw a link of another kind than https, mailto or a path of the site', async () => {
    await open({
      questions: [{ id: 'l', type: 'link', prompt: 'Go?', label: 'Go', href: 'javascript:alert(1)' }],
    })
    expect(inside('fieldset').querySelector('a')).toBeNull()
  })

  it('changes its language while open (pain 40)', async () => {
    const card = await open({
      questions: [{ ...nps, prompt: { en: 'How likely?', es: '¿Qué probabilidad?' } }],
    })
    card.relocale('es-MX', { ...strings, close: 'Cerrar' })
    expect(inside('legend').textContent).toBe('¿Qué probabilidad?')
    expect(inside('.x').getAttribute('aria-label')).toBe('Cerrar')
    expect(inside('.card').getAttribute('lang')).toBe('es')
  })

  it('sends several choices at once, with the text of other', async () => {
    const choices = [
      { id: 'price', label: 'Price' },
      { id: 'speed', label: 'Speed' },
    ]
    await open({
      questions: [{ id: 'why', type: 'choice', prompt: 'Why?', choices, multiple: true, other: true }],
    })
    tap('speed')
    tap('other')
    expect(records.filter(({ type }) => type === 'answered')).toEqual([])
    const field = inside('.text') as HTMLInputElement
    field.value = 'call 612 345 678'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    inside('.send').click()
    await settle()
    expect(records.find(({ type }) => type === 'answered')).toMatchObject({
      value: ['speed', 'other'],
      other: 'call [phone]',
    })
  })

  it('keeps contact details as they were given', async () => {
    await open({ questions: [{ id: 'who', type: 'contact', prompt: 'Who?' }] })
    const field = inside('.text') as HTMLInputElement
    field.value = 'ana@example.com'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    inside('.send').click()
    await settle()
    expect(records.find(({ type }) => type === 'answered')).toMatchObject({
      value: { email: 'ana@example.com' },
    })
  })

  it('records null for an optional question that was passed over', async () => {
    await open({ questions: [{ ...nps, required: false }] })
    inside('.send').click()
    await settle()
    expect(records.find(({ type }) => type === 'answered')).toMatchObject({ value: null })
  })
})
