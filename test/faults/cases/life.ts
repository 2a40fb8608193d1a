import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { ALL, type FaultCase } from './FaultCase.ts'
import type { CaseWindow } from './stage.ts'

const KILLS = 'npm run faults -- --kills 300'

/** Faults 21 to 33: the life of pages and processes. */
export const life: readonly FaultCase[] = [
  {
    number: 21,
    name: 'tab left right after the thanks',
    how: 'the page goes elsewhere in the moment in which the answer is durable',
    expect: 'a keepalive request, or the next visit, delivers it',
    engines: ALL,
    differs: true,
    async run({ visit, keep, site, until, rows, isWhole }) {
      const page = await visit()
      site.route('/elsewhere', '<!doctype html><title>elsewhere</title>')
      const { ids, kept } = await keep(page)
      expect(kept).toBe('device')
      await page.goto(`${site.origin}/elsewhere`)
      await until(() => rows().length === 1)
      await page.close()
      await isWhole(await visit(), ids)
    },
  },
  {
    number: 22,
    name: 'renderer crash',
    how: 'Page.crash over the DevTools protocol, with another tab open',
    expect: 'the other tab sends it',
    engines: ['chromium'],
    async run({ visit, keep, server, isWhole }) {
      const other = await visit()
      const page = await visit()
      server.fault(() => 'reset')
      const { ids } = await keep(page, 3)
      const session = await page.cdp()
      session.send('Page.crash').catch(() => {})
      await sleep(300)
      server.fault(undefined)
      await isWhole(other, ids)
    },
  },
  {
    number: 23,
    name: 'browser crash in flight',
    how: 'SIGKILL while slow requests are on their way',
    expect: 'sent again; one row',
    engines: ALL,
    by: KILLS,
  },
  {
    number: 24,
    name: 'browser crash between the answer and the delete',
    how: 'SIGKILL at random moments, answers of the collector lost',
    expect: 'sent again; one row',
    engines: ALL,
    by: KILLS,
  },
  {
    number: 25,
    name: 'crash while a backlog is sent',
    how: 'one round in eight has no network; the rounds after it are killed while its backlog goes out',
    expect: '0 lost',
    engines: ALL,
    by: KILLS,
  },
  {
    number: 26,
    name: 'back and forward',
    how: 'the visitor goes elsewhere and comes back',
    expect: 'sending goes on; nothing holds a lock meanwhile',
    engines: ALL,
    differs: true,
    async run({ visit, keep, site, server, isWhole }) {
      const page = await visit()
      site.route('/elsewhere', '<!doctype html><title>elsewhere</title>')
      server.fault(() => 'reset')
      const { ids } = await keep(page, 2)
      await page.goto(`${site.origin}/elsewhere`)
      server.fault(undefined)
      await page.eval(() => history.back())
      await page.waitFor(() => (window as unknown as CaseWindow).ready)
      await isWhole(page, ids)
    },
  },
  {
    number: 27,
    name: 'frozen tab owns the sending',
    how: 'Page.setWebLifecycleState frozen while its request hangs',
    expect: 'another tab takes over after 60 s without progress; one row',
    engines: ['chromium'],
    long: true,
    async run({ visit, keep, server, until, rows, pending, isWhole }) {
      const page = await visit()
      server.fault(() => ({ slowMs: 90_000 }))
      const { ids } = await keep(page)
      await sleep(500) // its request hangs
      await (await page.cdp()).send('Page.setWebLifecycleState', { state: 'frozen' })
      server.fault(undefined)
      const other = await visit()
      await until(() => rows().length === 1, 120_000)
      await until(async () => (await pending(other)) === 0, 120_000)
      await isWhole(other, ids)
    },
  },
  {
    number: 28,
    name: 'timers throttled to one a minute',
    how: 'every timer of a second or less takes a minute',
    expect: 'thanks and sending depend on no timer, only their moment does',
    engines: ALL,
    simulated: 'setTimeout is replaced before the SDK loads',
    async run({ visit, keep, flush, until, rows }) {
      const page = await visit({
        sabotage: `const native = window.setTimeout
          window.setTimeout = (work, ms, ...args) => native(work, ms && ms <= 1000 ? 60_000 : ms, ...args)`,
      })
      const { kept } = await keep(page)
      expect(kept).toBe('device')
      await flush(page)
      await until(() => rows().length === 1)
    },
  },
  {
    number: 29,
    name: 'a write begun while the page goes',
    how: 'every write of IndexedDB during pagehide is counted',
    expect: 'none, where WebKit would freeze',
    engines: ALL,
    differs: true,
    async run({ visit, keep, site, server, isWhole }) {
      const page = await visit({
        sabotage: `
          let going = false
          addEventListener('pagehide', () => { going = true; localStorage.writes ??= '0' }, true)
          for (const name of ['put', 'add', 'delete', 'clear']) {
            const native = IDBObjectStore.prototype[name]
            IDBObjectStore.prototype[name] = function (...args) {
              if (going) localStorage.writes = 1 + +localStorage.writes
              return native.apply(this, args)
            }
          }`,
      })
      site.route('/elsewhere', '<!doctype html><title>elsewhere</title>')
      server.fault(() => 'reset')
      const { ids } = await keep(page, 2)
      await page.goto(`${site.origin}/elsewhere`)
      expect(await page.eval(() => localStorage.writes)).toBe('0')
      server.fault(undefined)
      await isWhole(await visit(), ids)
    },
  },
  {
    number: 30,
    name: 'machine sleeps in the middle of a request',
    how: 'SIGSTOP of the browser’s process group for 12 s while pages answer, then SIGCONT',
    expect: 'the time limit fires, it is tried again, one row',
    engines: ALL,
    by: 'npm run faults -- --kills 3 --sleeps 1',
    long: true,
  },
  {
    number: 31,
    name: 'the SDK twice on a page',
    how: 'two deliveries with one key on one page, and a third in another tab',
    expect: 'one queue; each record is one row',
    engines: ALL,
    async run({ visit, keep, endpoint, isWhole }) {
      const page = await visit()
      const other = await visit()
      const first = await keep(page, 3)
      await page.eval(
        (options) => {
          const scope = window as unknown as CaseWindow
          scope.delivery = scope.start(options)
        },
        { endpoint },
      )
      const second = await keep(page, 3)
      const third = await keep(other, 3)
      await isWhole(page, [...first.ids, ...second.ids, ...third.ids])
    },
  },
  {
    number: 32,
    name: 'hostile host page',
    how: 'fetch throws, indexedDB is gone, Array.prototype has an enumerable member, all after the SDK loaded',
    expect: 'captured natives go on',
    engines: ALL,
    differs: true,
    async run({ visit, keep, until, rows }) {
      const page = await visit()
      await page.eval(() => {
        window.fetch = () => {
          throw new Error('the host broke this')
        }
        Object.defineProperty(window, 'indexedDB', { value: undefined })
        Object.defineProperty(Array.prototype, 'last', { value: 1, enumerable: true, configurable: true })
      })
      const { kept } = await keep(page, 2)
      expect(kept).toBe('device')
      await until(() => rows().length === 2)
    },
  },
  {
    number: 33,
    name: 'imported on a server or in a worker',
    how: 'a module worker imports the queue (Node: test/index.test.ts)',
    expect: 'no global is touched at import',
    engines: ALL,
    async run({ visit, site, until }) {
      site.route(
        '/worker.js',
        `import('/delivery.js').then(({ createDelivery }) => postMessage(typeof createDelivery), (error) => postMessage(String(error)))`,
      )
      const page = await visit()
      await page.eval(() => {
        const worker = new Worker('/worker.js', { type: 'module' })
        worker.onmessage = ({ data }) => {
          ;(window as unknown as CaseWindow).flag = data
        }
      })
      const said = () => page.eval(() => (window as unknown as CaseWindow).flag)
      await until(async () => !!(await said()))
      expect(await said()).toBe('function')
    },
  },
]
