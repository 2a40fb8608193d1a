import { createHash } from 'node:crypto'
import { createRandom } from '@pulso/insights/algorithms'
import { describe, expect, it } from 'vitest'
import { erasePerson } from '../../src/data/person.ts'
import { createInterner } from '../../src/live/createInterner.ts'
import { createLive, type Live } from '../../src/live/createLive.ts'
import { packBlock, unpackBlock } from '../../src/live/packBlock.ts'
import type { Store } from '../../src/Store.ts'
import { built } from '../../src/sql/built.ts'
import type { Statement } from '../../src/sql/Sql.ts'
import { eachWithStore } from '../support/eachWithStore.ts'
import { counts, countsIn, EVERYTHING, jump, LIVE_OPTIONS, NOW, openLive } from '../support/liveCounts.ts'
import { simulated, storeAll } from '../support/simulated.ts'

let store: Store
eachWithStore((opened) => {
  store = opened
})

const rows = async () => {
  const { db, run } = store.sql
  return (await run([db.selectFrom('live_blocks').select(['block', 'data']).orderBy('block')]))[0]
}
const change = (block: number, data: string) =>
  store.sql.run([store.sql.db.updateTable('live_blocks').set({ data }).where('block', '=', block)])
const textOf = ([first]: readonly Statement[]) => (first ? built(first).text : '')
const records = simulated({ persons: 14 })
/** As many blocks as batches of 37 records. */
const fill = () => storeAll(store, records, { between: () => jump(store) })

/** Counts, and says how many records that took and what was told. */
async function counted(over: Partial<Parameters<typeof createLive>[0]> = {}) {
  let read = 0
  const told: [number, string][] = []
  const after: Store['after'] = async (cursor, limit) => {
    const page = await store.after(cursor, limit)
    read += page.records.length
    return page
  }
  const live: Live = createLive({
    ...{ ...LIVE_OPTIONS, store: { ...store, after } },
    recounted: (blocks, reason) => told.push([blocks, reason]),
    ...over,
  })
  await live.look(60_000)
  await live.stop()
  return { live, read, told }
}

