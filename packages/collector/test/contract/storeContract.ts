import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KeptRecord, NewRecord, Store } from '../../src/Store.ts'
import { toNewRecord } from '../../src/toNewRecord.ts'
import { type AnyRecord, answered } from '../support/records.ts'
import { ownerContract } from './ownerContract.ts'
import { publicationContract } from './publicationContract.ts'

export const ARRIVAL = { received: 1_760_000_000_000, sentAt: 1_760_000_000_000 }
export const row = (record: AnyRecord): NewRecord => toNewRecord(record as never, JSON.stringify(record))

export interface StoreSubject {
  /** Opens the same store again, beside those that are open. */
  open: () => Promise<Store>
  remove: () => Promise<void>
}

/** What every store keeps to, whatever it is made of. */
export function storeContract(
  name: string,
  setUp: () => Promise<StoreSubject>,
  keeps: 'everything' | 'records' = 'everything',
): void {
  describe(`${name}, as every store`, () => {
    let subject: StoreSubject
    let store: Store
    beforeEach(async () => {
      subject = await setUp()
      store = await subject.open()
    })
    afterEach(async () => {
      await store.close()
      await subject.remove()
    })
    const read = async (filter: Parameters<Store['read']>[0]) => {
      const all = []
      for await (const page of store.read(filter)) all.push(...page)
      return all
    }
    const all = () => read({ mode: 'all' })

    it('commits all rows of a batch or none', async () => {
      const good = row(answered())
      const bad = { ...row(answered()), mode: 'neither' as never }
      await expect(store.append('shop', [good, bad], ARRIVAL)).rejects.toThrow(/check/i)
      expect(await all()).toEqual([])
    })

    it('tells stored, duplicate and conflict apart, in the order given', async () => {
      const [first, second, third] = [answered(), answered(), answered()]
      await store.append('shop', [row(first), row(second)], ARRIVAL)
      expect(
        await store.append('shop', [row(second), row(third), row({ ...first, value: 1 })], ARRIVAL),
      ).toEqual(['duplicate', 'stored', 'conflict'])
    })

    it('keeps what it has after it is closed and opened again', async () => {
      const record = answered()
      await store.append('shop', [row(record)], ARRIVAL)
      await store.close()
      store = await subject.open()
      expect(await read({ mode: 'live' })).toEqual([
        { project: 'shop', received: ARRIVAL.received, sentAt: ARRIVAL.sentAt, json: JSON.stringify(record) },
      ])
      expect(await store.append('shop', [row(record)], ARRIVAL)).toEqual(['duplicate'])
    })

    it('reads thousands of records in order, and not those that come while it reads', async () => {
      const rows = Array.from({ length: 2500 }, () => row(answered({}, { value: null })))
      await store.append('shop', rows, ARRIVAL)
      const seen: string[] = []
      for await (const page of store.read({ mode: 'live' })) {
        seen.push(...page.map(({ json }) => JSON.parse(json).id))
        await store.append('shop', [row(answered())], ARRIVAL)
      }
      expect(seen).toEqual(rows.map(({ id }) => id))
    })

    it('counts live and test records apart', async () => {
      const live = Array.from({ length: 5 }, () => answered())
      const test = answered({ mode: 'test' })
      await store.append('shop', [...live, test].map(row), ARRIVAL)
      expect(await store.totals()).toEqual({ live: 5, test: 1 })
    })

    it("stores two connections' writes side by side", async () => {
      const other = await subject.open()
      await store.append('shop', [row(answered())], ARRIVAL)
      await other.append('shop', [row(answered())], ARRIVAL)
      expect(await store.totals()).toEqual({ live: 2, test: 0 })
      await other.close()
    })

    it('keeps the first of two rows with one id in one batch', async () => {
      const record = answered()
      const rows = [row(record), row({ ...record, value: 1 }), row(record)]
      expect(await store.append('shop', rows, ARRIVAL)).toEqual(['stored', 'conflict', 'duplicate'])
      expect((await all()).map(({ json }) => json)).toEqual([JSON.stringify(record)])
    })

    it('knows an id again in another month, and keeps projects apart', async () => {
      const record = row(answered())
      const monthLater = { received: ARRIVAL.received + 31 * 86_400_000, sentAt: null }
      expect(await store.append('shop', [record], ARRIVAL)).toEqual(['stored'])
      expect(await store.append('shop', [record], monthLater)).toEqual(['duplicate'])
      expect(await store.append('other', [record], monthLater)).toEqual(['stored'])
      expect((await all()).map(({ project, received, sentAt }) => [project, received, sentAt])).toEqual([
        ['shop', ARRIVAL.received, ARRIVAL.sentAt],
        ['other', monthLater.received, null],
      ])
    })

    it('stores one row of one id that many connections write at the same time, in whatever order', async () => {
      const stores = await Promise.all([store, subject.open(), subject.open()])
      const rows = Array.from({ length: 50 }, () => row(answered()))
      const outcomes = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          stores[n % 3]!.append('shop', n % 2 ? rows : [...rows].reverse(), ARRIVAL),
        ),
      )
      expect(outcomes.flat().filter((outcome) => outcome === 'stored')).toHaveLength(rows.length)
      expect(outcomes.flat()).not.toContain('conflict')
      expect((await all()).map(({ json }) => json).sort()).toEqual(rows.map(({ json }) => json).sort())
      await Promise.all(stores.slice(1).map((other) => other.close()))
    })

    it('keeps a text to the byte, and the numbers that a record can hold', async () => {
      const record = answered({
        at: Number.MAX_SAFE_INTEGER,
        comment: `"quoted" \\ \n \t 'it''s' \u2028 Llegó 🙂 سريع {1,2} $1 %s`,
      })
      const json = JSON.stringify(record, undefined, 1).replace('Lleg', '\\u004cleg')
      await store.append('shop', [{ ...row(record), json }], ARRIVAL)
      expect((await all())[0]?.json).toBe(json)
      const { records } = await store.after(null, 10)
      expect(records).toEqual([{ ...row(record), json, ...ARRIVAL, project: 'shop' }])
    })

    it('gives every record after a cursor once, all that it holds, and goes on where it was', async () => {
      const rows = Array.from({ length: 25 }, (_, n) =>
        row(answered({ mode: n % 5 === 0 ? 'test' : 'live' })),
      )
      await store.append('shop', rows, ARRIVAL)
      const seen: KeptRecord[] = []
      let cursor: string | null = null
      const drain = async () => {
        for (;;) {
          const page: Awaited<ReturnType<Store['after']>> = await store.after(cursor, 10)
          cursor = page.cursor
          if (page.records.length === 0) return
          seen.push(...page.records)
        }
      }
      await drain()
      expect(seen).toEqual(rows.map((entry) => ({ ...entry, ...ARRIVAL, project: 'shop' })))
      await drain()
      expect(seen).toHaveLength(25)
      const late = row(answered())
      await store.append('other', [late], { received: 20, sentAt: null })
      await drain()
      expect(seen.at(-1)).toEqual({ ...late, received: 20, sentAt: null, project: 'other' })
      expect(seen).toHaveLength(26)
    })

    it('shows no record before a cursor that it gave out, while several connections write', async () => {
      const writers = await Promise.all([subject.open(), subject.open(), subject.open()])
      const written: string[] = []
      let isWriting = true
      const writing = Promise.all(
        writers.map(async (writer, n) => {
          for (let batch = 0; batch < 40; batch += 1) {
            const rows = Array.from({ length: 1 + ((batch * 7 + n * 3) % 20) }, () => row(answered()))
            await writer.append('shop', rows, ARRIVAL)
            written.push(...rows.map(({ id }) => id))
          }
          await writer.close()
        }),
      ).finally(() => {
        isWriting = false
      })
      const follow = async () => {
        const seen: string[] = []
        let cursor: string | null = null
        for (;;) {
          const wasWriting = isWriting
          const page: Awaited<ReturnType<Store['after']>> = await store.after(cursor, 7)
          cursor = page.cursor
          seen.push(...page.records.map(({ id }) => id))
          if (page.records.length === 0 && !wasWriting) return seen
          await new Promise((resolve) => setImmediate(resolve))
        }
      }
      // Several at a time: each sink that is forwarded to has a cursor of its own.
      const followers = await Promise.all([follow(), follow(), follow()])
      await writing
      for (const seen of followers) {
        expect(seen).toHaveLength(written.length)
        expect(new Set(seen)).toEqual(new Set(written))
      }
    })

    it('adopts records of another store as they were, and leaves those that it has', async () => {
      const [mine, theirs] = [row(answered()), row(answered({ mode: 'test' }))]
      await store.append('shop', [mine], ARRIVAL)
      const kept: KeptRecord[] = [
        { ...mine, project: 'shop', received: 5, sentAt: 4 },
        { ...theirs, project: 'shop', received: 1_700_000_000_000, sentAt: null },
        { ...mine, project: 'other', received: 1_600_000_000_000, sentAt: 1 },
      ]
      expect(await store.adopt(kept)).toEqual(['duplicate', 'stored', 'stored'])
      expect(await store.adopt(kept)).toEqual(['duplicate', 'duplicate', 'duplicate'])
      expect((await store.after(null, 10)).records).toEqual([
        { ...mine, ...ARRIVAL, project: 'shop' },
        kept[1],
        kept[2],
      ])
    })

    if (keeps === 'records') return
    publicationContract(
      () => store,
      () => subject.open(),
    )
    ownerContract(
      () => store,
      () => subject.open(),
    )
  })
}
