import { readFileSync } from 'node:fs'
import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { deliver } from '../../src/core/deliver.ts'
import { postgresSink } from '../../src/server/postgres.ts'
import { answered, many } from '../support/records.ts'
import { startPostgres } from '../support/startPostgres.ts'
import { throughFaults } from '../support/throughFaults.ts'
import { useEngine } from '../support/useEngine.ts'

const DDL = `CREATE TABLE pulso_records
  (id text PRIMARY KEY, at timestamptz NOT NULL, type text NOT NULL, survey text, record jsonb NOT NULL)`

describe('postgresSink, on a real PostgreSQL', () => {
  const real = useEngine(startPostgres)
  beforeAll(async () => {
    for (let tries = 0; ; tries++)
      try {
        await query(DDL)
        break
      } catch (error) {
        if (tries > 100) throw error
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
  }, 60_000)
  const url = (port: number, database = 'postgres') => `postgres://postgres@127.0.0.1:${port}/${database}`
  const query = async (sql: string) => {
    const client = new pg.Client({ connectionString: url(real.engine.port) })
    await client.connect()
    try {
      return (await client.query(sql)).rows as { [column: string]: unknown }[]
    } finally {
      await client.end()
    }
  }

  it('has each of 1,000 records once, after lost answers and kills in mid-batch', async () => {
    const sink = postgresSink({ url: url(real.proxy.port) })
    const { records, repeats } = await throughFaults(sink, real.proxy, real.engine)
    const rows = await query('SELECT id, record, at, survey FROM pulso_records')
    expect(repeats).toBeGreaterThan(300)
    expect(rows.map(({ id }) => id).sort()).toEqual(records.map(({ id }) => id).sort())
    const [row] = rows
    const record = records.find(({ id }) => id === row!.id)!
    expect(row).toMatchObject({ record, survey: 'post-purchase', at: new Date(record.at) })
    await sink.close()
  }, 90_000)

  it('sets aside the one record that no row can hold, and keeps the other 48', async () => {
    const sink = postgresSink({ url: url(real.engine.port) })
    const records = many(49)
    records[20] = answered({ comment: 'a\u0000b' }) // jsonb has no such character
    const outcomes = await deliver(sink, records)
    expect(outcomes.filter(({ status }) => status === 'settled')).toHaveLength(48)
    expect(outcomes[20]).toMatchObject({ status: 'rejected', code: 'sql_22P05' })
    await sink.close()
  })

  it('holds records when the table or the database is missing', async () => {
    const table = postgresSink({ url: url(real.engine.port), table: 'nowhere' })
    expect(await deliver(table, many(2))).toMatchObject([
      { status: 'held', code: 'sql_42P01' },
      { status: 'held' },
    ])
    await table.close()
    const database = postgresSink({ url: url(real.engine.port, 'nowhere') })
    expect(await deliver(database, many(1))).toMatchObject([{ status: 'held', code: 'sql_3D000' }])
  })

  it('takes a repeat from a role that may add rows and read none, by the policies that the guide gives', async () => {
    const guide = readFileSync(new URL('../../../../docs/adapters.md', import.meta.url), 'utf8')
    const policy = /ALTER TABLE[^`]*/.exec(guide)![0].replaceAll('pulso_records', 'guarded')
    await query(DDL.replace('pulso_records', 'guarded'))
    await query('CREATE ROLE anon')
    await query(policy)
    const insert = `SET ROLE anon; INSERT INTO guarded VALUES ('a', now(), 'shown', NULL, '{}')
      ON CONFLICT (id) DO NOTHING`
    await query(insert)
    await query(insert)
    expect(await query('SELECT id FROM guarded')).toEqual([{ id: 'a' }])
    await expect(query('SET ROLE anon; SELECT record FROM guarded')).rejects.toThrow('permission denied')
    await expect(query('SET ROLE anon; DELETE FROM guarded')).rejects.toThrow('permission denied')
  })
})
