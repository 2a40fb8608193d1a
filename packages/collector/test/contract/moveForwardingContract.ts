import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCaseBook } from '../../src/cases/caseBook.ts'
import { moveForwarding } from '../../src/data/moveForwarding.ts'
import { allOf } from '../../src/forward/allOf.ts'
import type { Row } from '../../src/forward/Sql.ts'
import { moveRecords } from '../../src/moveRecords.ts'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import type { Store } from '../../src/Store.ts'
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
      await sql(from, `INSERT INTO case_records VALUES (1, 'opened', 'shop', $1, 'live', 1, $2)`, [
        ids[0],
        received,
      ])
      await sql(
        from,
        `INSERT INTO case_history (case_number, at, who, move, owner, note) VALUES (1, 5, 'ana', 'take', 'ana', 'mine')`,
      )
      const sink =
        'INSERT INTO forward_sinks (sink, cursor, began, state, code, settled) VALUES ($1, $2, $3, $4, $5, 2)'
      await sql(from, sink, ['crm', '2', 7, 'held', 'wrong_key'])
      await sql(from, sink, ['team', '4', 7, 'ok', null])
      const item = `INSERT INTO forward_items (sink, project, id, mode, arrival, received, case_number, state, tries, faults, since, due, code)
        VALUES ('crm', 'shop', $1, 'live', $2, $3, $4, $5, 3, 1, 6, 8, 'refused')`
      await sql(from, item, [ids[0], 1, received, null, 'dead'])
      await sql(from, item, [ids[1], 2, received, 1, 'waiting'])
      await moveRecords(from, to)
    }, 60_000)
    afterEach(async () => {
      await from.close()
      await to.close()
      await subject.remove()
    })

    const sql = (store: Store, text: string, values: (string | number | null | undefined)[] = []) =>
      allOf(store.sql)<Row>(
        text,
        values.map((value) => value ?? null),
      )
    const caseOf = (store: Store, run: string, state: string, changed = 5) =>
      sql(
        store,
        `INSERT INTO ${store.sql.prefix}cases (project, mode, rule, run, survey, touchpoint, matched, texted, state, owner, received, due, changed)
         VALUES ('shop', 'live', 'unhappy', $1, 'post-purchase', 'order-confirmation', 1, 1, $2, 'ana', ${received}, 9, $3)`,
        [run, state, changed],
      )
    const table = (name: string, order: string) =>
      sql(to, `SELECT * FROM ${to.sql.prefix}${name} ORDER BY ${order}`)
    const cursorOf = async (sink: string): Promise<string> => {
      const [row] = await sql(to, `SELECT cursor FROM ${to.sql.prefix}forward_sinks WHERE sink = $1`, [sink])
      return String(row?.cursor)
    }

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
      expect(await table('case_history', 'place')).toHaveLength(1)

      await caseOf(to, 'run-3', 'open') // numbers go on after those that were moved
      expect((await cases.list({ mode: 'live', limit: 10 }, 10)).map(({ number }) => number)).toHaveLength(4)
    })

    it('takes over what changed in a case since it was moved, and leaves what changed in the target later', async () => {
      await moveForwarding(from, to)
      await sql(from, `UPDATE cases SET state = 'closed', changed = 20 WHERE run = 'run-1'`)
      await sql(from, `UPDATE cases SET state = 'closed', changed = 20 WHERE run = 'run-2'`)
      await sql(to, `UPDATE ${to.sql.prefix}cases SET state = 'taken', changed = 30 WHERE run = 'run-2'`)
      await moveForwarding(from, to)
      const states = new Map((await table('cases', 'number')).map(({ run, state }) => [run, state]))
      expect([states.get('run-1'), states.get('run-2')]).toEqual(['closed', 'taken'])
    })

    it('lets each sink go on where it was: pauses, dead letters and what waits are kept', async () => {
      for (let times = 0; times < 2; times += 1) await moveForwarding(from, to)
      expect(await table('forward_sinks', 'sink')).toMatchObject([
        { sink: 'crm', state: 'held', code: 'wrong_key', began: 7, settled: 2 },
        { sink: 'team', state: 'ok', code: null },
      ])
      const unsent = await to.after(await cursorOf('crm'), 10)
      expect(unsent.records.map(({ id }) => id)).toEqual(ids.slice(2))
      expect((await to.after(await cursorOf('team'), 10)).records).toEqual([])

      const items = await table('forward_items', 'state')
      expect(items).toMatchObject([
        { state: 'dead', tries: 3, code: 'refused', case_number: null },
        { state: 'waiting', due: 8 },
      ])
      const moved = (await table('cases', 'number')).find(({ run }) => run === 'run-1')
      expect(items[1]?.case_number).toBe(moved?.number)
      const [before] = (await to.after(String(Number(items[0]?.arrival) - 1), 1)).records
      expect(before?.id).toBe(ids[0]) // by its number in this store
    })

    it('takes a sink that has begun in the target back to what the source has not sent, and no other', async () => {
      const begun = `INSERT INTO ${to.sql.prefix}forward_sinks (sink, cursor, began) VALUES ($1, $2, 100)`
      await sql(to, begun, ['crm', '5'])
      await sql(to, begun, ['team', '5'])
      await moveForwarding(from, to)
      expect(await table('forward_sinks', 'sink')).toMatchObject([
        { sink: 'crm', began: 7, version: 1 },
        { sink: 'team', began: 100, cursor: '5', version: 0 },
      ])
      const unsent = await to.after(await cursorOf('crm'), 10)
      expect(unsent.records.map(({ id }) => id)).toEqual(ids.slice(2))
    })
  })
}
