import { beforeAll, describe, expect, it } from 'vitest'
import type { Pulso } from '../../../src/index.ts'
import type { PulsoRecord } from '../../../src/schema/index.ts'
import { type Browser, forEachEngine, type Page } from '../harness/index.ts'
import { answer, ask, ready } from './support/card.ts'
import { CORS, type HostPage, openStand, reply, type Stand } from './support/stand.ts'
import { until } from './support/until.ts'

type Window = { pulso: Pulso; events: [name: string, data: { reason?: string }][] }
const flush = (page: Page) => page.eval(() => (window as unknown as Window).pulso.flush())
const events = (page: Page) => page.eval(() => (window as unknown as Window).events)
const inThanks = (page: Page, words: RegExp) =>
  page.waitFor(
    (text) =>
      document
        .querySelector('pulso-survey')
        ?.shadowRoot?.querySelector('.thanks')
        ?.textContent?.includes(text),
    {},
    words.source,
  )
const SAVED = /Saved on this device/
const SENT = /has been sent/
const done = ({ records }: Stand) => records.some(({ type }) => type === 'completed')
const types = ({ records }: Stand) => records.map(({ type }) => type).sort()
const ALL = ['answered', 'completed', 'shown']

forEachEngine((engine) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await engine.open()
  })

  async function visit(host: HostPage = {}) {
    const stand = await openStand(host)
    const page = await browser.newPage(stand.url)
    await ready(page)
    await page.eval(() => {
      const host = window as unknown as Window
      host.events = []
      host.pulso.on('*', (data, name) => void host.events.push([name, JSON.parse(JSON.stringify(data))]))
    })
    return { stand, page }
  }

  describe('an answer', () => {
    it('pain 3: is said to be sent only when it is, and saved while it is not', async () => {
      const { stand, page } = await visit()
      await ask(page)
      await stand.ingest.down()
      await answer(page)
      await inThanks(page, SAVED)
      await stand.ingest.up()
      await flush(page)
      await inThanks(page, SENT)
      expect(types(stand)).toEqual(ALL)
      await page.close()
    })

    it('pain 5: blocked on its way is an event for the page, no error in it, and goes out later', async () => {
      const { stand, page } = await visit()
      await ask(page)
      stand.ingest.fault(() => 'reset')
      await answer(page)
      await inThanks(page, SAVED)
      await until(async () => (await events(page)).some(([name]) => name === 'blocked'))
      expect(
        (await events(page)).filter(([name]) => name === 'blocked' || name === 'error').map(([name]) => name),
      ).toEqual(['blocked'])
      stand.ingest.fault(undefined)
      await flush(page)
      await until(() => done(stand))
      expect(types(stand)).toEqual(ALL)
      await page.close()
    })

    it.runIf(engine.can('offline'))(
      'pain 1: given offline goes out by itself when the device is online again',
      async () => {
        const { stand, page } = await visit()
        await page.waitFor(() =>
          performance.getEntriesByType('resource').some(({ name }) => /widget/.test(name)),
        )
        await page.emulate({ offline: true })
        await ask(page)
        await answer(page)
        await inThanks(page, SAVED)
        expect(stand.records).toEqual([])
        await page.emulate({ offline: false })
        await until(() => done(stand))
        expect(types(stand)).toEqual(ALL)
        await inThanks(page, SENT)
        await page.close()
      },
    )

    it('pain 1: given while the server is down goes out by itself on the next page', async () => {
      const { stand, page } = await visit()
      await ask(page)
      await stand.ingest.down()
      await answer(page)
      await stand.ingest.up()
      await page.goto(stand.page('/next'))
      await until(() => done(stand))
      expect(types(stand)).toEqual(ALL)
      await page.close()
    })

    for (const [what, fault] of [
      [
        'a captive portal that answers 200 with a page',
        { status: 200, headers: { ...CORS, 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' },
      ],
      ['a portal without CORS', 'html'],
      ['a server that fails', { status: 503, headers: CORS }],
      ['a server that says 200 and nothing', { status: 200, headers: CORS, body: '' }],
      ['a server that commits and loses its reply', 'commit-then-reset'],
    ] as const)
      it(`pains 2 and 3: survives ${what}, and arrives once`, async () => {
        const { stand, page } = await visit()
        await ask(page)
        stand.ingest.fault(() => fault)
        await answer(page)
        await inThanks(page, SAVED)
        stand.ingest.fault(undefined)
        await until(async () => {
          await flush(page)
          return done(stand)
        })
        expect(types(stand)).toEqual(ALL)
        await inThanks(page, SENT)
        await page.close()
      })

    it('pain 5: with a wrong key it is kept, and the page is told that it is held', async () => {
      const { stand, page } = await visit()
      await ask(page)
      stand.ingest.fault(() => ({ status: 401, headers: CORS }))
      await answer(page)
      await until(async () => (await events(page)).some(([name]) => name === 'held'))
      expect((await events(page)).filter(([name]) => name === 'held').length).toBe(1)
      await inThanks(page, SAVED)
      const count = stand.posts().length
      await flush(page) // the answer is known: asking again and again would be no use
      expect(stand.posts().length).toBe(count)
      const waiting = await page.eval(
        () =>
          new Promise<number>((resolve) => {
            indexedDB.open('pulso').onsuccess = ({ target }) => {
              const { result } = target as IDBOpenDBRequest
              const rows = result.transaction('out').objectStore('out').count()
              rows.onsuccess = () => resolve(rows.result)
              result.close()
            }
          }),
      )
      expect(waiting).toBe(3)
      await page.close()
    })
  })

  describe('of three records', () => {
    /** Three purchases that wait, numbered. */
    async function three() {
      const { stand, page } = await visit()
      await stand.ingest.down()
      for (const value of [1, 2, 3])
        await page.eval(
          (each) => (window as unknown as Window).pulso.outcome('purchase', { value: each }),
          value,
        )
      return { stand, page }
    }
    const numberOf = (record: PulsoRecord) => ('value' in record ? record.value : undefined)

    it('acceptance, pain 2: one is refused, one is not dealt with, one is stored: each meets its own fate', async () => {
      const { stand, page } = await three()
      const arrived: unknown[] = []
      let isWell = false
      stand.ingest.route('/v1/records', ({ body }, response) => {
        const items: PulsoRecord[] = JSON.parse(body).items
        const good = items.filter((item) => numberOf(item) === 3 || isWell)
        arrived.push(...good.map(numberOf))
        reply(response, {
          ok: good.map(({ id }) => id),
          rej: items
            .filter((item) => numberOf(item) === 1 && !isWell)
            .map(({ id }) => ({ id, code: 'too_old', message: 'Older than a year.' })),
        })
      })
      await stand.ingest.up()
      await flush(page)
      await until(() => arrived.includes(3))
      isWell = true
      await until(async () => {
        await flush(page)
        return arrived.includes(2)
      })
      expect(arrived).toEqual([3, 2])
      const letters = await page.eval(() => (window as unknown as Window).pulso.deadLetters())
      expect(letters).toMatchObject([
        { code: 'too_old', message: 'Older than a year.', record: { value: 1 } },
      ])
      expect(await page.eval(() => (window as unknown as Window).pulso.requeue())).toBe(1)
      await until(() => arrived.includes(1))
      expect(arrived).toEqual([3, 2, 1])
      await page.close()
    })

    it('acceptance, pain 2: one that gets 400 and one that gets 503 by themselves hold up nobody', async () => {
      const { stand, page } = await three()
      const arrived: unknown[] = []
      let isWell = false
      stand.ingest.route('/v1/records', ({ body }, response) => {
        const items: PulsoRecord[] = JSON.parse(body).items
        const values = items.map(numberOf)
        const status = values.includes(1) ? 400 : values.includes(2) && !isWell ? 503 : 200
        if (status > 200) return void response.writeHead(status, CORS).end()
        arrived.push(...values)
        reply(response, { ok: items.map(({ id }) => id) })
      })
      await stand.ingest.up()
      const tryUntil = (look: () => boolean | Promise<boolean>) =>
        until(async () => {
          await flush(page)
          return look()
        }, 30_000)
      expect(await tryUntil(() => arrived.includes(3))).toBe(true)
      isWell = true
      expect(await tryUntil(() => arrived.includes(2))).toBe(true)
      const letters = () => page.eval(() => (window as unknown as Window).pulso.deadLetters())
      await tryUntil(async () => (await letters()).length > 0)
      expect(await letters()).toMatchObject([{ code: 'http_400', record: { value: 1 } }])
      expect(arrived).toEqual([3, 2])
      await page.close()
    })
  })
})
