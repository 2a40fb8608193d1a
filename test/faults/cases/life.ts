import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { processesOf } from '../lab/processesOf.ts'
import { ALL, type FaultCase } from './FaultCase.ts'
import type { CaseWindow } from './stage.ts'
import { twoTabs } from './twoTabs.ts'

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
    how: 'SIGKILL of the process that draws the page, with another tab open; not in WebKit, whose driver ends with it',
    expect: 'the other tab sends it',
    engines: ['chromium', 'firefox'],
    async run(stage) {
      const { page, other, pid, browser } = await twoTabs(stage)
      try {
        stage.server.fault(() => 'reset')
        const { ids } = await stage.keep(page, 3)
        process.kill(pid, 'SIGKILL')
        stage.server.fault(undefined)
        await stage.isWhole(other, ids)
      } finally {
        await browser.close()
      }
    },
  },
  {
    number: 23,
    name: 'browser crash in flight',
    how: 'SIGKILL while slow requests are on their way',
    expect: 'sent again; one row',
    engines: ALL,
    by: KILLS,
    results: 'kills',
  },
  {
    number: 24,
    name: 'browser crash between the answer and the delete',
    how: 'SIGKILL at random moments, answers of the collector lost',
    expect: 'sent again; one row',
    engines: ALL,
    by: KILLS,
    results: 'kills',
  },
  {
    number: 25,
    name: 'crash while a backlog is sent',
    how: 'one round in eight has no network; the rounds after it are killed while its backlog goes out',
    expect: '0 lost',
    engines: ALL,
    by: KILLS,
    results: 'kills',
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
    how: 'Chromium: Page.setWebLifecycleState frozen; elsewhere SIGSTOP of its process; while its request hangs',
    expect: 'another tab takes over after 60 s without progress; one row',
    engines: ALL,
    long: true,
    async run(stage) {
      const { server, keep, until, rows, pending, isWhole } = stage
      const { page, other, pid, browser } = await twoTabs(stage)
      try {
        server.fault(({ method }) => (method === 'POST' ? { slowMs: 90_000 } : undefined))
        const { ids } = await keep(page)
        await until(() => server.requests.some(({ method }) => method === 'POST')) // it hangs, the lock is held
        if (stage.engine.can('cdp'))
          await (await page.cdp()).send('Page.setWebLifecycleState', { state: 'frozen' })
        else process.kill(pid, 'SIGSTOP')
        server.fault(undefined)
        await stage.flush(other) // an occasion, as a visitor who comes to that tab
        await until(() => rows().length === 1, 150_000)
        await until(async () => (await pending(other)) === 0, 150_000)
        if (!stage.engine.can('cdp')) process.kill(pid, 'SIGCONT')
        await isWhole(other, ids)
      } finally {
        await browser.close()
      }
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
    how: 'SIGSTOP of every process of the browser for 12 s while an answer is awaited, then SIGCONT; also --kills with --sleeps',
    expect: 'the time limit fires, it is tried again, one row',
    engines: ALL,
    simulated: 'stopped processes stand for a sleeping machine: their clocks go on',
    long: true,
    async run({ engine, visit, keep, server, instead, commit, until, rows, pending }) {
      const browser = await engine.open()
      const posts = () => server.requests.filter(({ method }) => method === 'POST').length
      try {
        const page = await visit({ browser })
        instead(async (request) => void (await commit(request))) // stored, and no answer ever
        const { ids } = await keep(page)
        await until(() => posts() === 1 && rows().length === 1)
        instead(undefined)
        const all = processesOf(browser.profile)
        for (const pid of all) process.kill(pid, 'SIGSTOP')
        await sleep(12_000)
        for (const pid of all) process.kill(pid, 'SIGCONT')
        await until(async () => (await pending(page)) === 0, 90_000)
        expect(posts()).toBe(2)
        expect(rows()).toEqual(ids)
      } finally {
        await browser.kill()
      }
    },
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
