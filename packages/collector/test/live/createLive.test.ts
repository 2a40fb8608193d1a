import { join } from 'node:path'
import { buildReport, type JourneyReport, parseProgramme } from '@pulso/insights'
import type { PulsoRecord } from '@pulso/web/schema'
import { afterEach, describe, expect, it } from 'vitest'
import { shopProgramme } from '../../../cli/src/simulate/shopProgramme.ts'
import { erasePerson } from '../../src/data/person.ts'
import { createLive, type Live } from '../../src/live/createLive.ts'
import { BLOCK_ARRIVALS } from '../../src/live/deletionTables.ts'
import { isWithin, type LiveFilter } from '../../src/live/LiveFilter.ts'
import { dayOf, placeOf } from '../../src/live/placeOf.ts'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import type { Store } from '../../src/Store.ts'
import { liveContract } from '../contract/liveContract.ts'
import { eachWithStore } from '../support/eachWithStore.ts'
import {
  counts,
  countsIn,
  EVERYTHING,
  jump,
  LIVE_OPTIONS,
  NOW,
  openLive,
  plain,
  SEGMENTS,
} from '../support/liveCounts.ts'
import { tempFolder } from '../support/openCollector.ts'
import { pulsoReport } from '../support/pulsoReport.ts'
import { crossing, simulated, storeAll } from '../support/simulated.ts'

const programme = shopProgramme(Date.UTC(2026, 0, 5), 40)

let store: Store
let live: Live
eachWithStore((opened) => {
  store = opened
  live = openLive(store)
})
afterEach(() => live.stop())

liveContract('a SQLite store', async () => {
  const own = tempFolder()
  return { open: async () => openSqliteStore(join(own.path, 'records.db')), remove: own.remove }
})

const drawn = (of: Live, filter: LiveFilter): JourneyReport => {
  const { aggregate, people } = of.view(filter, 'week')
  const day = dayOf(NOW)
  return plain(buildReport(parseProgramme(programme), aggregate, { day, people }))
}

/** What the command says of the same records, taken out of the store. */
async function fromFile(of: Store, filter: LiveFilter): Promise<JourneyReport> {
  const lines: string[] = []
  for await (const page of of.read({ mode: filter.mode }))
    for (const { json, project } of page) {
      const record = JSON.parse(json)
      if (!isWithin(filter, placeOf(record, project, SEGMENTS))) continue
      lines.push(JSON.stringify({ ...record, mode: 'live' })) // test records count in a report of their own
    }
  const flags = SEGMENTS.flatMap((name) => ['--segment', name])
  return plain(await pulsoReport(lines, programme, { now: NOW, flags }))
}

