import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CollectorEvent } from '../../src/CollectorEvent.ts'
import { removeExpired, retentionRules } from '../../src/data/removeExpired.ts'
import { retainCommand } from '../../src/data/retainCommand.ts'
import { retentionLoop } from '../../src/data/retentionLoop.ts'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import type { Store } from '../../src/Store.ts'
import { serveCollector } from '../../src/serve.ts'
import { row } from '../contract/storeContract.ts'
import { answered, PROJECTS, TOKEN } from '../support/records.ts'
import { commandsIn, type RunCommand } from '../support/runInProcess.ts'
import { all } from '../support/streams.ts'

const DAY_MS = 86_400_000
const NOW = 20_000 * DAY_MS

const fill = async (store: Store, project: string, nowMs: number, ...ages: number[]) => {
  for (const days of ages)
    await store.append(project, [row(answered())], { received: nowMs - days * DAY_MS, sentAt: null })
}
const agesOf = async (store: Store, project: string, nowMs: number) =>
  (await all(store.read({ mode: 'all', project })))
    .flat()
    .map(({ received }) => Math.round((nowMs - received) / DAY_MS))

describe('retentionRules', () => {
  it('puts what a project says before what the collector says', () => {
    const projects = [{ id: 'a', retentionDays: 5 }, { id: 'b' }]
    expect(retentionRules(projects, 30)).toEqual([
      { project: 'a', days: 5 },
      { project: 'b', days: 30 },
    ])
    expect(retentionRules(projects, undefined)).toEqual([{ project: 'a', days: 5 }])
  })
})

describe('removeExpired', () => {
  let store: Store
  beforeEach(() => {
    store = openSqliteStore(':memory:')
  })
  afterEach(() => store.close())

  it('deletes what is older than its project keeps it, in as many steps as it takes', async () => {
    const old = Array.from({ length: 2300 }, () => row(answered()))
    await store.append('shop', old, { received: NOW - 31 * DAY_MS, sentAt: null })
    await fill(store, 'shop', NOW, 30, 29, 0)
    await fill(store, 'other', NOW, 400, 10)
    const rules = [
      { project: 'shop', days: 30 },
      { project: 'other', days: 365 },
    ]
    expect(await removeExpired(store.owner, rules, { nowMs: NOW })).toEqual(
      new Map([
        ['shop', 2300],
        ['other', 1],
      ]),
    )
    expect(await agesOf(store, 'shop', NOW)).toEqual([30, 29, 0])
    expect(await agesOf(store, 'other', NOW)).toEqual([10])
  })

  it('lets batches through while it deletes, and ends after a step when it is told to', async () => {
    const old = Array.from({ length: 3000 }, () => row(answered()))
    await store.append('shop', old, { received: NOW - 31 * DAY_MS, sentAt: null })
    const ending = new AbortController()
    const removing = removeExpired(store.owner, [{ project: 'shop', days: 30 }], {
      nowMs: NOW,
      until: ending.signal,
    })
    await fill(store, 'shop', NOW, 0)
    ending.abort()
    const removed = (await removing).get('shop') ?? 0
    expect(removed).toBeGreaterThan(0)
    expect(removed).toBeLessThan(3000)
    expect((await agesOf(store, 'shop', NOW)).filter((age) => age === 0)).toHaveLength(1)
  })
})

