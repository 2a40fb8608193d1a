import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DeliveryOptions, Kept } from '../../src/engine/ports.ts'
import { type Browser, forEachEngine, type Page, type Server, serve, storageWorks } from './harness/index.ts'
import { bundleDelivery } from './queue/bundleDelivery.ts'
import { type FakeCollector, fakeCollector } from './queue/fakeCollector.ts'

const POLICY = (collector: string) =>
  `default-src 'none'; script-src 'self'; connect-src ${collector}; style-src 'none'; ` +
  "require-trusted-types-for 'script'; trusted-types 'none'"

const SCRIPT = `
const { createDelivery } = await import('/delivery.js')
window.events = []
window.start = (options) => {
  window.delivery = createDelivery({ storage: 'persistent', ack: 'ids', key: 'pk', onEvent: (e) => events.push(e), ...options })
}
window.ready = true
`
/** Runs before the delivery is loaded. */
const SABOTAGE: Record<string, string> = {
  none: '',
  'no-locks': `Object.defineProperty(navigator, 'locks', { value: undefined })
    delete window.BroadcastChannel`,
  'no-storage': `IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError') }`,
}
const HOSTILE = () => {
  const broken = () => {
    throw new Error('the host broke this')
  }
  window.fetch = broken // timers too, but WebKit's driver needs those
  Object.defineProperty(window, 'indexedDB', { value: undefined })
  Object.defineProperty(Array.prototype, 'last', { value: 1, enumerable: true, configurable: true })
}

interface TestWindow {
  ready: boolean
  events: { type: string; ids?: string[] }[]
  start: (options: Partial<DeliveryOptions>) => void
  delivery: import('../../src/engine/ports.ts').Delivery
}

const newIds = (count: number) => Array.from({ length: count }, () => randomBytes(16).toString('hex'))

const keep = (page: Page, ids: string[], type = 'completed'): Promise<Kept> =>
  page.eval(
    (ids, type) => {
      const records = ids.map((id) => ({ id, type, at: Date.now(), mode: 'live', tookMs: 1 }))
      return (window as unknown as TestWindow).delivery.keep(records as never)
    },
    ids,
    type,
  )
const pending = (page: Page) => page.eval(() => (window as unknown as TestWindow).delivery.pending())
/** A new occasion: it cuts short a wait after failures. */
const flush = (page: Page) => page.eval(() => (window as unknown as TestWindow).delivery.flush())

