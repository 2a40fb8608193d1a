import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, forEachEngine, type Page, type Server, serve, Unsupported } from './harness/index.ts'

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>harness</title>
<style>body { margin: 0; height: 3000px; background: rgb(0, 128, 0) }</style>
<input id="text" aria-label="text"><pulso-survey></pulso-survey>
<script src="/page.js"></script></html>`

const SCRIPT = `
const log = (window.log = [])
const inner = document.querySelector('pulso-survey').attachShadow({ mode: 'open' })
inner.innerHTML = '<x-inner></x-inner>'
const root = inner.querySelector('x-inner').attachShadow({ mode: 'open' })
root.innerHTML = '<button style="width:80px;height:44px">tap</button>'
const note = (event) => log.push([event.type, event.isTrusted, event.key ?? event.pointerType ?? ''].join(' '))
root.querySelector('button').addEventListener('click', (event) => log.push('button ' + event.isTrusted))
for (const type of ['keydown', 'wheel', 'pointermove', 'touchstart']) addEventListener(type, note)
addEventListener('online', () => log.push('online'))
addEventListener('offline', () => log.push('offline'))
`

/** The policy under which the widget has to live: what the harness does must pass it too. */
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'"

const pngSize = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]
const log = (page: Page) => page.eval<string[], []>('window.log')

forEachEngine((engine) => {
  let server: Server
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    server = await serve({
      '/': PAGE,
      '/page.js': SCRIPT,
      '/strict': {
        headers: { 'content-security-policy': POLICY },
        body: '<!doctype html><html lang="en"><title>strict</title><button>ok</button></html>',
      },
      '/count': (request, response) => void response.end(`${request.method} ${request.body}`),
    })
    browser = await engine.open({ viewport: { width: 600, height: 400 } })
    page = await browser.newPage(`${server.origin}/`)
  })
  afterAll(() => server.close())

  describe('eval', () => {
    it('awaits a function and passes JSON both ways', async () => {
      const answer = await page.eval(async (a, b) => ({ sum: a + b.n, title: document.title }), 1, { n: 2 })
      expect(answer).toEqual({ sum: 3, title: 'harness' })
      expect(await page.eval('Promise.resolve([1, null])')).toEqual([1, null])
      expect(await page.eval(() => undefined)).toBeUndefined()
    })

    it('throws what the page throws', async () => {
      const failing = page.eval(() => {
        throw new TypeError('from the page')
      })
      await expect(failing).rejects.toThrow('from the page')
    })

    it('works under a strict content security policy', async () => {
      const strict = await browser.newPage(`${server.origin}/strict`)
      expect(await strict.eval(() => document.title)).toBe('strict')
      await strict.click('button')
      expect(await strict.consoleErrors()).toEqual([])
      await strict.close()
    })
  })

  describe('input', () => {
    it('clicks through two open shadow roots, trusted', async () => {
      await page.click(['pulso-survey', 'x-inner', 'button'])
      await page.click('pulso-survey >>> x-inner >>> button')
      expect((await log(page)).filter((line) => line.startsWith('button'))).toEqual([
        'button true',
        'button true',
      ])
    })

    it('sends keys and text, trusted', async () => {
      await page.click('#text')
      await page.type('Año 7')
      await page.key('Control+Enter')
      await page.key('Escape')
      await page.key('ArrowRight')
      await page.key('Tab')
      const keys = (await log(page)).filter((line) => line.startsWith('keydown'))
      expect(keys.slice(-5)).toEqual([
        'keydown true Control',
        'keydown true Enter',
        'keydown true Escape',
        'keydown true ArrowRight',
        'keydown true Tab',
      ])
      expect(await page.eval(() => document.querySelector('input')?.value)).toBe('Año 7')
      expect(await page.eval(() => document.activeElement?.localName)).toBe('pulso-survey')
      await page.key('Shift+Tab')
      expect(await page.eval(() => document.activeElement?.localName)).toBe('input')
    })

    it('moves the mouse and turns the wheel', async () => {
      await page.moveMouse(200, 200)
      await page.wheel(0, 300)
      await page.waitFor(() => scrollY > 0)
      expect(await log(page)).toEqual(expect.arrayContaining(['pointermove true mouse', 'wheel true ']))
      await page.eval(() => scrollTo(0, 0))
    })

    it('taps with a finger, trusted, or refuses by name', async () => {
      const before = (await log(page)).length
      const tap = page.tap('pulso-survey >>> x-inner >>> button')
      if (!engine.can('tap')) return expect(tap).rejects.toThrow(Unsupported)
      await tap
      expect((await log(page)).slice(before)).toContain('button true')
    })
  })

  describe('screenshot and setViewport', () => {
    it('gives a PNG of the viewport', async () => {
      expect(pngSize(await page.screenshot())).toEqual([600, 400])
      await page.setViewport(390, 700)
      expect(await page.eval(() => [innerWidth, innerHeight])).toEqual([390, 700])
      const path = join(browser.profile, 'shot.png')
      await page.screenshot(path)
      expect(pngSize(readFileSync(path))).toEqual([390, 700])
      await page.setViewport(600, 400)
    })
  })

  describe('emulate', () => {
    const media = () =>
      page.eval(() =>
        ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)', '(forced-colors: active)'].map(
          (query) => matchMedia(query).matches,
        ),
      )

    it('turns colour scheme and motion while the page runs', async () => {
      expect(await media()).toEqual([false, false, false])
      await page.emulate({ colorScheme: 'dark', reducedMotion: true })
      await page.waitFor(
        () => matchMedia('(prefers-color-scheme: dark) and (prefers-reduced-motion: reduce)').matches,
      )
      await page.emulate({ colorScheme: 'light', reducedMotion: false })
      await page.waitFor(() => !matchMedia('(prefers-color-scheme: dark)').matches)
      await page.waitFor(() => !matchMedia('(prefers-reduced-motion: reduce)').matches)
    })

    it('turns forced colours, or refuses by name', async () => {
      const forced = page.emulate({ forcedColors: true })
      if (!engine.can('forcedColors')) return expect(forced).rejects.toThrow(Unsupported)
      await forced
      await page.waitFor(() => matchMedia('(forced-colors: active)').matches)
      await page.emulate({ forcedColors: false })
      await page.waitFor(() => !matchMedia('(forced-colors: active)').matches)
    })

    it('goes offline and back, or refuses by name', async () => {
      const offline = page.emulate({ offline: true })
      if (!engine.can('offline')) return expect(offline).rejects.toThrow(Unsupported)
      await offline
      expect(await page.eval(() => navigator.onLine)).toBe(false)
      await expect(page.eval(() => fetch('/count').then(() => 'reached'))).rejects.toThrow()
      await page.emulate({ offline: false })
      expect(await page.eval(() => fetch('/count').then(() => 'reached'))).toBe('reached')
      expect(await log(page)).toEqual(expect.arrayContaining(['offline', 'online']))
    })

    it('slows the network, or refuses by name', async () => {
      const slow = page.emulate({
        network: { latencyMs: 300, downBytesPerSecond: 1e6, upBytesPerSecond: 1e6 },
      })
      if (!engine.can('network')) return expect(slow).rejects.toThrow(Unsupported)
      await slow
      const tookMs = await page.eval(async () => {
        const start = performance.now()
        await fetch('/count')
        return performance.now() - start
      })
      expect(tookMs).toBeGreaterThan(250)
      await page.emulate({ network: 'full-speed' })
    })

    it('slows the processor, or refuses by name', async () => {
      const slow = page.emulate({ cpuSlowdown: 6 })
      if (!engine.can('cpuSlowdown')) return expect(slow).rejects.toThrow(Unsupported)
      await slow
      await page.emulate({ cpuSlowdown: 1 })
    })

    it('gives a raw DevTools session, or refuses by name', async () => {
      if (!engine.can('cdp')) return expect(page.cdp()).rejects.toThrow(Unsupported)
      expect(await (await page.cdp()).send('Runtime.evaluate', { expression: '1 + 1' })).toMatchObject({
        result: { value: 2 },
      })
    })
  })

  describe('consoleErrors', () => {
    it('holds uncaught errors, rejections, console errors and policy violations', async () => {
      const strict = await browser.newPage(`${server.origin}/strict`)
      await strict.eval(() => {
        console.error('said by the page')
        console.log('not an error')
        setTimeout(() => {
          throw new Error('uncaught by the page')
        })
        void Promise.reject(new Error('rejected by the page'))
        const sheet = document.createElement('style')
        sheet.textContent = 'a { color: red }'
        document.head.append(sheet)
      })
      await expect
        .poll(async () => (await strict.consoleErrors()).join('\n'), { timeout: 10_000 })
        .toMatch(/(?=.*said by)(?=.*uncaught by)(?=.*rejected by)(?=.*Content.Security.Policy)/s)
      expect((await strict.consoleErrors()).join()).not.toContain('not an error')
      await strict.close()
    })
  })

  describe('several tabs', () => {
    it('hear each other over a BroadcastChannel', async () => {
      const other = await browser.newPage(`${server.origin}/`)
      const [heard] = await Promise.all([
        page.eval(
          () =>
            new Promise((resolve) => {
              const channel = new BroadcastChannel('harness')
              channel.onmessage = ({ data }) => resolve(data)
              setInterval(() => channel.postMessage('ready'), 20)
            }),
        ),
        other.eval(
          () =>
            new Promise<void>((resolve) => {
              const channel = new BroadcastChannel('harness')
              channel.onmessage = () => {
                channel.postMessage('hello')
                setTimeout(resolve, 50)
              }
            }),
        ),
      ])
      expect(heard).toBe('hello')
      await other.close()
    })

    it('are visible one at a time, the touched one first', async () => {
      const state = (tab: Page) => tab.eval(() => `${document.visibilityState} ${document.hasFocus()}`)
      const other = await browser.newPage(`${server.origin}/`)
      await other.setViewport(500, 300)
      expect([await state(page), await state(other)]).toEqual(['hidden false', 'visible true'])
      await page.toFront()
      expect([await state(page), await state(other)]).toEqual(['visible true', 'hidden false'])
      await other.click('pulso-survey >>> x-inner >>> button')
      expect([await state(page), await state(other)]).toEqual(['hidden false', 'visible true'])
      expect(await log(other)).toContain('button true')
      expect(await other.eval(() => [innerWidth, innerHeight])).toEqual([500, 300])
      await other.close()
      await page.waitFor(() => document.visibilityState === 'visible')
    })
  })

  describe('kill', () => {
    it('leaves what IndexedDB had committed with strict durability in the profile', async () => {
      const profile = mkdtempSync(join(tmpdir(), 'pulso-profile-'))
      const first = await engine.open({ profile })
      const writer = await first.newPage(`${server.origin}/`)
      await writer.eval(
        () =>
          new Promise<void>((resolve, reject) => {
            const open = indexedDB.open('harness', 1)
            open.onupgradeneeded = () => open.result.createObjectStore('answers')
            open.onerror = () => reject(open.error)
            open.onsuccess = () => {
              const put = open.result.transaction('answers', 'readwrite', { durability: 'strict' })
              put.objectStore('answers').put('kept', 'id')
              put.oncomplete = () => resolve()
            }
          }),
      )
      await first.kill()

      const second = await engine.open({ profile, colorScheme: 'dark', reducedMotion: true, locale: 'es-ES' })
      const reader = await second.newPage(`${server.origin}/`)
      const kept = await reader.eval(
        () =>
          new Promise((resolve, reject) => {
            const open = indexedDB.open('harness', 1)
            open.onerror = () => reject(open.error)
            open.onsuccess = () => {
              const get = open.result.transaction('answers').objectStore('answers').get('id')
              get.onsuccess = () => resolve(get.result)
            }
          }),
      )
      expect(kept).toBe('kept')
      expect(
        await reader.eval(() => [
          matchMedia('(prefers-color-scheme: dark)').matches,
          matchMedia('(prefers-reduced-motion: reduce)').matches,
          navigator.language,
        ]),
      ).toEqual([true, true, 'es-ES'])
      await second.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    })
  })

  describe('open', () => {
    it('takes a dense screen and, where there is one, a finger', async () => {
      const touch = engine.can('touch')
      const dense = await engine.open({ viewport: { width: 400, height: 300, deviceScaleFactor: 2 }, touch })
      const small = await dense.newPage(`${server.origin}/`)
      expect(await small.eval(() => [devicePixelRatio, innerWidth, innerHeight])).toEqual([2, 400, 300])
      expect(pngSize(await small.screenshot())).toEqual([800, 600])
      expect(
        await small.eval(() => [matchMedia('(pointer: coarse)').matches, 'ontouchstart' in window]),
      ).toEqual([touch, touch])
      if (!touch) await expect(engine.open({ touch: true })).rejects.toThrow(Unsupported)
      await dense.close()
    })
  })

  describe('serve', () => {
    const post = (body: string) =>
      page.eval(
        (text) =>
          fetch('/count', { method: 'POST', body: text }).then(
            async (response) => `${response.status} ${await response.text()}`,
            () => 'failed',
          ),
        body,
      )

    it('logs requests and answers from the route', async () => {
      expect(await post('one')).toBe('200 POST one')
      expect(server.requests.at(-1)).toMatchObject({ method: 'POST', url: '/count', body: 'one' })
    })

    it('is really gone between down() and up()', async () => {
      await server.down()
      expect(await post('two')).toBe('failed')
      await server.up()
      expect(await post('three')).toBe('200 POST three')
    })

    it('draws a fault for each request', async () => {
      const faults = ['reset', 'commit-then-reset', 'html', { status: 503 }, { slowMs: 50 }] as const
      let committed = 0
      server.route('/count', (_, response) => void response.end(`done ${++committed}`))
      const answers: string[] = []
      for (const fault of faults) {
        server.fault(() => fault)
        answers.push(await post('x'))
      }
      server.fault(undefined)
      expect(answers).toEqual([
        'failed',
        'failed',
        expect.stringContaining('200 <!doctype'),
        '503 ',
        `200 done ${committed}`,
      ])
      // Engines may try a cut request again by themselves; only the lost answer and the slow one got through.
      expect(committed).toBeGreaterThanOrEqual(2)
    })
  })
})