describe('retentionLoop', () => {
  it('deletes at once and again and again, goes on when the store was away, and ends', async () => {
    const store = openSqliteStore(':memory:')
    await fill(store, 'shop', NOW, 50)
    const events: CollectorEvent[] = []
    const heard = async (event: CollectorEvent['event'], count: number) => {
      while (events.filter((each) => each.event === event).length < count)
        await new Promise((resolve) => setImmediate(resolve))
    }
    let calls = 0
    let nowMs = NOW
    let isAway = false
    const end = retentionLoop({
      owner: {
        ...store.owner,
        removeBefore: async (...args) => {
          calls += 1
          if (isAway) throw new Error('away')
          return store.owner.removeBefore(...args)
        },
      },
      rules: [{ project: 'shop', days: 30 }],
      now: () => nowMs,
      log: (event) => events.push(event),
      everyMs: 1,
    })
    await heard('expired', 1)
    isAway = true
    await heard('store_failed', 2)
    await fill(store, 'shop', NOW, 0)
    nowMs += 31 * DAY_MS
    isAway = false
    await heard('expired', 2)
    await end()
    expect(events.filter(({ event }) => event === 'expired')).toEqual([
      { event: 'expired', project: 'shop', records: 1 },
      { event: 'expired', project: 'shop', records: 1 },
    ])
    expect(events).toContainEqual({ event: 'store_failed', message: 'away' })
    expect((await store.totals()).live).toBe(0)
    const before = calls
    await new Promise((resolve) => setTimeout(resolve, 20)) // twenty rounds, were there any
    expect(calls).toBe(before)
    await store.close()
  })

  it('says what it deleted also when the store went away in the middle', async () => {
    const events: CollectorEvent[] = []
    let calls = 0
    const removeBefore = async () => {
      calls += 1
      if (calls === 2) throw new Error('away')
      return 7
    }
    const owner = { removeBefore, tidy: async () => {} }
    const rules = [{ project: 'shop', days: 30 }]
    const end = retentionLoop({ owner, rules, now: () => NOW, log: (event) => events.push(event) })
    while (events.length < 2) await new Promise((resolve) => setImmediate(resolve))
    await end()
    expect(events).toEqual([
      { event: 'store_failed', message: 'away' },
      { event: 'expired', project: 'shop', records: 7 },
    ])
  })
})

describe('retention of a collector', () => {
  let tools: RunCommand
  beforeEach(() => {
    tools = commandsIn()
  })
  afterEach(() => tools.remove())
  const open = () => openSqliteStore(tools.databasePath)

  it('is done by the collector itself, by the settings', async () => {
    let store = open()
    await fill(store, 'shop', Date.now(), 40, 1)
    await store.close()
    const expired = deferred()
    const served = await serveCollector({
      ...{ port: 0, databasePath: tools.databasePath, projects: PROJECTS, adminToken: TOKEN },
      retentionDays: 30,
      log: ({ event }) => event === 'expired' && expired.resolve(),
    })
    await expired.promise
    await served.close()
    store = open()
    expect((await store.totals()).live).toBe(1)
    await store.close()
    const wrong = { port: 0, databasePath: tools.databasePath, projects: PROJECTS, adminToken: TOKEN }
    await expect(serveCollector({ ...wrong, retentionDays: 0 })).rejects.toThrow(/retentionDays: 0 is not/)
  })

  it('is a command too, which only tells with --dry-run', async () => {
    const store = open()
    await fill(store, 'shop', Date.now(), 400, 40, 1)
    await store.close()
    const env = {
      COLLECTOR_PROJECTS: JSON.stringify([{ ...PROJECTS[0], retentionDays: 365 }]),
      COLLECTOR_RETENTION_DAYS: '30',
    }
    expect(await tools.run(retainCommand, ['--dry-run'], env)).toBe(0)
    expect(tools.said()).toEqual(['  shop: 1 records are older than 365 days'])
    expect(await tools.run(retainCommand, [], env)).toBe(0)
    expect(tools.said()).toEqual(['  shop: 1 records older than 365 days deleted'])
    await tools.run(retainCommand, ['--project', 'shop', '--days', '30'])
    expect(tools.said()).toEqual(['  shop: 1 records older than 30 days deleted'])
    const wrong = (args: string[], env = {}) => expect(tools.run(retainCommand, args, env)).rejects
    await wrong([], { COLLECTOR_PROJECTS: 'a=' }).toThrow(/settings keep everything/)
    await wrong(['--project', 'shop']).toThrow(/--project and --days/)
    await wrong(['--project', 'shop', '--days', '0']).toThrow(/whole number/)
    await wrong([], { ...env, COLLECTOR_RETENTION_DAYS: 'x' }).toThrow(/COLLECTOR_RETENTION_DAYS/)
  })
})

function deferred() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
