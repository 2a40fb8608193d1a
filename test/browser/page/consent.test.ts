import { beforeAll, describe, expect, it } from 'vitest'
import type { Pulso } from '../../../src/index.ts'
import { type Browser, forEachEngine, type Page } from '../harness/index.ts'
import { answer, ask, asked, card, cards, ready } from './support/card.ts'
import { type HostPage, openStand } from './support/stand.ts'
import { nps } from './support/surveys.ts'
import { traces } from './support/traces.ts'
import { until } from './support/until.ts'

/** Counts every touch of what can store or send, before Pulso is there. */
const WATCH = `<script>
  window.touched = []
  const watch = (owner, key) => {
    const was = Object.getOwnPropertyDescriptor(owner, key)
    if (!was) return
    const note = () => touched.push(key)
    const call = (work) => work && function (...args) { note(); return work.apply(this, args) }
    Object.defineProperty(owner, key, typeof was.value === 'function'
      ? { ...was, value: call(was.value) }
      : { ...was, get: call(was.get), set: call(was.set) })
  }
  for (const key of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'fetch']) watch(window, key)
  for (const key of ['getItem', 'setItem', 'removeItem', 'key']) watch(Storage.prototype, key)
  for (const key of ['open', 'deleteDatabase', 'databases']) watch(IDBFactory.prototype, key)
  watch(Document.prototype, 'cookie')
  watch(Navigator.prototype, 'sendBeacon')
  watch(XMLHttpRequest.prototype, 'open')
  watch(BroadcastChannel.prototype, 'postMessage')
  if (window.LockManager) watch(LockManager.prototype, 'request')
</script>`
const touched = (page: Page) => page.eval(() => (window as unknown as { touched: string[] }).touched)

type Window = { pulso: Pulso }
const consent = (page: Page, state: 'granted' | 'denied') =>
  page.eval((to) => (window as unknown as Window).pulso.consent(to), state)

forEachEngine((engine) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await engine.open()
  })
  async function visit(page: HostPage = {}) {
    const stand = await openStand({ head: WATCH, options: { consent: 'required' }, ...page })
    return { stand, page: await browser.newPage(stand.url) }
  }

  describe('consent', () => {
    it('acceptance, pain 41: before it nothing is stored, read, sent or loaded, whatever the page tells', async () => {
      const { stand, page } = await visit()
      await page.waitFor(() => 'pulso' in window)
      await page.eval(() => {
        const { pulso } = window as unknown as Window
        pulso.track('order_completed')
        pulso.identify('somebody', { plan: 'gold' })
        pulso.explain('recommend')
        void pulso.show('recommend', { force: true })
        void pulso.outcome('purchase', { value: 12, currency: 'EUR' })
        void pulso.flush()
        pulso.reset()
      })
      await page.eval(() => dispatchEvent(new Event('online')))
      await new Promise((resolve) => setTimeout(resolve, 900))
      expect(await touched(page)).toEqual([])
      expect(stand.site.requests.map(({ url }) => url).filter((url) => url !== '/favicon.ico')).toEqual([
        '/',
        '/dist/pulso.js',
      ])
      expect(stand.ingest.requests).toEqual([])
      expect(await cards(page)).toBe(0)
      expect(await page.consoleErrors()).toEqual([])
      await page.close()
    })

    it('pain 41: once it is given, what the page told before counts', async () => {
      const { stand, page } = await visit()
      await page.waitFor(() => 'pulso' in window)
      await page.eval(() => (window as unknown as Window).pulso.track('order_completed'))
      await consent(page, 'granted')
      await asked(page)
      await answer(page)
      await until(() => stand.records.some(({ type }) => type === 'completed'))
      expect(stand.records.length).toBe(3)
      await page.close()
    })

    it('pain 41: withdrawn, it wipes what was stored, answers that were not sent too, and nothing more happens', async () => {
      const { stand, page } = await visit({ head: '', surveys: [nps] })
      await page.waitFor(() => 'pulso' in window)
      await consent(page, 'granted')
      await ready(page)
      await ask(page)
      await stand.ingest.down()
      await answer(page)
      expect((await traces(page)).length).toBeGreaterThan(0)

      await consent(page, 'denied')
      await until(async () => (await traces(page)).length === 0)
      expect(await traces(page)).toEqual([])
      expect(await cards(page)).toBe(0)
      await stand.ingest.up()
      await page.eval(() => {
        const { pulso } = window as unknown as Window
        pulso.track('order_completed')
        void pulso.show('recommend', { force: true })
        void pulso.flush()
      })
      await page.reload()
      await page.waitFor(() => 'pulso' in window)
      await consent(page, 'granted')
      await ready(page)
      await page.eval(() => (window as unknown as Window).pulso.flush())
      expect(stand.records).toEqual([])
      await page.close()
    })

    it('pain 41: storage "none" leaves no trace and no person, and the answer still goes out', async () => {
      const { stand, page } = await visit({ head: '', options: { storage: 'none' } })
      await ask(page)
      await answer(page)
      await until(() => stand.records.some(({ type }) => type === 'completed'))
      expect(stand.records.map((record) => record.person)).toEqual([undefined, undefined, undefined])
      expect(await traces(page)).toEqual([])
      await page.close()
    })

    it('pain 41: storage "session" leaves nothing that outlives the tab', async () => {
      const { stand, page } = await visit({ head: '', options: { storage: 'session' } })
      await ask(page)
      await page.click(card('input[value="9"]'))
      await until(() => stand.records.some(({ type }) => type === 'completed'))
      expect(await page.eval(() => Object.keys(localStorage))).toEqual([])
      expect(await page.eval(async () => (await indexedDB.databases()).length)).toBe(0)
      await page.close()
    })
  })
})