/** Waits here, not in the page: what is waited for is at the collector. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`Never came true: ${isSo}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

forEachEngine((engine) => {
  let site: Server
  let collector: FakeCollector
  let browser: Browser

  const visit = async (sabotage = 'none', options: Partial<DeliveryOptions> = {}): Promise<Page> => {
    const page = await browser.newPage(`${site.origin}/${sabotage}`)
    await page.waitFor(() => (window as unknown as TestWindow).ready)
    if (sabotage === 'none') await storageWorks(page)
    const endpoint = `${collector.origin}/v1/records`
    await page.eval((options) => (window as unknown as TestWindow).start(options), { endpoint, ...options })
    return page
  }

  beforeAll(async () => {
    collector = await fakeCollector()
    site = await serve(await bundleDelivery())
    for (const [name, code] of Object.entries(SABOTAGE)) {
      site.route(`/${name}.js`, code + SCRIPT)
      site.route(`/${name}`, {
        headers: { 'content-security-policy': POLICY(collector.origin) },
        body: `<!doctype html><html lang="en"><title>${name}</title><script type="module" src="/${name}.js"></script></html>`,
      })
    }
    site.route('/elsewhere', '<!doctype html><html lang="en"><title>elsewhere</title></html>')
    browser = await engine.open()
  })
  afterAll(async () => {
    await site.close()
    await collector.close()
  })
  beforeEach(async () => {
    collector.fault(undefined)
    collector.stored.clear()
    collector.requests.length = 0
  })

  describe('createDelivery', () => {
    it('sends shown and answered as one request, without a preflight, under a strict policy', async () => {
      const page = await visit()
      const [shown, answered, completed] = newIds(3) as [string, string, string]
      expect(await keep(page, [shown], 'shown')).toBe('device')
      expect(await keep(page, [answered], 'answered')).toBe('device')
      expect(await keep(page, [completed])).toBe('device')
      const fate = await page.eval(
        (ids) => (window as unknown as TestWindow).delivery.settled(ids),
        [shown, answered, completed],
      )
      expect(fate).toBe('sent')
      expect(collector.requests.map(({ method }) => method)).toEqual(['POST'])
      expect(collector.requests[0]?.headers).toMatchObject({ 'content-type': 'text/plain;charset=UTF-8' })
      expect(collector.requests[0]?.headers.referer).toBeUndefined()
      expect([...collector.stored.values()]).toEqual([1, 1, 1])
      await until(async () => (await pending(page)) === 0)
      expect(await page.consoleErrors()).toEqual([])
      await page.close()
    })

    it('works when the host has broken fetch, indexedDB and arrays since', async () => {
      const page = await visit()
      await page.eval(HOSTILE)
      const ids = newIds(2)
      expect(await keep(page, ids)).toBe('device')
      await until(() => collector.stored.size === 2)
      await page.close()
    })

    it('is not locked for the next page by one that was left in the middle of a write', async () => {
      const page = await visit()
      expect(await keep(page, newIds(1))).toBe('device') // now the database is made
      const begin = async () => {
        await page.goto(`${site.origin}/none`)
        await page.waitFor(() => (window as unknown as TestWindow).ready)
        const endpoint = `${collector.origin}/v1/records`
        await page.eval((options) => (window as unknown as TestWindow).start(options), { endpoint })
      }
      for (let leaving = 0; leaving < 12; leaving++) {
        await begin()
        await page.eval((leaveAfterMs) => {
          const { delivery } = window as unknown as TestWindow
          const write = (): unknown => {
            const id = crypto.randomUUID().replaceAll('-', '')
            return delivery.keep([{ id, type: 'shown', at: Date.now(), mode: 'live' } as never]).then(write)
          }
          write()
          setTimeout(() => location.assign('/elsewhere'), leaveAfterMs)
        }, leaving * 3)
        await page.waitFor(() => location.pathname === '/elsewhere')
      }
      await begin()
      expect(await keep(page, newIds(1))).toBe('device')
      await page.close()
    })

    it('pain 6: leaving the page at once after the thanks loses nothing and waits for nothing', async () => {
      const page = await visit()
      const ids = newIds(1)
      expect(await keep(page, ids, 'answered')).toBe('device') // would otherwise wait for the end of the run
      await page.goto(`${site.origin}/elsewhere`)
      await until(() => collector.stored.has(ids[0]!))
      await page.close()
      const next = await visit()
      await until(async () => (await pending(next)) === 0)
      await next.close()
    })

    it('pain 7: two tabs under a server that fails half the time lose nothing', async () => {
      let count = 0
      collector.fault(() => {
        const lot = count++ % 8
        if (lot === 0) return 'reset'
        if (lot === 1) return { status: 503, headers: { 'access-control-allow-origin': '*' } }
        if (lot === 2) return 'commit-then-reset'
        if (lot === 4)
          return { status: 200, headers: { 'access-control-allow-origin': '*' }, body: '<h1>Wi-Fi</h1>' }
        return undefined
      })
      const [a, b] = [await visit(), await visit()]
      const ids = newIds(24)
      for (const [index, id] of ids.entries()) expect(await keep(index % 2 ? a : b, [id])).toBe('device')
      collector.fault(undefined)
      await until(async () => {
        await flush(b)
        return (await pending(b)) === 0
      })
      expect([...collector.stored.keys()].sort()).toEqual([...ids].sort())
      await a.close()
      await b.close()
    })

    it('sends each record of two tabs once when the server is well', async () => {
      const [a, b] = [await visit(), await visit()]
      const ids = newIds(40)
      await Promise.all([keep(a, ids.slice(0, 20)), keep(b, ids.slice(20))])
      await until(() => collector.stored.size === 40)
      expect([...collector.stored.values()].every((times) => times === 1)).toBe(true)
      await a.close()
      await b.close()
    })

    it('works by a lease where there are no Web Locks', async () => {
      const [a, b] = [await visit('no-locks'), await visit('no-locks')]
      const ids = newIds(20)
      await Promise.all([keep(a, ids.slice(0, 10)), keep(b, ids.slice(10))])
      await until(() => collector.stored.size === 20)
      await until(async () => (await pending(a)) === 0)
      await a.close()
      await b.close()
    })

    it('pain 3: where storage is refused, thanks only once the server has it', async () => {
      const page = await visit('no-storage')
      const ids = newIds(1)
      expect(await keep(page, ids)).toBe('sent')
      expect(collector.stored.get(ids[0]!)).toBe(1)
      const events = await page.eval(() => (window as unknown as TestWindow).events.map(({ type }) => type))
      expect(events).toEqual(['storage-refused', 'sent'])
      await page.close()
    })

    it('puts back what it stored when another tab deletes the database', async () => {
      collector.fault(() => 'reset')
      const page = await visit()
      const ids = newIds(3)
      await keep(page, ids)
      const other = await browser.newPage(`${site.origin}/elsewhere`)
      await other.eval(
        () =>
          new Promise((resolve) => {
            indexedDB.deleteDatabase('pulso').onsuccess = () => resolve(true)
          }),
      )
      await other.close()
      expect(await pending(page)).toBe(3)
      collector.fault(undefined)
      await flush(page)
      await until(() => collector.stored.size === 3)
      await page.close()
    })
  })

  describe('a killed browser', () => {
    it('pain 1: keeps what was thanked for, and sends it once after the restart', async () => {
      const profile = mkdtempSync(join(tmpdir(), 'pulso-queue-'))
      const shared = browser
      const ids: string[] = []
      try {
        for (let round = 0; round < 3; round++) {
          browser = await engine.open({ profile })
          collector.fault(() => 'reset')
          const page = await visit()
          const batch = newIds(4)
          for (const id of batch) expect(await keep(page, [id])).toBe('device')
          ids.push(...batch)
          await browser.kill()

          collector.fault(undefined)
          browser = await engine.open({ profile })
          const next = await visit()
          await until(() => batch.every((id) => collector.stored.has(id)))
          await until(async () => (await pending(next)) === 0)
          await browser.close()
        }
      } finally {
        browser = shared
      }
      expect([...collector.stored.keys()].sort()).toEqual(ids.sort())
      expect([...collector.stored.values()].every((times) => times === 1)).toBe(true)
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    }, 120_000)
  })
})
