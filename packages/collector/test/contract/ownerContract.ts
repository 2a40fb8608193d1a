import { describe, expect, it } from 'vitest'
import { EXPORT_FORMATS } from '../../src/data/exportFormat.ts'
import { exportStream } from '../../src/data/exportStream.ts'
import { type ImportFormat, importRecords } from '../../src/data/importRecords.ts'
import { moveRest } from '../../src/data/moveRest.ts'
import { erasePerson } from '../../src/data/person.ts'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import type { Store } from '../../src/Store.ts'
import { oddRecords } from '../support/oddRecords.ts'
import { answered, randomId } from '../support/records.ts'
import { inPieces } from '../support/streams.ts'
import { completed } from './publicationContract.ts'
import { ARRIVAL, row } from './storeContract.ts'

const DAY_MS = 86_400_000

/** All that a store holds, as the export writes it. */
export const exportText = (store: Store, format: ImportFormat): Promise<string> =>
  new Response(exportStream(store.read({ mode: 'all' }), EXPORT_FORMATS[format])).text()

/** What every store keeps to in the hands of the owner of its data. */
export function ownerContract(open: () => Store, again: () => Promise<Store>): void {
  const read = async (filter: Parameters<Store['read']>[0]) => {
    const ids: string[] = []
    for await (const page of open().read(filter)) ids.push(...page.map(({ json }) => JSON.parse(json).id))
    return ids
  }
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

  describe('owner', () => {
    it('gives the bytes of an export again that it took, in both formats', async () => {
      const records = oddRecords()
      for (const format of ['ndjson', 'csv'] as const) {
        const { head, line } = EXPORT_FORMATS[format]
        const text = head + records.map(line).join('')
        const report = await importRecords(open(), inPieces(text, 100), format)
        expect(report.taken + report.already).toBe(records.length)
        expect(await exportText(open(), format)).toBe(text)
      }
    })

    it('reads the records of a project, of people and of runs', async () => {
      const run = randomId()
      const rows = [
        answered({ person: 'p-1' }),
        answered({ person: 'p-2', mode: 'test' }),
        answered({ run }),
        answered({ run, person: 'p-1' }),
        answered(),
      ].map(row)
      await open().append('shop', rows, ARRIVAL)
      const elsewhere = row(answered({ person: 'p-1' }))
      await open().append('elsewhere', [elsewhere], ARRIVAL)
      expect(await read({ mode: 'all', project: 'shop' })).toEqual(ids(rows))
      expect(await read({ mode: 'live', project: 'elsewhere' })).toEqual([elsewhere.id])
      const of = (persons: string[], runs: string[] = []) =>
        read({ mode: 'all', project: 'shop', of: { persons, runs } })
      expect(await of(['p-1'])).toEqual([rows[0]?.id, rows[3]?.id])
      expect(await of(['p-1', 'p-2'])).toEqual([rows[0]?.id, rows[1]?.id, rows[3]?.id])
      expect(await of([], [run])).toEqual([rows[2]?.id, rows[3]?.id])
      expect(await of(["p-1' OR '1'='1", '{p-1}', '"p-1"'])).toEqual([])
    })

    it('removes what is asked for and nothing else, and knows the ids again', async () => {
      const run = randomId()
      const rows = [answered({ person: 'p-1' }), answered({ run }), answered()].map(row)
      const other = row(answered({ person: 'p-1' }))
      const store = open()
      await store.append('shop', rows, ARRIVAL)
      await store.append('elsewhere', [other], ARRIVAL)
      expect(await store.owner.remove('shop', { persons: ['p-1'], runs: [run] })).toBe(2)
      expect(await store.owner.remove('shop', { persons: ['p-1'], runs: [run] })).toBe(0)
      expect(await read({ mode: 'all' })).toEqual([rows[2]?.id, other.id])
      // A page that never heard of its acknowledgement sends it again, this or another month.
      const late = { received: ARRIVAL.received + 40 * DAY_MS, sentAt: null }
      expect(await store.append('shop', rows, late)).toEqual(['duplicate', 'duplicate', 'duplicate'])
      expect(await store.adopt(rows.map((each) => ({ ...each, ...ARRIVAL, project: 'shop' })))).toEqual([
        'duplicate',
        'duplicate',
        'duplicate',
      ])
      expect(await read({ mode: 'all', project: 'shop' })).toEqual([rows[2]?.id])
      expect(await store.append('elsewhere', [rows[0]!], late)).toEqual(['stored'])
      const page = await store.after(null, 10)
      expect(ids(page.records)).toEqual([rows[2]?.id, other.id, rows[0]?.id])
    })

    it('removes what arrived before a time, the oldest, so many at once, of one project', async () => {
      const store = open()
      const rows = Array.from({ length: 6 }, () => row(answered()))
      const at = (days: number) => ({ received: ARRIVAL.received + days * DAY_MS, sentAt: null })
      for (const [n, each] of rows.entries()) await store.append('shop', [each], at(n * 20))
      await store.append('elsewhere', [row(answered())], at(0))
      const before = at(60).received
      expect(await store.owner.countBefore('shop', before)).toBe(3)
      expect(await store.owner.removeBefore('shop', before, 2)).toBe(2)
      expect(await store.owner.removeBefore('shop', before, 2)).toBe(1)
      expect(await store.owner.removeBefore('shop', before, 2)).toBe(0)
      expect(await store.owner.countBefore('shop', before)).toBe(0)
      expect(await read({ mode: 'all', project: 'shop' })).toEqual(ids(rows.slice(3)))
      await store.owner.tidy()
      expect(await store.totals()).toEqual({ live: 4, test: 0 })
      expect(await store.append('shop', [rows[0]!], at(100))).toEqual(['duplicate'])
    })

    it('removes each record once when several processes do it at the same time', async () => {
      const stores = [open(), await again(), await again()]
      await open().append(
        'shop',
        Array.from({ length: 120 }, () => row(completed())),
        ARRIVAL,
      )
      const removed = await Promise.all(
        stores.map(async (store) => {
          let sum = 0
          for (let count = -1; count !== 0; sum += count)
            count = await store.owner.removeBefore('shop', ARRIVAL.received + 1, 10)
          return sum
        }),
      )
      expect(removed.reduce((sum, count) => sum + count)).toBe(120)
      const runs = await open().publications.completions('shop', 'live', ['post-purchase'])
      expect(runs.get('post-purchase')).toBe(120)
      expect((await open().totals()).live).toBe(0)
      await Promise.all(stores.slice(1).map((store) => store.close()))
    })

    it('erases a person with the runs that began before they were known, and the notes of their cases', async () => {
      const store = open()
      const run = randomId()
      const [early, late, other] = [answered({ run }), answered({ run, person: 'p-1' }), answered()].map(row)
      await store.append('shop', [early!, late!, other!], ARRIVAL)
      const { db } = store.sql
      await store.sql.run([
        db.insertInto('cases').values({
          ...{ number: 7, project: 'shop', mode: 'live', rule: 'low', run, survey: 's', touchpoint: 't' },
          ...{ matched: 1, texted: 1, state: 'open', owner: 'x', received: 1, due: 1, changed: 1 },
        }),
        db.insertInto('case_history').values({
          ...{ case_number: 7, at: 1, who: 'x', move: 'take', owner: 'x', note: 'called p-1 back' },
        }),
      ])
      expect(await erasePerson(store, 'shop', 'p-1')).toEqual({ records: 2 })
      expect(await read({ mode: 'all' })).toEqual([other!.id])
      expect(await store.sql.run([db.selectFrom('case_history').select('note')])).toEqual([[{ note: null }]])
    })

    it('takes what another store holds beside its records, and lets go of what was deleted there', async () => {
      const source = openSqliteStore(':memory:')
      const target = open()
      const rows = [
        answered({ person: 'p-1' }),
        answered({ person: 'p-2' }),
        completed({ person: 'p-1' }),
      ].map(row)
      await source.append('shop', rows, ARRIVAL)
      await target.append('shop', [rows[0]!], ARRIVAL) // moved before it was deleted
      await target.append('shop', [row(completed())], ARRIVAL)
      const place = { project: 'shop', mode: 'live' } as const
      const wording = (json: string) => ({ survey: 's', rev: 1, hash: 'abc1234', json })
      for (const number of [1, 2])
        await source.publications.publish(place, { number, published: number, json: `[${number}]` }, [
          wording(`{"n":${number}}`),
        ])
      await source.owner.remove('shop', { persons: ['p-1'], runs: [] })
      await source.owner.countOfKey('key', 20_000, 7)
      for (let times = 0; times < 2; times += 1) await moveRest(source, target)
      expect(await target.publications.latest('shop', 'live')).toEqual({
        number: 2,
        published: 2,
        json: '[2]',
      })
      expect(await target.publications.definitions('shop', 'live')).toEqual(
        await source.publications.definitions('shop', 'live'),
      )
      expect(await target.publications.completions('shop', 'live', ['post-purchase'])).toEqual(
        new Map([['post-purchase', 2]]),
      )
      expect(await target.owner.countOfKey('key', 20_000, 0)).toBe(7)
      expect(await target.append('shop', rows, ARRIVAL)).toEqual(['duplicate', 'stored', 'duplicate'])
      expect((await target.totals()).live).toBe(2)
      // And on to a third one.
      const third = openSqliteStore(':memory:')
      await moveRest(target, third)
      expect(await third.publications.latest('shop', 'live')).toEqual({
        number: 2,
        published: 2,
        json: '[2]',
      })
      expect(await third.append('shop', rows, ARRIVAL)).toEqual(['duplicate', 'stored', 'duplicate'])
      await Promise.all([source.close(), third.close()])
    })

    it('counts what was completed on after it was removed', async () => {
      const store = open()
      const rows = [
        completed({ person: 'p-1' }),
        completed({ person: 'p-1', mode: 'test' }),
        completed(),
      ].map(row)
      await store.append('shop', rows, ARRIVAL)
      const count = async () => [
        ...(await store.publications.completions('shop', 'live', ['post-purchase'])),
        ...(await store.publications.completions('shop', 'test', ['post-purchase'])),
      ]
      const before = await count()
      expect(before).toEqual([
        ['post-purchase', 2],
        ['post-purchase', 1],
      ])
      await store.owner.remove('shop', { persons: ['p-1'], runs: [] })
      expect(await count()).toEqual(before)
      await store.owner.removeBefore('shop', ARRIVAL.received + 1, 10)
      expect(await count()).toEqual(before)
      expect((await store.totals()).live).toBe(0)
    })

    it('knows which people have records of a run, by mode', async () => {
      const store = open()
      const outcome = {
        type: 'outcome',
        kind: 'purchase',
        at: 1,
        mode: 'live',
        id: randomId(),
        person: 'p-3',
      }
      const rows = [answered({ person: 'p-1' }), answered({ person: 'p-2', mode: 'test' }), outcome].map(row)
      await store.append('shop', rows, ARRIVAL)
      const known = async (mode: 'live' | 'test' | 'all') => [
        ...(await store.owner.knownPersons('shop', mode, ['p-1', 'p-2', 'p-3', 'p-4'])),
      ]
      expect(await known('live')).toEqual(['p-1'])
      expect(await known('test')).toEqual(['p-2'])
      expect((await known('all')).sort()).toEqual(['p-1', 'p-2'])
      expect(await store.owner.knownPersons('elsewhere', 'all', ['p-1'])).toEqual(new Set())
    })

    it('adds up what keys stored, by day, from several processes', async () => {
      const stores = [open(), await again(), await again()]
      await Promise.all(
        Array.from({ length: 30 }, (_, n) => stores[n % 3]!.owner.countOfKey('key', 20_000, n % 3)),
      )
      expect(await open().owner.countOfKey('key', 20_000, 0)).toBe(30)
      expect(await open().owner.countOfKey('key', 20_001, 5)).toBe(5)
      expect(await open().owner.countOfKey('other', 20_000, 1)).toBe(1)
      await Promise.all(stores.slice(1).map((store) => store.close()))
    })
  })
}
