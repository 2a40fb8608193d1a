import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCollector } from '../../src/createCollector.ts'
import { createLiveDesk, type LiveDesk } from '../../src/live/createLiveDesk.ts'
import { openThread } from '../../src/live/openThread.ts'
import type { OpenThread } from '../../src/live/Thread.ts'
import type { Store } from '../../src/Store.ts'
import { buildThread } from '../support/buildMain.ts'
import { eachWithStore } from '../support/eachWithStore.ts'
import { EVERYTHING, LIVE_OPTIONS, NOW, openLive } from '../support/liveCounts.ts'
import { answered, batch, PROJECTS, TOKEN } from '../support/records.ts'
import { simulated, storeAll } from '../support/simulated.ts'

const WANTED = { filter: EVERYTHING, locale: 'en', allTouchpoints: 'All', day: '2026-05-01' } as const

const startOf =
  (file: URL): OpenThread =>
  (settings, ended) =>
    openThread(settings, ended, file)

let thread: URL
beforeAll(async () => {
  thread = pathToFileURL(await buildThread())
}, 120_000)
afterAll(() => rmSync(dirname(thread.pathname), { recursive: true, force: true }))

let store: Store
let desk: LiveDesk
let failures: string[]
let databasePath: string
eachWithStore((opened, path) => {
  store = opened
  databasePath = path
})
beforeEach(() => {
  failures = []
  desk = createLiveDesk({
    ...{ ...LIVE_OPTIONS, store, openThread: startOf(thread) },
    failed: (message) => failures.push(message),
  })
})
afterEach(() => desk.stop())

describe('the thread of the numbers', { timeout: 120_000 }, () => {
  it('draws while records are taken: those that are sent meanwhile are acknowledged before it is done', async () => {
    const records = simulated({ persons: 60 })
    await storeAll(store, records)
    expect((await desk.glance(EVERYTHING, 60_000)).matching).toBe(records.length)

    const collector = createCollector({ store, projects: PROJECTS, adminToken: TOKEN })
    const order: string[] = []
    const { after } = store
    const begun = new Promise<void>((resolve) => {
      // it looks once more for records, and from then on asks for nothing until it is done
      store.after = (...given) => after(...given).finally(resolve)
    })
    const drawn = desk.draw(WANTED).then((drawing) => {
      order.push('drawn')
      return drawing
    })
    await begun
    for (let sent = 0; sent < 3; sent += 1) {
      const body = batch([answered()])
      const headers = { 'content-type': 'text/plain' }
      const reply = await collector.fetch(
        new Request('http://127.0.0.1/v1/records', { method: 'POST', body, headers }),
      )
      order.push(`${reply.status}: ${((await reply.json()) as { ok: string[] }).ok.length}`)
    }
    const { markup, cursor } = await drawn
    expect(order).toEqual(['200: 1', '200: 1', '200: 1', 'drawn'])
    expect(markup).toContain('id="board"')
    // the numbers are those that there were when the drawing began, and the very ones of this thread
    expect(cursor).toBe(String(records.length))
    const here = openLive(store)
    await here.look(60_000)
    expect((await desk.glance(EVERYTHING, 60_000)).matching).toBe(here.count(EVERYTHING))
    expect(here.count(EVERYTHING)).toBe(records.length + 3)
    await here.stop()
  })

  it('says what the store says when it cannot be read, and goes on when it can', async () => {
    const { after } = store
    store.after = () => Promise.reject(new Error('away'))
    await expect(desk.glance(EVERYTHING, 10)).rejects.toThrow('away')
    store.after = after
    expect((await desk.glance(EVERYTHING, 60_000)).matching).toBe(0)
  })

  it('may end without the collector: who waits is told why, and it is not started again at once', async () => {
    await desk.glance(EVERYTHING, 60_000)
    const damaged = createLiveDesk({
      ...{ ...LIVE_OPTIONS, store, now: () => NOW, failed: (message) => void failures.push(message) },
      openThread: startOf(new URL('data:text/javascript,')),
    })
    expect((await damaged.glance(EVERYTHING, 60_000)).matching).toBe(0) // no file: it is done here
    await damaged.stop()

    const broken = createLiveDesk({
      ...{ ...LIVE_OPTIONS, store, failed: (message: string) => void failures.push(message) },
      openThread: startOf(pathToFileURL(databasePath)), // a file, and no program
    })
    await expect(broken.glance(EVERYTHING, 60_000)).rejects.toThrow()
    expect(failures).toHaveLength(1)
    await expect(broken.draw(WANTED)).rejects.toThrow(failures[0]!)
    expect(failures).toHaveLength(1)
    await broken.stop()
    await expect(broken.glance(EVERYTHING, 10)).rejects.toThrow('closing')
  })
})
