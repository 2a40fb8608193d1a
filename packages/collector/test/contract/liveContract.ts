import { createRandom } from '@pulso/insights/algorithms'
import { describe, expect, it } from 'vitest'
import { erasePerson } from '../../src/data/person.ts'
import { createInterner } from '../../src/live/createInterner.ts'
import { unpackBlock } from '../../src/live/packBlock.ts'
import type { Store } from '../../src/Store.ts'
import { counts, countsIn, jump, openLive } from '../support/liveCounts.ts'
import { rowOf, simulated, storeAll } from '../support/simulated.ts'

const FROM = Date.UTC(2026, 0, 5)
const DAY_MS = 86_400_000

/** What the live numbers keep to over every store. `open` gives the same store again, beside those that are open. */
export function liveContract(
  name: string,
  setUp: () => Promise<{ open: () => Promise<Store>; remove: () => void }>,
) {
  describe(`live numbers over ${name}`, { timeout: 120_000 }, () => {
    it('are right while two processes store, import, erase and let expire, in any order', async () => {
      const subject = await setUp()
      const random = createRandom(3)
      const stores = [await subject.open(), await subject.open()] as const
      const [live, theirs] = [openLive(stores[0]), openLive(stores[1])]
      const either = () => stores[random() < 0.5 ? 0 : 1]
      const all = simulated({ seed: 5, persons: 14 })
      const persons = [...new Set(all.flatMap(({ person }) => person ?? []))]
      let erased = 0
      for (let next = 0; next < all.length; ) {
        const size = Math.ceil(random() * 25)
        const [some, more] = [all.slice(next, next + size), all.slice(next + size, next + 2 * size)]
        await Promise.all([storeAll(either(), some), storeAll(either(), more), live.look(60_000)])
        next += 2 * size
        if (random() < 0.15) await jump(stores[0])
        if (random() < 0.15) {
          const person = persons[Math.floor(random() * persons.length)]!
          erased += (await erasePerson(either(), 'shop', person)).records
        }
        if (random() < 0.2) await either().owner.removeBefore('shop', FROM + 3 * DAY_MS, 25)
        if (random() < 0.2) {
          const old = simulated({ seed: next, persons: 1, from: FROM - 300 * DAY_MS })
          await either().adopt(
            old.map((record) => ({ ...rowOf(record), project: 'shop', received: record.at, sentAt: null })),
          )
        }
        if (random() < 0.25)
          for (const each of [live, theirs]) {
            await each.look(60_000)
            expect(counts(each)).toEqual(await countsIn(stores[0]))
          }
      }
      expect(erased).toBeGreaterThan(0)
      const late = openLive(stores[0]) // as after a restart
      for (const each of [live, theirs, late]) {
        await each.look(60_000)
        expect(counts(each)).toEqual(await countsIn(stores[1]))
        await each.stop()
      }
      expect(live.version().deleted).toBeGreaterThan(0)

      // what is kept for the next start lets go of a person in the moment of its erasure, before anybody looks
      const kept = async (): Promise<string> => {
        const { db, run } = stores[0].sql
        const [rows] = await run([
          db
            .selectFrom('live_blocks')
            .select('data')
            .where('data', 'is not', null)
            .$narrowType<{ data: string }>(),
        ])
        return JSON.stringify(await Promise.all(rows.map(({ data }) => unpackBlock(data, createInterner()))))
      }
      const before = await kept()
      const someone = persons.find((person) => before.includes(`"${person}"`))!
      expect((await erasePerson(stores[1], 'shop', someone)).records).toBeGreaterThan(0)
      expect(await kept()).not.toContain(`"${someone}"`)
      for (const store of stores) await store.close()
      subject.remove()
    })
  })
}
