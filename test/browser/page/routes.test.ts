import { beforeAll, describe, expect, it } from 'vitest'
import type { Pulso } from '../../../src/index.ts'
import { type Browser, forEachEngine, type Page } from '../harness/index.ts'
import { answer, ask, asked, cards, ready, track } from './support/card.ts'
import { type HostPage, openStand } from './support/stand.ts'
import { nps } from './support/surveys.ts'
import { until } from './support/until.ts'

type Window = { pulso: Pulso }
const trigger = nps.trigger![0]!
const delayed = (onNavigate: 'cancel' | 'keep') => ({
  ...nps,
  trigger: [{ ...trigger, delayMs: 900, onNavigate }],
})
const settle = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

forEachEngine((engine) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await engine.open()
  })
  async function visit(host: HostPage = {}, path = '') {
    const stand = await openStand({
      // What routers do: an address of its own for what a click shows.
      body: '<a id="go" href="/orders/7">Order</a><script>go.onclick = (event) => { event.preventDefault(); history.pushState({}, "", "/orders/7") }</script>',
      ...host,
    })
    const page = await browser.newPage(stand.url + path)
    return { stand, page }
  }
  const navigate = (page: Page) => page.click('#go')

  describe('in-page navigation', () => {
    it('pain 17: a delay is called off by it when the trigger says cancel', async () => {
      const { page } = await visit({ surveys: [delayed('cancel')] })
      await ready(page)
      await track(page)
      await navigate(page)
      await settle(1500)
      expect(await cards(page)).toBe(0)
      await page.close()
    })

    it('pain 18: a delay goes on over it, and over a load, when the trigger says keep', async () => {
      const { stand, page } = await visit({ surveys: [delayed('keep')] })
      const next = stand.page('/next', { surveys: [delayed('keep')] })
      await ready(page)
      await track(page)
      await navigate(page)
      await page.goto(next)
      expect(await asked(page)).toContain('recommend')
      await page.close()
    })

    it('pain 17: a delay checks every gate again when it ends', async () => {
      const { page } = await visit({
        surveys: [
          {
            ...delayed('keep'),
            eligibility: { traits: [{ key: 'plan', op: 'is', value: 'gold' }] },
          },
        ],
      })
      await ready(page)
      await page.eval(() => (window as unknown as Window).pulso.identify('a', { plan: 'gold' }))
      await track(page)
      await page.eval(() => (window as unknown as Window).pulso.identify('a', { plan: 'free' }))
      await settle(1500)
      expect(await cards(page)).toBe(0)
      await page.close()
    })

    it('pain 36: a page trigger hears of the new address, and history is what it was', async () => {
      const { page } = await visit({ surveys: [{ ...nps, trigger: [{ on: 'page', url: '/orders/*' }] }] })
      await ready(page)
      const natives = () =>
        page.eval(
          () => /native code/.test(`${history.pushState}`) && /native code/.test(`${history.replaceState}`),
        )
      expect(await cards(page)).toBe(0)
      await navigate(page)
      expect(await asked(page)).toContain('recommend')
      expect(await natives()).toBe(true)
      await page.close()
    })

    it('pain 17: an open card closes by it, or stays, as the survey says', async () => {
      for (const onNavigate of ['close', 'keep'] as const) {
        const { page } = await visit({ surveys: [{ ...nps, presentation: { onNavigate } }] })
        await ask(page)
        await navigate(page)
        await until(async () => (await cards(page)) === 0, onNavigate === 'close' ? 4000 : 1200)
        expect(await cards(page), onNavigate).toBe(onNavigate === 'close' ? 0 : 1)
        await page.close()
      }
    })
  })

  describe('?pulso=debug', () => {
    const files = (urls: readonly { url: string }[]) =>
      urls.filter(({ url }) => /pulso-debug/.test(url)).length
    const panel = () => !!document.querySelector('pulso-debug')

    it('pain 44: loads the panel where the host allows it, and marks every record as a test', async () => {
      const { stand, page } = await visit({ options: { debug: true } }, '?pulso=debug')
      await page.waitFor(panel)
      await ask(page)
      await answer(page)
      await until(() => stand.records.some(({ type }) => type === 'completed'))
      expect([...new Set(stand.records.map(({ mode }) => mode))]).toEqual(['test'])
      expect(await page.consoleErrors()).toEqual([])
      await page.close()
    })

    it('pain 20: is nothing where the host does not allow it, and allowed is nothing without it', async () => {
      for (const [options, path] of [
        [{}, '?pulso=debug'],
        [{ debug: true }, '?other=debug'],
      ] as const) {
        const { stand, page } = await visit({ options }, path)
        await ask(page)
        await answer(page)
        await until(() => stand.records.some(({ type }) => type === 'completed'))
        expect(await page.eval(panel)).toBe(false)
        expect(files(stand.site.requests)).toBe(0)
        expect([...new Set(stand.records.map(({ mode }) => mode))]).toEqual(['live'])
        await page.close()
      }
    })
  })
})