describe('what was counted before a start', { timeout: 60_000 }, () => {
  it('is gone on from: blocks that are whole are read no more, but the last two for their runs', async () => {
    await fill()
    const first = await counted()
    expect(first.read).toBe(records.length)
    const again = await counted()
    // two blocks were open, two are read ahead of them
    expect(again.read).toBe(records.length % 37 === 0 ? 4 * 37 : 3 * 37 + (records.length % 37))
    expect(again.told).toEqual([])
    expect(counts(again.live)).toEqual(await countsIn(store))
  })

  it('is what a recount gives, wherever the process before was killed, and whatever was deleted between', async () => {
    const random = createRandom(11)
    const all = simulated({ seed: 12, persons: 9 })
    const persons = [...new Set(all.flatMap(({ person }) => person ?? []))]
    for (let next = 0; next < all.length; next += 60) {
      await storeAll(store, all.slice(next, next + 60), {
        between: async () => void (random() < 0.6 && (await jump(store))),
      })
      // a process that is gone in the middle of something: nobody stops it, and what it had is lost
      let steps = Math.floor(random() * 8)
      const killed = createLive({
        ...LIVE_OPTIONS,
        pageRecords: 20,
        failed: () => {},
        store: {
          ...store,
          after: async (...given) =>
            steps-- > 0 ? store.after(...given) : Promise.reject(new Error('killed')),
        },
      })
      await killed.look(60_000).catch(() => {})
      if (random() < 0.3) await erasePerson(store, 'shop', persons[Math.floor(random() * persons.length)]!)
      if (random() < 0.2) await store.owner.removeBefore('shop', NOW, 20)
      const { live, told } = await counted()
      expect(counts(live)).toEqual(await countsIn(store))
      expect(told).toEqual([])
    }
    expect((await rows()).filter(({ data }) => data !== null).length).toBeGreaterThan(4)
  })

  it('holds nothing of what was erased, from the moment it was', async () => {
    const [one] = records.filter(({ type }) => type === 'answered')
    const mine = { ...one!, person: 'p-1', comment: 'My name is on the parcel', id: 'f'.repeat(32) }
    await storeAll(store, [mine as never])
    await jump(store)
    await fill()
    await counted()
    const kept = async () =>
      JSON.stringify(
        await Promise.all(
          (await rows()).flatMap(({ data }) => (data === null ? [] : unpackBlock(data, createInterner()))),
        ),
      )
    expect(await kept()).toContain('on the parcel')
    await erasePerson(store, 'shop', 'p-1')
    expect(await kept()).not.toContain('on the parcel')
    expect(await kept()).not.toContain('p-1"')
    // and what lies apart from it is still kept
    const { read } = await counted({ pageRecords: 20 })
    expect(read).toBeLessThan(records.length)
  })

  it('is counted again where it is damaged, and nowhere else, and said so', async () => {
    await fill()
    await counted()
    const all = await rows()
    const [second, fifth] = [all[1]!, all[4]!]
    await change(second.block, second.data!.replace(/.{8}(?=.{40}$)/, 'AAAAAAAA'))
    await change(fifth.block, second.data!)
    const { live, told, read } = await counted({ pageRecords: 20 })
    expect(told).toEqual([[2, 'damaged']])
    expect(read).toBeLessThan(records.length)
    expect(counts(live)).toEqual(await countsIn(store))
    expect((await rows()).map(({ data }, place) => data === all[place]!.data)).not.toContain(false)
  })

  it('is counted again as a whole when it was counted in another form, and said so', async () => {
    await fill()
    await counted()
    const kept = (await rows()).length
    const { live, told, read } = await counted({ segments: ['country'] })
    expect(told).toEqual([[kept, 'version']])
    expect(read).toBe(records.length)
    expect(live.count({ ...EVERYTHING, segments: { country: 'es' } })).toBeGreaterThan(0)
    expect((await counted({ segments: ['country'] })).told).toEqual([])
  })

  it('is missed by nobody: where it cannot be written, counting goes on and says why', async () => {
    await fill()
    const failures: string[] = []
    const { run } = store.sql
    const full: Store['sql'] = {
      ...store.sql,
      run: async (statements, options) =>
        /^insert/.test(textOf(statements)) ? Promise.reject(new Error('full')) : run(statements, options),
    }
    const live = createLive({
      ...LIVE_OPTIONS,
      store: { ...store, sql: full },
      failed: (why) => failures.push(why),
    })
    await live.look(60_000)
    expect(new Set(failures)).toEqual(new Set(['full']))
    expect(counts(live)).toEqual(await countsIn(store))
    await live.stop()
  })

  it('keeps the share of persons that it was counted with', async () => {
    await fill()
    await counted()
    const all = await rows()
    const { block, shares } = await unpackBlock(all[0]!.data!, createInterner())
    const data = await packBlock({ block, shares: { ...shares, live: 0.25 } })
    await change(all[0]!.block, data)
    const { live } = await counted()
    const { people } = live.view(EVERYTHING, 'week')
    const whole = openLive({
      ...store,
      sql: {
        ...store.sql,
        run: async (statements, options) =>
          /live_blocks/.test(textOf(statements)) ? ([[]] as never) : store.sql.run(statements, options),
      },
    })
    await whole.look(60_000)
    const everyone = whole.view(EVERYTHING, 'week').people
    expect([people.share, everyone.share]).toEqual([0.25, 1])
    expect(people.persons.size).toBeLessThan(everyone.persons.size / 2)
    for (const [person, answers] of people.persons) expect(answers).toEqual(everyone.persons.get(person))
    await whole.stop()
  })

  it('is of this form, which FORM in createShelf is the number of', async () => {
    const common = {
      ...{ at: NOW - 1000, mode: 'live', run: 'a'.repeat(32), person: 'p-1', sampleRate: 1, locale: 'en' },
      survey: { id: 'after', rev: 1, hash: 'abc1234', kind: 'transactional', audience: 'customer' },
      touchpoint: { id: 'order', phase: 'after', channel: 'web', stage: 'front' },
      context: { country: 'es' },
    }
    const nps = { id: 'nps', type: 'nps', instrument: 'nps@1' }
    const said = { ...common, type: 'answered', question: nps, value: 9, comment: 'Well done', tookMs: 900 }
    const few = [
      { ...common, id: '1'.repeat(32), type: 'shown', seq: 0 },
      { ...said, id: '2'.repeat(32), seq: 1 },
      {
        ...{ id: '3'.repeat(32), type: 'outcome', kind: 'purchase', at: NOW, mode: 'live' },
        person: 'p-1',
        value: 12,
      },
      ...['4', '5'].map((digit) => ({ ...said, id: digit.repeat(32), run: digit.repeat(32), seq: 0 })),
    ]
    for (const one of few.slice(0, 3)) await storeAll(store, [one as never])
    for (const one of few.slice(3)) {
      await jump(store)
      await storeAll(store, [one as never])
    }
    await counted()
    const [row] = await rows()
    const text = JSON.stringify(await unpackBlock(row!.data!, createInterner()), (_, value) =>
      value instanceof Map ? [...value] : value,
    )
    // another one here: raise that number, or collectors would go on from what was counted otherwise
    expect(createHash('sha256').update(text).digest('hex').slice(0, 16)).toBe('c5197f7c25ae4ac7')
  })
})
