import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCaseBook } from '../../src/cases/caseBook.ts'
import type { CaseState } from '../../src/cases/moves.ts'
import { moveForwarding } from '../../src/data/moveForwarding.ts'
import { moveRecords } from '../../src/moveRecords.ts'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import type { Store } from '../../src/Store.ts'
import { allOf } from '../../src/sql/allOf.ts'
import type { Sql, Statement } from '../../src/sql/Sql.ts'
import { answered } from '../support/records.ts'
import type { ForwardSubject } from './forwardContract.ts'
import { ARRIVAL, row } from './storeContract.ts'

const { received } = ARRIVAL

/** What becomes of cases and forwarding when a business moves from a SQLite file to this store. */
export function moveForwardingContract(name: string, setUp: () => Promise<ForwardSubject>): void {
  describe(`moveForwarding into ${name}`, { timeout: 60_000 }, () => {
    let subject: ForwardSubject
    let from: Store
    let to: Store
    const records = [1, 2, 3, 4].map((value) => row(answered({}, { value })))
    const ids = records.map(({ id }) => id)
    beforeEach(async () => {
      subject = await setUp()
      from = openSqliteStore(':memory:')
      to = await subject.open()
      await to.append('shop', [row(answered())], ARRIVAL) // sent to the target: arrivals differ from here on
      await from.append('shop', records, ARRIVAL)
      await caseOf(from, 'run-1', 'taken')
      await caseOf(from, 'run-2', 'open')
      await caseOf(to, 'run-of-the-target', 'open')
      const { db } = from.sql
      const sink = { began: 7, settled: 2 }
      const item = {
        ...{ sink: 'crm', project: 'shop', received, code: 'refused', tries: 3, faults: 1, since: 6, due: 8 },
        mode: 'live' as const,
      }
      await from.sql.run([
        db.insertInto('case_records').values({
          ...{
            case_number: 1,
            part: 'opened',
            project: 'shop',
            id: ids[0]!,
            mode: 'live',
            arrival: 1,
            received,
          },
        }),
        db
          .insertInto('case_history')
          .values({ case_number: 1, at: 5, who: 'ana', move: 'take', owner: 'ana', note: 'mine' }),
        db.insertInto('forward_sinks').values([
          { ...sink, sink: 'crm', cursor: '2', state: 'held', code: 'wrong_key' },
          { ...sink, sink: 'team', cursor: '4', state: 'ok' },
        ]),
        db.insertInto('forward_items').values([
          { ...item, id: ids[0]!, arrival: 1, state: 'dead' },
          { ...item, id: ids[1]!, arrival: 2, case_number: 1, state: 'waiting' },
        ]),
      ])
      await moveRecords(from, to)
    }, 60_000)
    afterEach(async () => {
      await from.close()
      await to.close()
      await subject.remove()
    })

    const caseOf = ({ sql }: Store, run: string, state: CaseState, changed = 5) =>
      sql.run([
        sql.db.insertInto('cases').values({
          ...{ project: 'shop', mode: 'live', rule: 'unhappy', run, survey: 'post-purchase', state, changed },
          ...{ touchpoint: 'order-confirmation', matched: 1, texted: 1, owner: 'ana', received, due: 9 },
        }),
      ])
    const change = ({ sql }: Store, run: string, state: CaseState, changed: number) =>
      sql.run([sql.db.updateTable('cases').set({ state, changed }).where('run', '=', run)])
    const all = <Row>(of: (db: Sql['db']) => Statement<Row>) => allOf(to.sql)(of(to.sql.db))
    const casesThere = () => all((db) => db.selectFrom('cases').selectAll())
    const sinksThere = () => all((db) => db.selectFrom('forward_sinks').selectAll().orderBy('sink'))
    const cursorOf = async (sink: string): Promise<string> =>
      String((await sinksThere()).find((one) => one.sink === sink)?.cursor)

    it('brings cases with their records and history, under their number where it is free, and once', async () => {
      for (let times = 0; times < 2; times += 1) await moveForwarding(from, to)
      const cases = createCaseBook(to.sql)
      const listed = await cases.list({ mode: 'live', limit: 10 }, 10)
      expect(listed).toHaveLength(3)
      const moved = listed.find(({ run }) => run === 'run-1')
      expect(moved?.number).not.toBe(1) // the target's own case has it
      expect(listed.find(({ run }) => run === 'run-2')?.number).toBe(2)
      const { number: _, ...detail } = (await createCaseBook(from.sql).find(1))!
      expect(await cases.find(moved!.number)).toEqual({ ...detail, number: moved!.number })
      expect(await all((db) => db.selectFrom('case_history').selectAll())).toHaveLength(1)

      await caseOf(to, 'run-3', 'open') // numbers go on after those that were moved
      expect((await cases.list({ mode: 'live', limit: 10 }, 10)).map(({ number }) => number)).toHaveLength(4)
    })

    it('takes over what changed in a case since it was moved, and leaves what changed in the target later', async () => {
      await moveForwarding(from, to)
      await change(from, 'run-1', 'closed', 20)
      await change(from, 'run-2', 'closed', 20)
      await change(to, 'run-2', 'taken', 30)
      await moveForwarding(from, to)
      const states = new Map((await casesThere()).map(({ run, state }) => [run, state]))
      expect([states.get('run-1'), states.get('run-2')]).toEqual(['closed', 'taken'])
    })

    it('lets each sink go on where it was: pauses, dead letters and what waits are kept', async () => {
      for (let times = 0; times < 2; times += 1) await moveForwarding(from, to)
      expect(await sinksThere()).toMatchObject([
        { sink: 'crm', state: 'held', code: 'wrong_key', began: 7, settled: 2 },
        { sink: 'team', state: 'ok', code: null },
      ])
      const unsent = await to.after(await cursorOf('crm'), 10)
      expect(unsent.records.map(({ id }) => id)).toEqual(ids.slice(2))
      expect((await to.after(await cursorOf('team'), 10)).records).toEqual([])

      const items = await all((db) => db.selectFrom('forward_items').selectAll().orderBy('state'))
      expect(items).toMatchObject([
        { state: 'dead', tries: 3, code: 'refused', case_number: null },
        { state: 'waiting', due: 8 },
      ])
      const moved = (await casesThere()).find(({ run }) => run === 'run-1')
      expect(items[1]?.case_number).toBe(moved?.number)
      const [before] = (await to.after(String(Number(items[0]?.arrival) - 1), 1)).records
      expect(before?.id).toBe(ids[0]) // by its number in this store
    })

    it('takes a sink that has begun in the target back to what the source has not sent, and no other', async () => {
      const begun = { cursor: '5', began: 100 }
      await to.sql.run([
        to.sql.db.insertInto('forward_sinks').values([
          { ...begun, sink: 'crm' },
          { ...begun, sink: 'team' },
        ]),
      ])
      await moveForwarding(from, to)
      expect(await sinksThere()).toMatchObject([
        { sink: 'crm', began: 7, version: 1 },
        { sink: 'team', began: 100, cursor: '5', version: 0 },
      ])
      const unsent = await to.after(await cursorOf('crm'), 10)
      expect(unsent.records.map(({ id }) => id)).toEqual(ids.slice(2))
    })
  })
}
