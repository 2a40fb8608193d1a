import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Browser, forEachEngine, type Page } from '../harness/index.ts'
import { answer, ask, settled, thanked } from './support/card.ts'
import { difference, steadyShot } from './support/pixels.ts'
import { DIST, type HostPage, openStand } from './support/stand.ts'
import { long, nps } from './support/surveys.ts'
import { until } from './support/until.ts'

const css = (name: string) =>
  `<style>${readFileSync(new URL(`./fixtures/${name}.css`, import.meta.url), 'utf8')}</style>`

/** Covers whatever a style sheet does to the page itself, so that only the card can differ. */
const VEIL = `<div style="all:initial!important;position:fixed!important;inset:0!important;
  background:#fff!important;z-index:2147483647!important;display:block!important"></div>`

/** What other scripts on real pages do to natives, and Pulso still works. */
const CHANGES: { [who: string]: string } = {
  'a monitor wraps fetch and the timers': `
    for (const name of ['fetch', 'setTimeout', 'requestAnimationFrame', 'addEventListener']) {
      const native = window[name]
      window[name] = function (...args) { return native.apply(this ?? window, args) }
    }`,
  'a zone replaces Promise': `
    const Native = Promise
    window.Promise = class ZonePromise extends Native { then(...args) { return super.then(...args) } }`,
  // The driver of WebKit itself fails where objects have got an enumerable property.
  'old libraries extend arrays, objects and functions': `
    Array.prototype.each = function (work) { this.forEach(work) }
    Object.defineProperty(Object.prototype, 'extended', { value() {}, enumerable: !/AppleWebKit(?!.*Chrome)/.test(navigator.userAgent) })
    Function.prototype.bind = function (self, ...given) { const work = this; return (...args) => work.call(self, ...given, ...args) }
    String.prototype.format = function () { return String(this) }
    Element.prototype.remove = function () { this.parentNode && this.parentNode.removeChild(this) }`,
  'polyfills replace array methods and JSON': `
    for (const name of ['map', 'filter', 'find', 'some', 'every', 'forEach', 'includes', 'at']) {
      const native = Array.prototype[name]
      Array.prototype[name] = function (...args) { return native.apply(this, args) }
    }
    const { parse, stringify } = JSON
    window.JSON = { parse: (...args) => parse(...args), stringify: (...args) => stringify(...args) }`,
}
/** What breaks Pulso too, and must not show. */
const BREAKS: { [what: string]: string } = {
  fetch: `window.fetch = () => { throw new TypeError('No.') }; XMLHttpRequest = navigator.sendBeacon = undefined`,
  'array methods': `for (const name of ['map', 'filter', 'find', 'some', 'every', 'includes'])
    Array.prototype[name] = () => { throw new TypeError('No.') }`,
  JSON: `JSON.parse = JSON.stringify = () => { throw new TypeError('No.') }`,
  'shadow roots': `Element.prototype.attachShadow = () => { throw new TypeError('No.') }`,
  'style sheets': `window.CSSStyleSheet = function () { throw new TypeError('No.') }`,
}

/** Steps of 256 by which compositors differ in the blur of one and the same shadow. */
const ROUNDING = 4

const THROWING = `<script>
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
    Object.defineProperty(window, name, { get() { throw new DOMException('No.', 'SecurityError') } })
</script>`
/** A full disk lets a write begin, and ends its transaction with an error. */
const FULL = `<script>
  const full = () => new DOMException('Full.', 'QuotaExceededError')
  Storage.prototype.setItem = () => { throw full() }
  const { put } = IDBObjectStore.prototype
  const { commit } = IDBTransaction.prototype
  const writing = new WeakSet()
  IDBObjectStore.prototype.put = function (...row) {
    const request = put.apply(this, row)
    writing.add(this.transaction)
    Object.defineProperty(this.transaction, 'error', { value: full() })
    queueMicrotask(() => { try { this.transaction.abort() } catch {} })
    return request
  }
  IDBTransaction.prototype.commit = function () {
    if (writing.has(this)) this.abort()
    else commit.call(this)
  }
</script>`
const HANGING = `<script>
  IDBFactory.prototype.open = () => new EventTarget()
</script>`

