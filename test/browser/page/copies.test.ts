import { beforeAll, describe, expect, it } from 'vitest'
import type { PulsoOptions } from '../../../src/browser/options.ts'
import type { Pulso } from '../../../src/index.ts'
import { type Browser, forEachEngine, type Page } from '../harness/index.ts'
import { answer, ask, asked, cards, ready, track } from './support/card.ts'
import { openStand, type Stand } from './support/stand.ts'
import { nps } from './support/surveys.ts'
import { until } from './support/until.ts'

/** Every tab believes to be in sight, as windows side by side are. */
const IN_SIGHT = `<script>
  Object.defineProperty(document, 'hidden', { get: () => false })
  Object.defineProperty(document, 'visibilityState', { get: () => 'visible' })
</script>`
/** The host tells all of its tabs of an order at once. */
const TOLD = `<script>
  new BroadcastChannel('host').onmessage = () => pulso('track', 'order_completed')
</script>`
const NO_STORAGE = `<script>
  for (const name of ['indexedDB', 'localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, { get() { throw new DOMException('No.', 'SecurityError') } })
</script>`
const NO_LOCKS = `<script>Object.defineProperty(navigator, 'locks', { value: undefined })</script>`

/** Two cards opened at once hear nothing of each other, as when one was kept for the way back. */
const NO_GREETING = `<script>{
  const { postMessage } = BroadcastChannel.prototype
  BroadcastChannel.prototype.postMessage = function (message) {
    if (message.is !== 'open') postMessage.call(this, message)
  }
}</script>`

type Window = { pulso: Pulso; other?: Pulso }

