import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { aBatch, aRecord } from '../lab/records.ts'
import { ALL, type FaultCase } from './FaultCase.ts'
import type { CaseWindow } from './stage.ts'
import { twoTabs } from './twoTabs.ts'

/** Faults 52 to 57: tabs, clocks, ids. */
export const tabs: readonly FaultCase[] = [
  {
    number: 52,
    name: 'ten tabs write and send at once',
    how: 'ten tabs keep five records each at the same moment, the server is well (two tabs under faults: --kills)',
    expect: '0 lost, 0 doubled, at most 1 % sent twice',
    engines: ALL,
    async run({ visit, keep, server, isWhole }) {
      const pages = []
      for (let n = 0; n < 10; n++) pages.push(await visit())
      const all = await Promise.all(pages.map((page) => keep(page, 5)))
      const ids = all.flatMap((each) => each.ids)
      await isWhole(pages[0] as (typeof pages)[0], ids)
      const sent = server.requests
        .filter(({ method }) => method === 'POST')
        .flatMap(({ body }) => (JSON.parse(body) as { items: unknown[] }).items).length
      expect(sent).toBeLessThanOrEqual(Math.ceil(ids.length * 1.01))
    },
  },
  {
    number: 53,
    name: 'the sending tab is killed with the lock in its hand',
    how: 'SIGKILL of its process while its request hangs; not in WebKit, whose driver ends with it',
    expect: 'another tab gets the lock and sends',
    engines: ['chromium', 'firefox'],
    async run(stage) {
      const { server, keep, flush, until, rows, isWhole } = stage
      const { page, other, pid, browser } = await twoTabs(stage)
      try {
        server.fault(({ method }) => (method === 'POST' ? { slowMs: 60_000 } : undefined))
        const { ids } = await keep(page)
        await until(() => server.requests.some(({ method }) => method === 'POST'))
        process.kill(pid, 'SIGKILL')
        server.fault(undefined)
        await flush(other)
        await until(() => rows().length === 1)
        await isWhole(other, ids)
      } finally {
        await browser.close()
      }
    },
  },
  {
    number: 54,
    name: 'no Web Locks, no BroadcastChannel, no crypto.randomUUID',
    how: 'all three are taken away in two tabs, half of the requests fail',
    expect: 'a lease in the database; the same oracle',
    engines: ALL,
    simulated: 'taken away in the page; http pages lack them',
    async run({ visit, keep, server, isWhole }) {
      const sabotage = `Object.defineProperty(navigator, 'locks', { value: undefined })
        delete window.BroadcastChannel
        Object.defineProperty(crypto, 'randomUUID', { value: undefined })`
      const [a, b] = [await visit({ sabotage }), await visit({ sabotage })]
      let count = 0
      server.fault(() => (count++ % 2 ? 'commit-then-reset' : undefined))
      const [first, second] = await Promise.all([keep(a, 10), keep(b, 10)])
      server.fault(undefined)
      await isWhole(b, [...first.ids, ...second.ids])
    },
  },
  {
    number: 55,
    name: 'clocks that jump',
    how: 'a day back, ten years ahead and back again, between tries',
    expect: 'nothing expires, no wait becomes endless',
    engines: ALL,
    simulated: 'Date.now is replaced in the page',
    async run({ visit, keep, server, flush, isWhole }) {
      const page = await visit({
        sabotage: 'const native = Date.now; window.flag = 0; Date.now = () => native() + window.flag',
      })
      const ids: string[] = []
      server.fault(() => 'reset')
      for (const days of [0, -1, 3650, 0]) {
        await page.eval((ms) => {
          ;(window as unknown as CaseWindow).flag = ms
        }, days * 86_400_000)
        ids.push(...(await keep(page)).ids)
        await flush(page)
      }
      server.fault(undefined)
      await isWhole(page, ids)
    },
  },
  {
    number: 56,
    name: 'profile copied',
    how: 'the profile of a closed browser is copied; both copies are opened',
    expect: 'the same ids, so one row each',
    engines: ALL,
    long: true,
    async run({ engine, visit, keep, server, until, rows, pending }) {
      const folder = mkdtempSync(join(tmpdir(), 'pulso-copy-'))
      const first = await engine.open({ profile: join(folder, 'a') })
      const page = await visit({ browser: first })
      await server.down()
      const { ids } = await keep(page, 5)
      await first.close()
      for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie', 'lock', '.parentlock'])
        rmSync(join(folder, 'a', name), { force: true })
      cpSync(join(folder, 'a'), join(folder, 'b'), {
        recursive: true,
        filter: (from) => !/Singleton|lock$/.test(from),
      })
      await server.up()
      const twins = [
        await engine.open({ profile: join(folder, 'a') }),
        await engine.open({ profile: join(folder, 'b') }),
      ]
      try {
        for (const browser of twins) {
          const twin = await visit({ browser })
          await until(async () => (await pending(twin)) === 0)
        }
        expect(rows()).toEqual([...ids].sort())
      } finally {
        for (const browser of twins) await browser.kill()
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
      }
    },
  },
  {
    number: 57,
    name: 'an id is taken by another body',
    how: 'two posts of one id with different values, straight to the collector',
    expect: 'the first write stays, the second is told duplicate and logged as a conflict',
    engines: [],
    async run({ endpoint, site, rows, log }) {
      const first = aRecord(9)
      const post = async (record: object) => {
        const reply = await fetch(endpoint, {
          method: 'POST',
          body: aBatch([record]),
          headers: { origin: site.origin, 'content-type': 'text/plain' },
        })
        return (await reply.json()) as { ok: string[]; dup: string[] }
      }
      expect((await post(first)).ok).toEqual([first.id])
      expect((await post({ ...first, value: 0 })).dup).toEqual([first.id])
      expect(rows()).toEqual([first.id])
      expect(log).toContainEqual({ event: 'conflict', project: 'shop', id: first.id })
    },
  },
]