forEachEngine((engine) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await engine.open()
  })

  async function visit(page: HostPage = {}) {
    const stand = await openStand(page)
    return { stand, page: await browser.newPage(stand.url) }
  }
  const run = (page: Page, script: string) =>
    page.eval((text) => {
      const element = document.createElement('script')
      element.textContent = text
      document.head.append(element)
    }, script)

  describe('the look of the card', () => {
    for (const survey of [nps, long])
      it(`pain 27: is the same to the pixel under resets, frameworks and hostile style sheets (${survey.id})`, async () => {
        const shoot = async (head: string) => {
          const { page } = await visit({ head, body: VEIL, surveys: [survey] })
          await page.emulate({ reducedMotion: true })
          await ask(page)
          await page.moveMouse(5, 5)
          await settled()
          const png = await steadyShot(page)
          await page.emulate({ reducedMotion: false })
          await page.close()
          return png
        }
        const plain = await shoot('')
        for (const name of ['hostile', 'bootstrap-like', 'tailwind-like']) {
          // WebKit draws the same shadow in one of two ways; a style that leaks in shows in each.
          let pixels = Infinity
          for (let i = 0; i < 6 && pixels > 0; i++)
            pixels = difference(await shoot(css(name)), plain, ROUNDING).pixels
          expect.soft(pixels, name).toBe(0)
        }
      }, 180_000)
  })

  describe('a host that changed natives', () => {
    for (const [who, script] of Object.entries(CHANGES))
      it(`does not stop the survey: ${who}, before or after it loads`, async () => {
        for (const head of [`<script>{${script}}</script>`, '']) {
          const { stand, page } = await visit({ head })
          if (!head) {
            await page.waitFor(() => 'pulso' in window)
            await run(page, `{${script}}`)
          }
          await ask(page)
          await answer(page)
          await until(() => stand.records.some(({ type }) => type === 'completed'))
          expect(stand.records.map(({ type }) => type).sort(), head && 'before').toEqual([
            'answered',
            'completed',
            'shown',
          ])
          expect(await page.consoleErrors()).toEqual([])
          await page.close()
        }
      })

    it('hears nothing of it when the change breaks Pulso: no error, no rejection', async () => {
      for (const [what, script] of Object.entries(BREAKS)) {
        // The page tells over the network, since what is broken may be what the driver of the browser leans on.
        const stand = await openStand({
          body: `<script>
            const tell = (words) => { new Image().src = '/told?' + encodeURIComponent(words) }
            addEventListener('error', (event) => tell('error ' + event.message + ' ' + (event.error && event.error.stack)))
            addEventListener('unhandledrejection', (event) => tell('rejection ' + event.reason))
            setTimeout(() => {
              ${script}
            }, 400)
            setTimeout(() => pulso('track', 'order_completed'), 500)
            setTimeout(() => tell('done'), 1500)
          </script>`,
        })
        const page = await browser.newPage(stand.url)
        const told = () => stand.site.requests.flatMap(({ url }) => url.split('/told?')[1] ?? [])
        await until(() => told().includes('done'))
        expect.soft(told().map(decodeURIComponent), what).toEqual(['done'])
        await page.close()
      }
    })

    it('has its own fetch left alone: a wrapper from before is called, one from after is not', async () => {
      const { stand, page } = await visit()
      await page.waitFor(() =>
        performance.getEntriesByType('resource').some(({ name }) => /pulso-queue|widget/.test(name)),
      )
      await ask(page)
      await page.eval(() => {
        window.fetch = () => Promise.reject(new TypeError('No.'))
      })
      await answer(page)
      await until(() => stand.records.some(({ type }) => type === 'completed'))
      expect(stand.records.length).toBe(3)
      await page.close()
    })
  })

  describe('storage', () => {
    for (const [what, head] of [
      ['throws', THROWING],
      ['is full', FULL],
      ['never opens', HANGING],
    ] as const)
      it(`acceptance, pain 42: when it ${what}, the survey shows, the answer goes out, and the page hears no error`, async () => {
        const { stand, page } = await visit({ head })
        await ask(page)
        expect(await answer(page)).toContain('Thank you')
        await until(() => stand.records.some(({ type }) => type === 'completed'))
        expect([...new Set(stand.records.map(({ type }) => type))].sort()).toEqual([
          'answered',
          'completed',
          'shown',
        ])
        expect(await page.consoleErrors()).toEqual([])
        await page.close()
      })

    it('acceptance, pain 42: the same in a sandboxed document, where the browser itself refuses it', async () => {
      const { stand, page } = await visit()
      stand.site.route('/dist/', {
        folder: DIST,
        headers: { 'access-control-allow-origin': '*' },
      })
      const boxed = stand.page('/boxed', {
        script: stand.tag().replace('async', 'async crossorigin'), // as for any script from another origin
        headers: { 'content-security-policy': 'sandbox allow-scripts' },
      })
      await page.goto(boxed)
      await ask(page)
      expect(await answer(page)).toContain('Thank you')
      await until(() => stand.records.some(({ type }) => type === 'completed'))
      expect(await page.consoleErrors()).toEqual([])
      await page.close()
    })

    it('pain 3: neither stored nor sent is not thanked for, and can be tried again', async () => {
      const { stand, page } = await visit({ head: THROWING })
      await ask(page)
      await stand.ingest.down()
      await page.click(['pulso-survey', 'input[value="9"]'])
      await page.waitFor(
        () => /Not saved yet/.test(document.querySelector('pulso-survey')?.shadowRoot?.textContent ?? ''),
        { timeoutMs: 15_000 },
      )
      await stand.ingest.up()
      await page.click(['pulso-survey', '.send'])
      expect(await thanked(page)).toContain('Thank you')
      await until(() => stand.records.some(({ type }) => type === 'completed'))
      expect(new Set(stand.records.map(({ id }) => id)).size).toBe(3)
      await page.close()
    })
  })
})
