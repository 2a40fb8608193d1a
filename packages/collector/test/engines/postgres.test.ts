import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lossyProxy } from '../../../adapters/test/support/lossyProxy.ts'
import { openPostgresStore } from '../../src/postgres/openPostgresStore.ts'
import { openPool } from '../../src/postgres/pg.ts'
import { ARRIVAL, row, storeContract } from '../contract/storeContract.ts'
import { answered } from '../support/records.ts'
import { type RunningPostgres, runPostgres, untilReady } from '../support/runPostgres.ts'

let postgres: RunningPostgres
beforeAll(async () => {
  postgres = await runPostgres()
}, 300_000)
afterAll(() => postgres?.engine.stop(), 60_000)

storeContract('a Postgres store', async () => {
  const url = postgres.url(await postgres.createDatabase())
  return { open: () => openPostgresStore(url, { connections: 4 }), remove: async () => {} }
})

describe('openPostgresStore', () => {
  it('makes its tables once, however many processes start at the same time', async () => {
    const url = postgres.url(await postgres.createDatabase())
    const stores = await Promise.all(
      Array.from({ length: 5 }, () => openPostgresStore(url, { connections: 1 })),
    )
    const rows = Array.from({ length: 5 }, () => row(answered()))
    const outcomes = await Promise.all(stores.map((store, n) => store.append('shop', [rows[n]!], ARRIVAL)))
    expect(outcomes.flat()).toEqual(['stored', 'stored', 'stored', 'stored', 'stored'])
    expect(await stores[0]?.totals()).toEqual({ live: 5, test: 0 })
    await Promise.all(stores.map((store) => store.close()))
  })

  it('lays each month in a table of its own, and knows the ids of a month that was dropped', async () => {
    const database = await postgres.createDatabase()
    const store = await openPostgresStore(postgres.url(database))
    const [october, november] = [row(answered()), row(answered())]
    await store.append('shop', [october], { received: Date.UTC(2026, 9, 31, 23, 59, 59, 999), sentAt: null })
    await store.append('shop', [november], { received: Date.UTC(2026, 10, 1), sentAt: null })
    const tables = await postgres.query(
      database,
      `SELECT tableoid::regclass::text AS "table", count(*)::int AS rows FROM pulso.records GROUP BY 1 ORDER BY 1`,
    )
    expect(tables).toEqual([
      { table: 'pulso.records_2026_10', rows: 1 },
      { table: 'pulso.records_2026_11', rows: 1 },
    ])
    await postgres.query(database, 'DROP TABLE pulso.records_2026_10')
    const outcomes = await store.append('shop', [october, november], ARRIVAL)
    expect(outcomes).toEqual(['duplicate', 'duplicate'])
    // Its table comes back when a record of that month is moved here; the first try finds out, as a sender's retry would.
    const late = [{ ...row(answered()), project: 'shop', received: Date.UTC(2026, 9, 5), sentAt: null }]
    await expect(store.adopt(late)).rejects.toThrow(/no partition/)
    expect(await store.adopt(late)).toEqual(['stored'])
    await postgres.query(database, 'DROP TABLE pulso.records_2026_10')
    expect(await store.totals()).toEqual({ live: 1, test: 0 })
    await store.close()
  })

  it('commits to the disk also where the server is set not to', async () => {
    const database = await postgres.createDatabase()
    await postgres.query('postgres', `ALTER DATABASE ${database} SET synchronous_commit = off`)
    const store = await openPostgresStore(postgres.url(database))
    await store.append('shop', [row(answered())], ARRIVAL) // makes the tables of the month
    // Of the settings that a commit used, a trigger sees what holds at its end.
    await postgres.query(
      database,
      `CREATE TABLE seen (setting text);
       CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$;
       CREATE CONSTRAINT TRIGGER see AFTER INSERT ON pulso.ids DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION see()`,
    )
    await store.append('shop', [row(answered())], ARRIVAL)
    expect(await postgres.query(database, 'SELECT setting FROM seen')).toEqual([{ setting: 'on' }])
    await store.close()
  })

  it('hears of a commit whose answer was lost when the batch comes again, and stores it once', async () => {
    const proxy = await lossyProxy(postgres.engine.port)
    const database = await postgres.createDatabase()
    const store = await openPostgresStore(
      postgres.url(database).replace(`:${postgres.engine.port}/`, `:${proxy.port}/`),
      { connections: 1 },
    )
    const rows = Array.from({ length: 20 }, () => row(answered()))
    await store.append('shop', rows.slice(0, 5), ARRIVAL)
    proxy.loseNextAnswer()
    await expect(store.append('shop', rows, ARRIVAL)).rejects.toThrow(/terminated/)
    const { count } = (
      await postgres.query<{ count: number }>(database, 'SELECT count(*) AS count FROM pulso.records')
    )[0]!
    expect(count).toBe(20) // it was committed
    expect(new Set(await store.append('shop', rows, ARRIVAL))).toEqual(new Set(['duplicate']))
    expect(await store.totals()).toEqual({ live: 20, test: 0 })
    await store.close()
    await proxy.close()
  })

  it('refuses a database that is not there, of a newer release, or that cannot be reached, and says no password', async () => {
    const refused = async (url: string, reason: RegExp) => {
      const error = await openPostgresStore(url).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ name: 'CollectorError', code: 'store_unusable' })
      expect((error as Error).message).toMatch(reason)
      expect((error as Error).message).not.toContain('s3cret')
    }
    const withPassword = (database: string) => postgres.url(database).replace('postgres@', 'postgres:s3cret@')
    await refused(withPassword('nowhere'), /does not exist/)
    await refused('postgres://postgres:s3cret@127.0.0.1:1/records', /ECONNREFUSED/)
    const database = await postgres.createDatabase()
    await (await openPostgresStore(postgres.url(database))).close()
    await postgres.query(database, 'UPDATE pulso.version SET version = 999')
    await refused(withPassword(database), /newer release/)
  })

  it('waits for nobody who holds no number: a writer that hangs stops neither writers nor the readers of its past', async () => {
    const database = await postgres.createDatabase()
    const [store, other] = [
      await openPostgresStore(postgres.url(database)),
      await openPostgresStore(postgres.url(database)),
    ]
    const [first, hung, third] = [row(answered()), row(answered()), row(answered())]
    await store.append('shop', [first], ARRIVAL)
    const before = await other.after(null, 10)
    // A row lock keeps one append waiting, after its number was given out or before: the readers cannot tell.
    await postgres.query(
      database,
      `CREATE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF NEW.id = '${hung.id}' THEN PERFORM pg_advisory_xact_lock(42); END IF; RETURN NEW; END $$;
       CREATE TRIGGER hang AFTER INSERT ON pulso.records FOR EACH ROW EXECUTE FUNCTION hang();
       CREATE TABLE held (n int)`,
    )
    const holder = openPool(postgres.url(database), 1)
    await holder.query({ text: 'SELECT pg_advisory_lock(42)' })
    const hanging = store.append('shop', [hung], ARRIVAL)
    await untilReady(async () => {
      const waiting = await postgres.query(database, 'SELECT 1 FROM pg_locks WHERE NOT granted')
      if (waiting.length === 0) throw new Error('not yet')
    })
    expect(await store.append('shop', [third], ARRIVAL)).toEqual(['stored'])
    expect((await other.after(null, 10)).records.map(({ id }) => id)).toEqual([first.id])
    const next = other.after(before.cursor, 10) // the third can be seen, but a smaller number is under way
    await holder.query({ text: 'SELECT pg_advisory_unlock(42)' })
    expect(await hanging).toEqual(['stored'])
    expect((await next).records.map(({ id }) => id)).toEqual([hung.id, third.id])
    await holder.end()
    await Promise.all([store.close(), other.close()])
  })
})
