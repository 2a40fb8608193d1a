import { beforeAll, describe, expect, it } from 'vitest'
import type { Pulso } from '../../../src/index.ts'
import type { PulsoRecord } from '../../../src/schema/index.ts'
import { type Browser, forEachEngine } from '../harness/index.ts'
import { answer, ask, askedFor, card, cards, ready, thanked } from './support/card.ts'
import { SPY, serveSpy, ask as spyOn } from './support/spy.ts'
import { type HostPage, openStand } from './support/stand.ts'
import { long, nps, survey } from './support/surveys.ts'
import { until } from './support/until.ts'

forEachEngine((engine) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await engine.open()
  })

  async function visit(page: HostPage = {}) {
    const stand = await openStand({ head: SPY, ...page })
    serveSpy(stand)
    return { stand, page: await browser.newPage(stand.url) }
  }

  describe('the host page', () => {
    it('pains 31 and 33: the whole way works under a policy that allows scripts of its own, the endpoint and nothing else', async () => {
      const { stand, page } = await visit()
      const policy = [
        "default-src 'none'",
        "script-src 'self'",
        `connect-src ${stand.endpoint}`,
        "style-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ].join('; ')
      stand.page('/strict', {
        head: SPY,
        surveys: [long],
        options: { locale: 'es' },
        headers: { 'content-security-policy': policy },
      })
      await page.goto(`${stand.site.origin}/strict`)
      await ask(page)
      await page.click(card('input[value="7"]'))
      await askedFor(page, 'feel')
      await page.click(card('input[value="2"]'))
      await askedFor(page, 'missing')
      await page.click(card('textarea'))
      await page.type('A bag')
      await page.click(card('.send'))
      expect(await thanked(page)).toContain('Gracias')
      await until(() => stand.records.some(({ type }) => type === 'completed'))

      expect(
        stand.records.filter(({ type }) => type === 'answered').map((row) => 'value' in row && row.value),
      ).toEqual([7, 2, 'A bag'])
      const looks = await page.eval(() => {
        const found = document.querySelector('pulso-survey')?.shadowRoot?.querySelector('.card')
        return found && { position: getComputedStyle(found).position, width: found.clientWidth }
      })
      expect(looks).toMatchObject({ position: 'relative', width: 390 })
      // Firefox asks for the icon of the site by itself, and tells of that too.
      const own = (await spyOn(page, 'violations')).filter((text) => !text.includes('/favicon.ico'))
      expect(own).toEqual([])
      expect(await page.consoleErrors()).toEqual([])
    })

    it('pain 36: gets one global, and keeps every native as it was', async () => {
      const { stand, page } = await visit({ surveys: [long] })
      await ask(page)
      await page.click(card('input[value="7"]'))
      await askedFor(page, 'feel')
      await page.click(card('.x'))
      await until(() => stand.records.some(({ type }) => type === 'dismissed'))
      expect(await spyOn(page, 'newGlobals')).toEqual(['pulso'])
      expect(await spyOn(page, 'changed')).toEqual([])
    })

    it('pain 28: has no timer running before a survey is due, nor after it was answered', async () => {
      const { stand, page } = await visit()
      await ready(page)
      await page.waitFor(() =>
        performance.getEntriesByType('resource').some(({ name }) => /pulso-widget/.test(name)),
      )
      /** Nothing is waiting, and for a second nothing is set. What runs again and again never comes to that. */
      const isQuiet = async () => {
        const count = await spyOn(page, 'set')
        await new Promise((resolve) => setTimeout(resolve, 1000))
        return (await spyOn(page, 'pending')) === 0 && (await spyOn(page, 'set')) === count
      }
      expect(await until(isQuiet)).toBe(true)
      await ask(page)
      await answer(page)
      await until(() => stand.records.some(({ type }) => type === 'completed'))
      expect(await until(isQuiet)).toBe(true)
    })

    it('is asked for one POST and no preflight by a survey shown and answered; no cookie, no other address', async () => {
      const { stand, page } = await visit({ headers: { 'set-cookie': 'host=1; max-age=60' } })
      await ask(page)
      await answer(page)
      await until(() => stand.records.some(({ type }) => type === 'completed'))
      await until(async () => (await spyOn(page, 'pending')) === 0)

      expect(stand.ingest.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /v1/records'])
      const [{ headers, body } = { headers: {}, body: '' }] = stand.ingest.requests
      expect(headers['content-type']).toMatch(/^text\/plain;charset=UTF-8$/i)
      expect(headers.cookie).toBeUndefined()
      expect(headers.referer).toBeUndefined()
      const items: PulsoRecord[] = JSON.parse(body).items
      expect(items.map(({ type }) => type).sort()).toEqual(['answered', 'completed', 'shown'])
      expect(await page.eval(() => document.cookie)).toBe('host=1')
      const own = [`${stand.site.origin}/dist/pulso`, `${stand.site.origin}/spy.js`, stand.endpoint]
      const names = await page.eval(() => performance.getEntriesByType('resource').map(({ name }) => name))
      expect(
        names.filter((name) => !own.some((start) => name.startsWith(start)) && !/favicon/.test(name)),
      ).toEqual([])
    })

    it('pain 34: loads nothing but the loader while consent is missing, and no question types that no survey has', async () => {
      const { stand, page } = await visit({ options: { consent: 'required' } })
      await page.waitFor(() => 'pulso' in window)
      await new Promise((resolve) => setTimeout(resolve, 700))
      const files = () => stand.site.requests.map(({ url }) => url).filter((url) => url.startsWith('/dist/'))
      expect(files()).toEqual(['/dist/pulso.js'])
      await page.eval(() =>
        (window as unknown as { pulso(...call: string[]): void }).pulso('consent', 'granted'),
      )
      await ask(page)
      expect(files().some((url) => url.includes('pulso-widget'))).toBe(true)
      expect(files().filter((url) => /pulso-(more|rules|debug|loadStrings)/.test(url))).toEqual([])
    })

    it('gets no style attribute, in the card or on it', async () => {
      const { page } = await visit({ surveys: [long] })
      await ask(page)
      const styled = () =>
        page.eval(() => {
          const host = document.querySelector('pulso-survey')
          return [host, ...(host?.shadowRoot?.querySelectorAll('*') ?? [])]
            .filter((element) => element?.hasAttribute('style'))
            .map((element) => element?.outerHTML)
        })
      expect(await styled()).toEqual([])
      await page.click(card('input[value="7"]'))
      await askedFor(page, 'feel')
      expect(await styled()).toEqual([])
    })

    it('hears by an event of a survey that cannot be drawn; it is not shown, and uses up nobody else’s turn', async () => {
      const questions = [{ id: 'q', type: 'hologram', prompt: 'Wave!' }]
      const broken = survey({
        id: 'broken',
        trigger: [{ on: 'event', name: 'waved' }],
        questions: questions as never,
      })
      const { page } = await visit({ surveys: [broken, nps] })
      await ready(page)
      await page.eval(() => {
        const { pulso } = window as unknown as { pulso: Pulso & { heard?: unknown } }
        pulso.on('error', ({ error }) => void (pulso.heard = error))
        pulso.track('waved')
      })
      expect(
        await page.waitFor(
          () => (window as unknown as { pulso: { heard?: { code: string } } }).pulso.heard?.code,
        ),
      ).toBe('render_failed')
      expect(await cards(page)).toBe(0)
      expect(await ask(page)).toContain('recommend')
      expect(await page.consoleErrors()).toEqual([])
    })
  })
})