describe('createLive', { timeout: 60_000 }, () => {
  it('has the numbers of `pulso report` over the exported records, whatever the filter', async () => {
    const all = simulated({ seed: 7, persons: 104 })
    const across = crossing(all)
    const records = all.filter((record) => record.type === 'outcome' || !across.has(record.run))
    const tested = simulated({ seed: 8, persons: 15 }).map((record) => ({ ...record, mode: 'test' as const }))
    await storeAll(store, records, { between: async (n) => void (n % 20 === 0 && (await jump(store))) })
    await storeAll(store, tested, { project: 'other' })
    const progress = await live.look(60_000)
    expect(progress).toEqual({ isDone: true, isAgain: false, isCut: false, share: 1 })
    const filters: LiveFilter[] = [
      { mode: 'live', segments: {} },
      { mode: 'test', segments: {} },
      { mode: 'live', from: '2026-01-20', to: '2026-02-09', segments: {} },
      { mode: 'live', touchpoint: 'delivery', segments: { country: 'es' } },
      { mode: 'live', channel: 'web', segments: { relationship: 'returning' } },
    ]
    for (const filter of filters) {
      const expected = await fromFile(store, filter)
      expect(live.count(filter)).toBe(expected.records)
      expect([filter, drawn(live, filter)]).toEqual([filter, expected])
    }
  })

  it('says nothing any more of what was erased, from the first look on', async () => {
    const [first] = simulated({ persons: 1 }).filter(({ type }) => type === 'answered')
    const record = { ...first!, person: 'p-1', comment: 'My name is on the parcel', id: 'f'.repeat(32) }
    await storeAll(store, [record as never])
    await live.look(60_000)
    const said = () => live.view(EVERYTHING, 'week').people.comments.map(({ text }) => text)
    expect(said()).toEqual(['My name is on the parcel'])
    await erasePerson(store, 'shop', 'p-1')
    await live.look(0)
    expect(said()).toEqual([])
    expect(live.count(EVERYTHING)).toBe(0)
  })

  it('reads each record once, and none for another view', async () => {
    let read = 0
    const watched: Store = {
      ...store,
      after: async (cursor, limit) => {
        const page = await store.after(cursor, limit)
        read += page.records.length
        return page
      },
    }
    const counted = openLive(watched)
    const records = simulated({ persons: 40 })
    await storeAll(store, records.slice(0, 500), {
      between: async (n) => void (n % 5 === 0 && (await jump(store))),
    })
    await counted.look(60_000)
    expect(read).toBe(500)
    for (const country of ['es', 'mx', 'us']) counted.view({ mode: 'live', segments: { country } }, 'day')
    await counted.look(60_000)
    expect(read).toBe(500)
    await storeAll(store, records.slice(500, 510))
    await counted.look(60_000)
    expect(read).toBe(510)
  })

  it('counts again only what lies beside records that were deleted', async () => {
    const records = simulated({ persons: 40 }).slice(0, 37 * 12)
    await storeAll(store, records, { between: () => jump(store) }) // 12 blocks
    const read: number[] = []
    const after: Store['after'] = async (cursor, limit) => {
      const page = await store.after(cursor, limit)
      read.push(...page.arrivals.map((arrival) => Math.floor(arrival / BLOCK_ARRIVALS)))
      return page
    }
    const watching = createLive({ ...LIVE_OPTIONS, store: { ...store, after }, pageRecords: 20 })
    await watching.look(60_000)
    expect(new Set(read).size).toBe(12)
    read.length = 0
    await store.owner.removeBefore('shop', NOW, 1)
    await watching.look(60_000)
    expect(new Set(read)).toEqual(new Set([0, 1, 2, 3]))
    expect(counts(watching)).toEqual(await countsIn(store))
  })

  it('lets go of the oldest records, and says so, when there are more numbers than it may hold', async () => {
    const records = simulated({ persons: 40 })
    const small = createLive({ ...LIVE_OPTIONS, store, segments: [], maxCells: 200 })
    await storeAll(store, records, { between: async (n) => void (n % 2 === 0 && (await jump(store))) })
    expect(await small.look(60_000)).toMatchObject({ isDone: true, isCut: true })
    const { aggregate } = small.view(EVERYTHING, 'day')
    expect(aggregate.records).toBeLessThan(records.length)
    const days = aggregate.cells.map(({ key }) => key.period).sort()
    expect(days.at(-1)).toBe(dayOf(Math.max(...answersIn(records).map(({ at }) => at))))
    // what was let go of does not come back by being deleted
    await store.owner.removeBefore('shop', NOW, 1)
    const before = small.count(EVERYTHING)
    await small.look(60_000)
    expect(small.count(EVERYTHING)).toBe(before)
  })

  it('follows the store until it is stopped, and says once why it cannot', async () => {
    const failures: string[] = []
    let isAway = true
    const flaky: Store = {
      ...store,
      after: (cursor, limit) => (isAway ? Promise.reject(new Error('away')) : store.after(cursor, limit)),
    }
    const followed = createLive({
      ...LIVE_OPTIONS,
      store: flaky,
      failed: (message) => failures.push(message),
    })
    followed.follow()
    await expect.poll(() => failures, { timeout: 30_000 }).toEqual(['away'])
    await expect(followed.look(10)).rejects.toThrow('away')
    isAway = false
    const records = simulated({ persons: 2 })
    await storeAll(store, records)
    await followed.look(60_000)
    expect(followed.count(EVERYTHING)).toBe(records.length)
    await followed.stop()
  })

  it('offers what there is to choose from', async () => {
    await storeAll(store, simulated({ persons: 30 }))
    await live.look(60_000)
    expect(live.choices('live')).toMatchObject({
      projects: ['shop'],
      channels: expect.arrayContaining(['web']),
      touchpoints: expect.arrayContaining(['checkout', 'delivery']),
      segments: { country: ['es', 'mx', 'us'], relationship: ['new', 'returning'] },
    })
    expect(live.choices('test').touchpoints).toEqual([])
  })
})

const answersIn = (records: readonly PulsoRecord[]) => records.filter(({ type }) => type === 'answered')
