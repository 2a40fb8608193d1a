import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { serveShop } from '../../examples/shop/serveShop.mjs'
import { startDemo } from '../../examples/shop/startDemo.mjs'
import type { Pulso } from '../../src/index.ts'
import type { PulsoRecord } from '../../src/schema/index.ts'
import { type Browser, forEachEngine, type Page, storageWorks } from './harness/index.ts'

type Demo = Awaited<ReturnType<typeof startDemo>>

/** A port that was free a moment ago: the shop and the collector must know each other's before they start. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((ready) => server.once('listening', ready))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

describe('serveShop', () => {
  it('lets caches keep for good what is named by its content, and asks again for what is not', async () => {
    const server = await serveShop({ port: 0, collector: 'http://127.0.0.1:4999' })
    const get = (path: string) => fetch(new URL(`/pulso/${path}`, server.url))
    const built: { [file: string]: string } = JSON.parse(await (await get('integrity.json')).text())
    for (const file of Object.keys(built)) {
      const kept = (await get(file)).headers.get('cache-control')
      expect([file, kept]).toEqual([
        file,
        file.startsWith('pulso-') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ])
    }
    await server.close()
  })
})

forEachEngine((engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'pulso-shop-'))
  let demo: Demo
  let options: { shopPort: number; collectorPort: number; databasePath: string }
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    options = {
      shopPort: await freePort(),
      collectorPort: await freePort(),
      databasePath: join(folder, 'demo.db'),
    }
    demo = await startDemo(options)
    browser = await engine.open({ viewport: { width: 1000, height: 800 } })
    page = await browser.newPage()
  })
  afterAll(async () => {
    await demo.close()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    await page.goto(demo.shop)
    await page.eval(() => localStorage.removeItem('alfar.bag'))
  })

  const open = (path: string) => page.goto(new URL(path, demo.shop).href)
  /** A tap on an option, not before the card would take it for one that was meant for the page. */
  async function tap(value: number) {
    await new Promise((settle) => setTimeout(settle, 400))
    await page.click(['pulso-survey', `input[value="${value}"]`])
  }
  const question = () =>
    page.waitFor(
      () => document.querySelector('pulso-survey')?.shadowRoot?.querySelector('legend')?.textContent,
    )
  /** Waits for the thanks; when they do not come, the error names what the card says instead. */
  const thanks = async () => {
    const card = () => document.querySelector('pulso-survey')?.shadowRoot?.querySelector('.card')?.textContent
    await page
      .waitFor(() => !!document.querySelector('pulso-survey')?.shadowRoot?.querySelector('.thanks'))
      .catch(async (cause) => {
        const said = await page.eval(() => (window as { heard?: string[] }).heard?.join('\n'))
        const errors = (await page.consoleErrors()).join('\n')
        throw new Error(
          `No thanks; the card says: ${await page.eval(card)}\nHeard: ${said}\nErrors: ${errors}`,
          { cause },
        )
      })
    return page.eval(card)
  }

  /** Writes down what Pulso tells from now on, for when the thanks do not come. */
  const listen = () =>
    page.eval(() => {
      const heard: string[] = ((window as { heard?: string[] }).heard = [])
      const { pulso } = window as unknown as { pulso: Pulso }
      const from = Date.now()
      pulso.on('*', (data, event) => {
        const { cause = data, error = cause } = data as { cause?: unknown; error?: unknown }
        const text = error instanceof Object && 'message' in error ? `${error}` : JSON.stringify(error)
        heard.push(`${Date.now() - from} ms ${event} ${text}`)
      })
    })

  /** Rows of the database, read from its file, in the order in which they came. */
  function rows(): PulsoRecord[] {
    const database = new Database(options.databasePath, { readonly: true })
    const found = database.prepare('SELECT json FROM records ORDER BY arrival').all() as { json: string }[]
    database.close()
    return found.map(({ json }) => JSON.parse(json))
  }
  /** Waits for answers of a survey to be in the file. */
  async function answersOf(survey: string, count = 1) {
    const until = Date.now() + 15_000
    for (;;) {
      const found = rows().filter((row) => row.type === 'answered' && row.survey.id === survey)
      if (found.length >= count || Date.now() > until) return found
      await new Promise((next) => setTimeout(next, 50))
    }
  }

  /** A click that leads to another page; resolves when that page is there. */
  async function follow(selector: string, path: string) {
    await page.click(selector)
    await page.waitFor(
      (end) => location.pathname.endsWith(end) && document.readyState === 'complete',
      {},
      path,
    )
  }
  /** Real clicks all the way: a piece, the checkout, a delivery, the order. */
  async function order(language: '' | 'es/', piece: string, delivery: string) {
    await open(`/${language}product/?piece=${piece}`)
    await page.click('[data-add]')
    await question() // what is expected of the delivery, left unanswered too
    await follow('[data-added] a', '/checkout/')
    await page.click(`[value=${delivery}]`)
    // The checkout asks too; its card, once seen, is left unanswered. It must not cost the question after the order.
    await page.waitFor(() => {
      document.querySelector('pulso-survey')?.scrollIntoView({ block: 'center' })
      return sessionStorage.getItem('pulso:run')?.includes('ease-delivery')
    })
    await follow('button[type=submit]', '/order/')
  }

  describe('the example shop', () => {
    it('asks whether we would be recommended after an order over 50, and the tap is a row in the database', async () => {
      await order('', 'plates', 'standard')
      expect(await question()).toBe(
        'How likely is it that you would recommend Alfar to a friend or colleague?',
      )
      await tap(9)
      expect(await thanks()).toBeTruthy()

      const [row] = await answersOf('recommend')
      expect(row).toMatchObject({
        value: 9,
        locale: 'en',
        touchpoint: { id: 'order-confirmed', phase: 'after', channel: 'web' },
        question: { id: 'nps', type: 'nps' },
      })
      expect(await page.consoleErrors()).toEqual([])
    })

    it('asks nothing after an order of 30', async () => {
      await order('', 'mug', 'standard')
      expect(await page.eval(() => document.querySelector('.sums .total:last-child')?.textContent)).toBe(
        '€30',
      )
      // Surveys are loaded and the event was heard; a card that it had started would leave no room for this one.
      const hasRoom = await page.waitFor(() => {
        const { pulso } = window as unknown as { pulso: Partial<Pulso> }
        return pulso.explain?.('recommend') && pulso.show?.('recommend').then((opened) => ({ opened }))
      })
      expect(hasRoom).toEqual({ opened: true })
    })

    it('speaks Spanish on the Spanish pages', async () => {
      const before = (await answersOf('recommend')).length
      await order('es/', 'teapot', 'pickup')
      expect(await question()).toBe(
        '¿Qué probabilidad hay de que recomiende Alfar a un amigo, familiar o compañero?',
      )
      await tap(10)
      await thanks()
      expect((await answersOf('recommend', before + 1)).at(-1)).toMatchObject({ value: 10, locale: 'es' })
    })

    it('asks for the expectation before and the perception during, of one person, on one scale', async () => {
      await open('/product/?piece=bowl')
      await listen()
      await page.click('[data-add]')
      expect(await question()).toBe('How easy do you expect it to be to arrange the delivery?')
      await tap(6)
      await thanks()
      await follow('[data-added] a', '/checkout/')
      await listen()
      await page.click('[value=express]')
      expect(await question()).toBe('How easy was it to arrange the delivery?')
      expect(await page.eval(() => document.querySelector('pulso-survey')?.parentElement?.id)).toBe(
        'delivery-voice',
      )
      await tap(7)
      await thanks()

      const [expected] = await answersOf('expect-delivery')
      const [perceived] = await answersOf('ease-delivery')
      expect(expected).toMatchObject({ value: 6, question: { type: 'ces', role: 'expectation' } })
      expect(perceived).toMatchObject({ value: 7, question: { type: 'ces', role: 'perception' } })
      expect(perceived?.person).toBe(expected?.person)
      expect(perceived?.person).toMatch(/^[0-9a-f]{32}$/)
    })

    it('keeps a tap while the collector is down, and delivers it once after its return', async () => {
      await open('/support/')
      await page.click('summary')
      await page.waitFor(async () => {
        const parts = () => {
          const files = performance.getEntriesByType('resource').map(({ name }) => name)
          return files.filter((name) => name.includes('/pulso/pulso-')).join()
        }
        const before = parts()
        await new Promise((idle) => setTimeout(idle, 500))
        // What the card needs was fetched while nothing was due: its second part comes last, with the words.
        return before.includes('/pulso-more-') && parts() === before
      })
      await storageWorks(page)
      await listen()
      await demo.close()
      try {
        await page.click('[data-helped]')
        expect(await question()).toBe('How did our help make you feel?')
        await tap(2)
        expect(await thanks()).toBeTruthy()
      } finally {
        demo = await startDemo(options)
      }
      await open('/')
      await open('/support/')
      expect(await answersOf('help-feeling')).toMatchObject([{ value: 2, touchpoint: { id: 'support' } }])
      const ids = rows().map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
    }, 150_000)
  })
})
