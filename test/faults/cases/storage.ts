import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { aRecord } from '../lab/records.ts'
import { ALL, type FaultCase } from './FaultCase.ts'
import type { CaseWindow } from './stage.ts'

const CLOSED =
  'window.opened = []; const { open } = IDBFactory.prototype; IDBFactory.prototype.open = function (...args) { const request = open.apply(this, args); request.addEventListener("success", () => opened.push(request.result)); return request }'
const abortPut = (times: number) => `
  let left = ${times}
  const { put } = IDBObjectStore.prototype
  IDBObjectStore.prototype.put = function (...row) {
    const request = put.apply(this, row)
    if (left-- > 0) this.transaction.abort()
    return request
  }`
const fullPut = `
  const { put } = IDBObjectStore.prototype
  IDBObjectStore.prototype.put = function (...row) {
    if (this.name === 'out' && window.flag) throw new DOMException('Full.', 'QuotaExceededError')
    return put.apply(this, row)
  }`

/** Faults 1 to 20: the device's storage. */
export const storage: readonly FaultCase[] = [
  {
    number: 1,
    name: 'process killed between put and complete',
    how: 'SIGKILL of the process group at a random moment while two tabs answer',
    expect: 'the answer is there whole, or not at all and was not thanked for',
    engines: ALL,
    by: 'npm run faults -- --kills 300',
    results: 'kills',
  },
  {
    number: 2,
    name: 'killed just after complete',
    how: 'SIGKILL 0 to 150 ms after the page told of a thanks',
    expect: 'there after the restart',
    engines: ALL,
    by: 'npm run faults -- --kills 300',
    results: 'kills',
  },
  {
    number: 3,
    name: 'power cut after thanks',
    how: 'the disk image under the profile is copied at that moment; a new browser starts on the copy',
    expect: 'there',
    engines: ALL,
    simulated: 'no power is cut: what the file system has not written is left out',
    by: 'npm run faults -- --power-cuts 100',
    results: 'power',
  },
  {
    number: 4,
    name: 'open never answers',
    how: 'IDBFactory.open returns a request that never fires; later it works',
    expect: 'sent directly, then thanked; stored again once storage works',
    engines: ALL,
    simulated: 'replaced in the page',
    async run({ visit, keep, until, isWhole }) {
      const page = await visit({
        sabotage: `const { open } = IDBFactory.prototype
          IDBFactory.prototype.open = function (...args) { return window.flag ? open.apply(this, args) : new EventTarget() }`,
      })
      const first = await keep(page)
      expect(first.kept).toBe('sent')
      await page.eval(() => {
        ;(window as unknown as CaseWindow).flag = true
      })
      const ids = [...first.ids]
      await until(async () => {
        const next = await keep(page) // one that began before may still wait for its open
        ids.push(...next.ids)
        return next.kept === 'device'
      })
      await isWhole(page, ids)
    },
  },
  {
    number: 5,
    name: 'open fails once',
    how: 'the first IDBFactory.open throws SecurityError, the second fails with UnknownError',
    expect: 'the failure is not remembered: the next answer is on the device',
    engines: ALL,
    simulated: 'replaced in the page',
    async run({ visit, keep, isWhole }) {
      const page = await visit({
        sabotage: `let count = 0; const { open } = IDBFactory.prototype
          IDBFactory.prototype.open = function (...args) {
            if (count++ < 2) throw new DOMException('', count < 2 ? 'SecurityError' : 'UnknownError')
            return open.apply(this, args)
          }`,
      })
      const first = await keep(page)
      const second = await keep(page)
      expect(second.kept).toBe('device')
      await isWhole(page, [...first.ids, ...second.ids])
    },
  },
  {
    number: 6,
    name: 'open blocked by an old tab',
    how: 'a tab holds version 1 and ignores versionchange while another tab deletes; ours opens behind both',
    expect: 'sent directly after the deadline, and not lost',
    engines: ALL,
    async run({ visit, keep, browser, site, isWhole }) {
      site.route('/old', '<!doctype html><title>old</title>')
      const old = await (await browser()).newPage(`${site.origin}/old`)
      await old.eval(
        () =>
          new Promise<boolean>((resolve) => {
            const request = indexedDB.open('pulso', 1)
            request.onupgradeneeded = () => {
              for (const name of ['out', 'dead', 'meta']) request.result.createObjectStore(name)
            }
            request.onsuccess = () => {
              Object.assign(window, { held: request.result }) // no handler: it stays open
              indexedDB.deleteDatabase('pulso')
              resolve(true)
            }
          }),
      )
      const page = await visit()
      const { ids, kept } = await keep(page)
      expect(kept).toBe('sent')
      await old.close()
      await isWhole(page, ids)
    },
  },
  {
    number: 7,
    name: 'a newer tab upgraded the database',
    how: 'a tab upgrades to version 7 while ours is open',
    expect: 'ours makes way, and goes on with the newer one',
    engines: ALL,
    async run({ visit, keep, browser, site, server, isWhole }) {
      const page = await visit()
      await server.down()
      const first = await keep(page)
      site.route('/newer', '<!doctype html><title>newer</title>')
      const newer = await (await browser()).newPage(`${site.origin}/newer`)
      const version = await newer.eval(
        () =>
          new Promise<number>((resolve) => {
            const request = indexedDB.open('pulso', 7)
            request.onupgradeneeded = () => request.result.createObjectStore('later')
            request.onsuccess = () => {
              resolve(request.result.version)
              request.result.close()
            }
          }),
      )
      expect(version).toBe(7)
      const second = await keep(page)
      expect([first.kept, second.kept]).toEqual(['device', 'device'])
      await server.up()
      await isWhole(page, [...first.ids, ...second.ids])
    },
  },
  {
    number: 8,
    name: 'connection closed by the browser',
    how: 'every open connection is closed behind its back',
    expect: 'opened anew; the answer is on the device',
    engines: ALL,
    simulated: 'close() by the page; Chromium closes by itself in 14',
    async run({ visit, keep, isWhole }) {
      const page = await visit({ sabotage: CLOSED })
      const first = await keep(page)
      await page.eval(() => {
        for (const database of (window as unknown as { opened: IDBDatabase[] }).opened) database.close()
      })
      const second = await keep(page)
      expect(second.kept).toBe('device')
      await isWhole(page, [...first.ids, ...second.ids])
    },
  },
  {
    number: 9,
    name: 'transaction aborted midway',
    how: 'a put aborts its transaction: once, then always',
    expect: 'tried once more, then sent directly; no unhandled rejection',
    engines: ALL,
    simulated: 'abort() by the page',
    async run({ visit, keep, isWhole }) {
      const page = await visit({ sabotage: abortPut(1) })
      const once = await keep(page)
      expect(once.kept).toBe('device')
      await isWhole(page, once.ids)
      const other = await visit({ sabotage: abortPut(Infinity) })
      const always = await keep(other)
      expect(always.kept).toBe('sent')
      expect(await other.consoleErrors()).toEqual([])
      await isWhole(page, [...once.ids, ...always.ids])
    },
  },
  {
    number: 10,
    name: 'auto-commit trap',
    how: 'the sources are read: no transaction is given an async function',
    expect: 'nothing but requests of its own is awaited inside of a transaction',
    engines: [],
    async run() {
      const root = new URL('../../../src/', import.meta.url)
      const files = ['queue', 'browser'].flatMap((folder) =>
        (readdirSync(new URL(folder, root), { recursive: true }) as string[])
          .filter((name) => name.endsWith('.ts'))
          .map((name) => readFileSync(new URL(`${folder}/${name}`, root), 'utf8')),
      )
      expect(files.filter((text) => /use\('\w+'/.test(text)).length).toBeGreaterThan(2)
      for (const text of files) expect(text).not.toMatch(/use\('[^)]*\)\(\s*'\w+',\s*async/)
    },
  },
  {
    number: 11,
    name: 'quota exceeded on enqueue',
    how: 'Chromium: the origin’s quota is overridden; elsewhere a put throws QuotaExceededError',
    expect: 'what waits is untouched, the new one is sent directly and then thanked, event storage-full',
    engines: ALL,
    async run({ engine, visit, keep, server, site, events, until, isWhole }) {
      const page = await visit({ sabotage: engine.can('cdp') ? '' : fullPut })
      server.fault(() => 'reset')
      const first = await keep(page)
      expect(first.kept).toBe('device')
      server.fault(undefined)
      if (engine.can('cdp'))
        await (await page.cdp()).send('Storage.overrideQuotaForOrigin', { origin: site.origin, quotaSize: 1 })
      else
        await page.eval(() => {
          ;(window as unknown as CaseWindow).flag = true
        })
      const ids = [...first.ids]
      await until(async () => {
        const next = await keep(page, 5, { comment: 'x'.repeat(9000) }) // Chromium lends some room before it looks
        ids.push(...next.ids)
        return next.kept === 'sent'
      })
      expect(await events(page)).toContain('storage-full')
      if (engine.can('cdp'))
        await (await page.cdp()).send('Storage.overrideQuotaForOrigin', { origin: site.origin })
      await isWhole(page, ids)
    },
  },
  {
    number: 12,
    name: 'quota exceeded on delete',
    how: 'IDBObjectStore.delete throws QuotaExceededError for a while',
    expect: 'delivered, deleted later; what is sent again is one row',
    engines: ALL,
    simulated: 'replaced in the page',
    async run({ visit, keep, rows, until, isWhole }) {
      const page = await visit({
        sabotage: `const native = IDBObjectStore.prototype.delete
          IDBObjectStore.prototype.delete = function (...args) {
            if (!window.flag) throw new DOMException('', 'QuotaExceededError')
            return native.apply(this, args)
          }`,
      })
      const { ids } = await keep(page, 3)
      await until(() => rows().length === 3)
      await page.eval(() => {
        ;(window as unknown as CaseWindow).flag = true
      })
      await isWhole(page, ids)
    },
  },
  {
    number: 13,
    name: 'disk full for the whole profile',
    how: 'the profile lies on a small tmpfs, which is then filled',
    expect: 'no crash, and no thanks without an acknowledgement',
    engines: ALL,
    long: true,
    async run({ engine, visit, keep, rows }) {
      const { mountTmpfs } = await import('../lab/disk.ts')
      const folder = mkdtempSync(join(tmpdir(), 'pulso-full-'))
      const unmount = await mountTmpfs(folder, 160)
      const browser = await engine.open({ profile: join(folder, 'profile') })
      try {
        const page = await visit({ browser })
        expect((await keep(page)).kept).toBe('device')
        try {
          for (let n = 0; ; n++) writeFileSync(join(folder, `fill-${n}`), randomBytes(64 * 1024))
        } catch {
          // full
        }
        for (let n = 0; n < 12; n++) {
          const { ids, kept } = await keep(page, 1, { comment: 'x'.repeat(9000) })
          if (kept === 'sent') expect(rows()).toEqual(expect.arrayContaining(ids))
          else expect(kept).toMatch(/device|failed/)
        }
      } finally {
        await browser.kill()
        await unmount()
        rmSync(folder, { recursive: true, force: true })
      }
    },
  },
  {
    number: 14,
    name: 'storage wiped while the page is open',
    how: 'Chromium: Storage.clearDataForOrigin; elsewhere another tab deletes the database',
    expect: 'the copies in memory are stored again; all arrives once',
    engines: ALL,
    async run({ engine, visit, keep, site, browser, server, pending, isWhole }) {
      const page = await visit()
      await server.down()
      const { ids } = await keep(page, 3)
      if (engine.can('cdp'))
        await (await page.cdp()).send('Storage.clearDataForOrigin', {
          origin: site.origin,
          storageTypes: 'indexeddb',
        })
      else {
        site.route('/other', '<!doctype html><title>other</title>')
        const other = await (await browser()).newPage(`${site.origin}/other`)
        await other.eval(
          () =>
            new Promise((resolve) => {
              indexedDB.deleteDatabase('pulso').onsuccess = () => resolve(true)
            }),
        )
      }
      expect(await pending(page)).toBe(3)
      await server.up()
      await isWhole(page, ids)
    },
  },
  {
    number: 15,
    name: 'storage wiped between visits',
    how: 'the database is deleted while no page of ours is open',
    expect: 'a clean start without an error; what was not sent is lost, which the docs say',
    engines: ALL,
    simulated: 'stands for the 7 days of Safari and for the visitor’s own hand',
    async run({ visit, keep, server, site, browser, isWhole }) {
      const page = await visit()
      await server.down()
      await keep(page)
      await page.close()
      site.route('/wipe', '<!doctype html><title>wipe</title>')
      const wipe = await (await browser()).newPage(`${site.origin}/wipe`)
      await wipe.eval(
        () =>
          new Promise((resolve) => {
            indexedDB.deleteDatabase('pulso').onsuccess = () => resolve(true)
          }),
      )
      await server.up()
      const next = await visit()
      const { ids, kept } = await keep(next)
      expect(kept).toBe('device')
      await isWhole(next, ids)
      expect(await next.consoleErrors()).toEqual([])
    },
  },
  {
    number: 16,
    name: 'backing store corrupted',
    how: 'every file of the profile’s IndexedDB is overwritten with random bytes between two visits',
    expect: 'the next answer arrives; no error in the page',
    engines: ALL,
    long: true,
    async run({ engine, visit, keep, until, rows, server }) {
      const profile = mkdtempSync(join(tmpdir(), 'pulso-rot-'))
      const first = await engine.open({ profile })
      const page = await visit({ browser: first })
      await server.down()
      await keep(page, 5)
      await first.kill()
      let rotten = 0
      for (const name of readdirSync(profile, { recursive: true }) as string[]) {
        const file = join(profile, name)
        if (!/indexeddb|\/idb\//i.test(name) || !statSync(file).isFile()) continue
        writeFileSync(file, randomBytes(Math.max(512, statSync(file).size)))
        rotten++
      }
      expect(rotten).toBeGreaterThan(0)
      await server.up()
      const second = await engine.open({ profile })
      try {
        const next = await visit({ browser: second })
        const { ids, kept } = await keep(next)
        expect(kept).toMatch(/device|sent/)
        await until(() => rows().includes(ids[0] as string))
        expect(await next.consoleErrors()).toEqual([])
      } finally {
        await second.kill()
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
      }
    },
  },
  {
    number: 17,
    name: 'storage refused',
    how: 'indexedDB is undefined; its getter throws; open throws SecurityError',
    expect: 'sent directly; thanks only after the acknowledgement, and none without a server',
    engines: ALL,
    simulated: 'private windows and hardened builds refuse so',
    async run({ visit, keep, server, isWhole }) {
      const all: string[] = []
      const refusals = [
        `Object.defineProperty(window, 'indexedDB', { value: undefined })`,
        `Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('', 'SecurityError') } })`,
        `IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError') }`,
      ]
      for (const [place, sabotage] of refusals.entries()) {
        const page = await visit({ sabotage })
        const { ids, kept } = await keep(page)
        expect(kept, sabotage).toBe('sent')
        all.push(...ids)
        if (place === 0) {
          await server.down()
          const failed = await keep(page)
          expect(failed.kept).toBe('failed')
          await server.up()
          all.push(...failed.ids) // it goes on trying
        }
        await isWhole(page, all)
        await page.close()
      }
    },
  },
  {
    number: 18,
    name: 'partitioned third-party frame',
    how: 'the page runs in a frame of 127.0.0.1 on a page of localhost',
    expect: 'works in a partition of its own',
    engines: ALL,
    async run({ visit, site, browser, endpoint, until, rows, isWhole }) {
      site.route(
        '/frame.js',
        `
        const { createDelivery } = await import('/delivery.js')
        const delivery = createDelivery({ storage: 'persistent', ack: 'ids', key: 'shop-key', onEvent() {},
          endpoint: ${JSON.stringify(endpoint)} })
        addEventListener('message', async ({ data, source }) => source.postMessage(await delivery.keep([data]), '*'))
        parent.postMessage('ready', '*')`,
      )
      site.route(
        '/frame',
        '<!doctype html><title>frame</title><script type="module" src="/frame.js"></script>',
      )
      site.route(
        '/host',
        `<!doctype html><title>host</title>
        <script>window.heard = []; addEventListener('message', ({ data }) => heard.push(data))</script>
        <iframe src="${site.origin}/frame"></iframe>`,
      )
      const host = await (await browser()).newPage(`${site.localhost}/host`)
      await host.waitFor(() => (window as unknown as { heard: string[] }).heard.includes('ready'))
      const record = aRecord()
      await host.eval((given) => window.frames[0]?.postMessage(given, '*'), record as unknown)
      const heard = () => host.eval(() => (window as unknown as { heard: string[] }).heard[1])
      await until(async () => !!(await heard()))
      expect(await heard()).toMatch(/device|sent/)
      await until(() => rows().length === 1)
      await host.close()
      const own = await visit()
      await isWhole(own, [record.id])
    },
  },
  {
    number: 19,
    name: 'another tab’s transaction holds the store',
    how: 'a tab keeps a readwrite transaction open for 6 s',
    expect: 'sent directly after 1.5 s, and one row',
    engines: ALL,
    simulated: 'stands for a process that WebKit has suspended',
    async run({ visit, keep, isWhole }) {
      const holder = await visit()
      await keep(holder).then(({ ids }) => isWhole(holder, ids))
      await holder.eval(() => {
        const request = indexedDB.open('pulso')
        request.onsuccess = () => {
          const store = request.result.transaction(['out', 'dead', 'meta'], 'readwrite').objectStore('meta')
          const end = performance.now() + 6000
          const turn = () => {
            if (performance.now() < end) store.get('nothing').onsuccess = turn
          }
          turn()
        }
        return new Promise((resolve) => setTimeout(resolve, 200))
      })
      const page = await visit()
      const { ids, kept } = await keep(page)
      expect(kept).toBe('sent')
      expect(ids).toHaveLength(1)
    },
  },
  {
    number: 20,
    name: 'an answer that cannot be stored or sent',
    how: 'a cyclic object, 5 MB of text, half of a surrogate pair, a key __proto__',
    expect: 'refused by name, never a DataCloneError; the neighbours arrive',
    engines: ALL,
    async run({ visit, keep, isWhole }) {
      const page = await visit()
      const outcome = await page.eval(async () => {
        const { delivery, events } = window as unknown as CaseWindow
        const cyclic: { id: string; type: string; at: number; self?: unknown } = {
          id: 'c'.repeat(32),
          type: 'completed',
          at: 1,
        }
        cyclic.self = cyclic
        const huge = { id: 'd'.repeat(32), type: 'completed', at: 1, comment: 'x'.repeat(5e6) }
        const kept = await delivery.keep([cyclic, huge] as never)
        return { kept, codes: events.map(({ code }) => code) }
      })
      expect(outcome.kept).toBe('failed')
      expect(outcome.codes).toContain('record_too_large')
      const odd = await keep(page, 1, { comment: `half \ud800 of it` })
      const good = await keep(page, 1, { comment: '👩‍👩‍👧 ‮' })
      expect([odd.kept, good.kept]).toEqual(['device', 'device'])
      await isWhole(page, good.ids) // the collector refuses the half pair by name
    },
  },
]
