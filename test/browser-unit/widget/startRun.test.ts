import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import type { Pulso } from '../../../src/browser/api.ts'
import type { SurveyInput } from '../../../src/schema/index.ts'
import { aSurvey } from '../../support/aSurvey.ts'
import { openPage, startPulso } from '../../support/openPage.ts'

const running = new Set<Pulso>()
const start: typeof startPulso = async (options) => {
  const started = await startPulso(options)
  running.add(started.pulso)
  await started.until('ready')
  return started
}
const idle = (ms = 50) => new Promise((resolve) => setTimeout(resolve, ms))
const host = () => document.querySelector('pulso-survey')
const text = () => host()?.shadowRoot?.textContent ?? ''
const goTo = (path: string) => {
  history.pushState(null, '', path)
  window.dispatchEvent(new Event('popstate'))
}
const ledger = () => JSON.parse(localStorage.getItem('pulso:ledger') ?? '{}')
/** Taps a score; what comes up under the finger does not count at once. */
const tap = async (value: number) => {
  await idle(350)
  const input = host()?.shadowRoot?.querySelector(`input[value="${value}"]`) as HTMLInputElement | null
  input?.click()
}

afterEach(async () => {
  for (const pulso of running) pulso.destroy()
  running.clear()
  await idle(0)
})
afterAll(() => idle(400))

describe('startRun', () => {
  describe('navigation within the page', () => {
    const survey = (onNavigate?: 'keep' | 'close'): SurveyInput =>
      aSurvey('nps', onNavigate ? { presentation: { onNavigate } } : {})

    it('closes the card where the survey says so', async () => {
      openPage()
      const { pulso, until } = await start({ surveys: [survey('close')] })
      expect(await pulso.show('nps')).toBe(true)
      await idle()
      goTo('/next')
      const [dismissed] = await until('dismissed')
      expect(dismissed).toMatchObject({ survey: 'nps', reason: 'navigation' })
      expect(host()).toBeNull()
      await until('closed')
    })

    it.each([undefined, 'keep'] as const)(
      'leaves the card where it is otherwise (%s)',
      async (onNavigate) => {
        openPage()
        const { pulso, heard } = await start({ surveys: [survey(onNavigate)] })
        await pulso.show('nps')
        await idle()
        goTo('/next')
        await idle()
        expect(heard('closed')).toEqual([])
        expect(host()).not.toBeNull()
      },
    )

    it('listens no more once the card is closed', async () => {
      openPage()
      const added = vi.spyOn(window, 'addEventListener')
      const removed = vi.spyOn(window, 'removeEventListener')
      const { pulso, until } = await start({ surveys: [survey('close')] })
      await pulso.show('nps')
      await idle()
      goTo('/next')
      await until('closed')
      const of = (calls: unknown[][]) => calls.filter(([type]) => type === 'popstate').length
      expect(of(removed.mock.calls)).toBe(of(added.mock.calls))
      expect(of(added.mock.calls)).toBe(1)
    })
  })

  it('changes the language of an open card', async () => {
    openPage()
    const prompt = { en: 'Would you recommend us?', es: '¿Nos recomendaría?' }
    const questions: SurveyInput['questions'] = [{ id: 'q', type: 'nps', prompt }]
    const { pulso } = await start({ surveys: [aSurvey('nps', { questions })], locale: 'en' })
    await pulso.show('nps')
    expect(text()).toContain('Would you recommend us?')
    pulso.locale('es-MX')
    await vi.waitFor(() => expect(text()).toContain('¿Nos recomendaría?'))
    expect(host()?.shadowRoot?.querySelector('[lang]')?.getAttribute('lang')).toBe('es')
    pulso.locale('en')
    await vi.waitFor(() => expect(text()).toContain('Would you recommend us?'))
  })

  it('opens the next card in the language that was set before', async () => {
    openPage()
    const prompt = { en: 'Would you recommend us?', es: '¿Nos recomendaría?' }
    const questions: SurveyInput['questions'] = [{ id: 'q', type: 'nps', prompt }]
    const { pulso } = await start({ surveys: [aSurvey('nps', { questions })] })
    pulso.locale('es')
    await pulso.show('nps')
    expect(text()).toContain('¿Nos recomendaría?')
  })

  it('fills placeholders from the options and from what showed it, also after a reload', async () => {
    openPage()
    const questions: SurveyInput['questions'] = [
      { id: 'a', type: 'nps', prompt: 'How was order {order} from {shop}?' },
      { id: 'b', type: 'nps', prompt: 'And {shop}, with order {order}?' },
    ]
    const options = { surveys: [aSurvey('two', { questions })], placeholders: { shop: 'Ours', order: '-' } }
    const first = await start(options)
    await first.pulso.show('two', { placeholders: { order: 'A-7' } })
    expect(text()).toContain('How was order A-7 from Ours?')
    await tap(9)
    await vi.waitFor(() => expect(text()).toContain('And Ours, with order A-7?'))
    const run = sessionStorage.getItem('pulso:run')!
    first.pulso.destroy()
    openPage({ keepStorage: true })
    sessionStorage.setItem('pulso:run', run) // a reload closes nothing, it just ends the page
    await start(options)
    await vi.waitFor(() => expect(text()).toContain('And Ours, with order A-7?'))
  })

  it('pain 11: claims the impression with the history that all tabs share', async () => {
    openPage()
    const first = await start({ surveys: [aSurvey('nps')] })
    await first.pulso.show('nps')
    await first.until('shown')
    // The copy in this tab's storage is old; the shared one in the database knows better.
    const before = { ...ledger(), surveys: {}, shown: [] }
    first.pulso.destroy()
    openPage({ keepStorage: true })
    localStorage.setItem('pulso:ledger', JSON.stringify(before))
    sessionStorage.clear()
    const second = await start({ surveys: [aSurvey('nps')] })
    expect(second.pulso.explain('nps')?.eligible).toBe(true)
    expect(await second.pulso.show('nps')).toBe(false)
    const [skipped] = await second.until('skipped')
    expect(skipped).toMatchObject({ survey: 'nps', eligible: false })
    expect(host()).toBeNull()
    expect(await second.pulso.show('nps', { force: true })).toBe(true) // nothing was left in the way
  })

  it('pain 8: notes an answer and a dismissal in the history, each as what it was', async () => {
    openPage()
    const free = { coolDownDays: 0, recontactDays: 0, maxPerSession: 9 }
    const surveys = ['yes', 'no'].map((id) => aSurvey(id, { eligibility: free }))
    const { pulso, until } = await start({ surveys })
    await pulso.show('yes')
    await tap(9)
    await until('completed')
    expect(ledger().surveys.yes).toMatchObject({ end: 'answered', shows: 0 })
    host()?.shadowRoot?.querySelector<HTMLElement>('.x')?.click()
    await until('closed')
    await pulso.show('no')
    await idle(350)
    host()?.shadowRoot?.querySelector<HTMLElement>('.x')?.click()
    await until('closed', 2)
    expect(ledger().surveys.no).toMatchObject({ end: 'dismissed', shows: 0 })
  })
})