forEachEngine((engine) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await engine.open()
  })

  const total = async (tabs: readonly Page[]) =>
    (await Promise.all(tabs.map(cards))).reduce((sum, count) => sum + count, 0)

  /** Opens tabs of one page, and tells all of them of one order. */
  async function tellAll(stand: Stand, count: number): Promise<Page[]> {
    const tabs: Page[] = []
    for (let i = 0; i < count; i++) tabs.push(await browser.newPage(stand.url))
    await Promise.all(tabs.map((tab) => ready(tab)))
    await tabs[0]!.eval(() => {
      new BroadcastChannel('host').postMessage('order')
      ;(window as unknown as Window).pulso.track('order_completed')
    })
    await until(async () => (await total(tabs)) > 0)
    await new Promise((resolve) => setTimeout(resolve, 1000)) // for a second card to come, if one would
    return tabs
  }
  async function theOneWithACard(tabs: readonly Page[]): Promise<Page> {
    for (const tab of tabs) if ((await cards(tab)) > 0) return tab
    throw new Error('There is no card.')
  }
  /** One card over all tabs, one answer from it, and no card left that asks again. */
  async function expectOne(stand: Stand, tabs: readonly Page[]) {
    expect(await total(tabs)).toBe(1)
    const tab = await theOneWithACard(tabs)
    await tab.toFront()
    await asked(tab)
    await answer(tab)
    await until(() => stand.records.some(({ type }) => type === 'completed'))
    expect(stand.records.map(({ type }) => type).sort()).toEqual(['answered', 'completed', 'shown'])
    for (const each of tabs) await each.close()
  }

  describe('copies', () => {
    it('pain 11: one order told to three tabs is one card, one impression and one answer', async () => {
      const stand = await openStand({ head: IN_SIGHT, body: TOLD })
      await expectOne(stand, await tellAll(stand, 3))
    })

    it('pain 11: the same where there are no Web Locks', async () => {
      const stand = await openStand({ head: IN_SIGHT + NO_LOCKS, body: TOLD })
      await expectOne(stand, await tellAll(stand, 3))
    })

    it.runIf(engine.name === 'chromium')('pain 11: one order told to ten tabs is one card', async () => {
      const stand = await openStand({ head: IN_SIGHT, body: TOLD })
      await expectOne(stand, await tellAll(stand, 10))
    })

    it('pain 11: of copies that could not see each other, all but one close', async () => {
      const stand = await openStand({ head: IN_SIGHT + NO_STORAGE, body: TOLD })
      const tabs = await tellAll(stand, 3)
      await until(async () => (await total(tabs)) === 1)
      expect(await total(tabs)).toBe(1)
      for (const each of tabs) await each.close()
    })

    it('pain 11: an answer in one tab closes the copy in another', async () => {
      const stand = await openStand({ head: IN_SIGHT + NO_GREETING })
      const [first, second] = [await browser.newPage(stand.url), await browser.newPage(stand.url)]
      for (const tab of [first, second]) {
        await tab.toFront()
        await ready(tab)
        // By a button that the visitor pressed: no gate holds it back, so there are two.
        await tab.eval(() => (window as unknown as Window).pulso.show('recommend', { force: true }))
        await asked(tab)
      }
      expect(await total([first, second])).toBe(2)
      await answer(second)
      await until(async () => (await cards(first)) === 0)
      await first.close()
      await second.close()
    })

    it('pain 35: the script twice, and started once more by hand, is one Pulso and one card', async () => {
      const stand = await openStand()
      stand.page('/twice', { script: stand.tag() + stand.tag().replace('async', ''), body: stand.tag() })
      const page = await browser.newPage(`${stand.site.origin}/twice`)
      await ready(page)
      await page.eval(
        (endpoint) =>
          void (window as unknown as { pulso(...call: unknown[]): void }).pulso('init', {
            key: 'shop',
            endpoint,
            surveys: [],
          }),
        stand.endpoint,
      )
      await ask(page)
      expect(await cards(page)).toBe(1)
      await answer(page)
      await until(() => stand.records.some(({ type }) => type === 'completed'))
      expect(stand.records.map(({ type }) => type).sort()).toEqual(['answered', 'completed', 'shown'])
      expect(await page.consoleErrors()).toEqual([])
      await page.close()
    })

    it('pain 35: commands that came before the async script are not lost, and run once, in order', async () => {
      const stand = await openStand()
      const stub = `<script>window.pulso = window.pulso || function () { (pulso.q = pulso.q || []).push(arguments) }
        pulso('track', 'order_completed')</script>`
      stand.page('/early', { head: stub })
      const page = await browser.newPage(`${stand.site.origin}/early`)
      await asked(page)
      expect(await cards(page)).toBe(1)
      await page.close()
    })

    /** `window.other` is Pulso from npm, in a page that may have the script tag too. */
    const esm = ({ endpoint }: Stand) => `<script type="module">
      import { createPulso } from '/dist/index.js'
      const options = ${JSON.stringify({ key: 'shop', surveys: [nps] })}
      options.endpoint = '${endpoint}'
      window.createPulso = createPulso
      window.options = options
      window.other = createPulso(options)
    </script>`

    it('pain 35: the script tag and the npm package on one page show one card and share one queue', async () => {
      const stand = await openStand()
      stand.page('/both', { body: esm(stand) })
      stand.page('/npm', { script: '', body: esm(stand) })
      const page = await browser.newPage(`${stand.site.origin}/both`)
      await ready(page)
      await page.waitFor(() => !!(window as unknown as Window).other?.explain('recommend'))
      await stand.ingest.down()
      await page.eval(() => {
        ;(window as unknown as Window).other!.track('order_completed')
        ;(window as unknown as Window).pulso.track('order_completed')
      })
      await asked(page)
      await new Promise((resolve) => setTimeout(resolve, 500))
      expect(await cards(page)).toBe(1)
      await answer(page)

      await stand.ingest.up()
      await page.goto(`${stand.site.origin}/npm`) // what one build stored, the other sends
      await until(() => stand.records.some(({ type }) => type === 'completed'))
      expect(stand.records.map(({ type }) => type).sort()).toEqual(['answered', 'completed', 'shown'])
      await page.close()
    })

    it('pain 35: started twice, and started again after destroy, as StrictMode does, it asks once', async () => {
      const stand = await openStand()
      stand.page('/npm', { script: '', body: esm(stand) })
      const page = await browser.newPage(`${stand.site.origin}/npm`)
      await page.waitFor(() => !!(window as unknown as Window).other?.explain('recommend'))
      const same = await page.eval(() => {
        const host = window as unknown as {
          createPulso(options: PulsoOptions): Pulso
          options: PulsoOptions
          other: Pulso
        }
        const again = host.createPulso(host.options)
        const isSame = again === host.other
        again.destroy()
        host.other = host.createPulso(host.options)
        host.other.track('order_completed')
        return isSame && host.other !== again
      })
      expect(same).toBe(true)
      await asked(page)
      expect(await cards(page)).toBe(1)
      await answer(page)
      await until(() => stand.records.some(({ type }) => type === 'completed'))
      expect(stand.records.map(({ type }) => type).sort()).toEqual(['answered', 'completed', 'shown'])
      await page.close()
    })

    it('pain 8: whoever answered is not asked again, on this page or the next', async () => {
      const stand = await openStand()
      const page = await browser.newPage(stand.url)
      await ask(page)
      await answer(page)
      await page.reload()
      await ready(page)
      await track(page)
      const verdict = await page.eval(() => (window as unknown as Window).pulso.explain('recommend'))
      expect(verdict?.gates.filter(({ pass }) => !pass).map(({ gate }) => gate)).toContain('recontact')
      await new Promise((resolve) => setTimeout(resolve, 500))
      expect(await cards(page)).toBe(0)
      await page.close()
    })
  })
})
