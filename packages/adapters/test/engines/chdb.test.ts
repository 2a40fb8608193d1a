import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { deliver } from '../../src/core/deliver.ts'
import { clickhouseSink } from '../../src/server/clickhouse.ts'
import { findChdb } from '../support/findChdb.ts'
import { answered, many } from '../support/records.ts'
import { runEngine } from '../support/runEngine.ts'
import { throughFaults } from '../support/throughFaults.ts'
import { useEngine } from '../support/useEngine.ts'

const server = fileURLToPath(new URL('../support/chdbServer.mjs', import.meta.url))
const guide = readFileSync(new URL('../../../../docs/adapters.md', import.meta.url), 'utf8')
const [, columns, engineOf] = /`clickhouse`: `(id String[^`]*)`, `(ENGINE[^`]*)`/.exec(
  guide.replace(/\s+/g, ' '),
)!

// The SQL, its settings and its errors are ClickHouse's of 2026; the HTTP before them is the test's own.
describe('clickhouseSink, on the ClickHouse of today (chdb)', () => {
  const real = useEngine(async () => {
    const packages = findChdb()
    return runEngine((port, folder) => ({
      program: process.execPath,
      args: [server, packages, join(folder, 'data'), `${port}`],
    }))
  })
  const query = async (sql: string) => {
    const url = `http://127.0.0.1:${real.engine.port}/`
    const text = await (await fetch(url, { method: 'POST', body: sql })).text()
    return text ? (JSON.parse(text) as { data: string[][] }).data.map((row) => row.map(String)) : []
  }
  const make = (table: string, port = real.proxy.port) =>
    clickhouseSink({ endpoint: `http://127.0.0.1:${port}`, table })

  it('has each of 1,000 records once by its token alone, after lost answers and kills in mid-batch', async () => {
    await query(`CREATE TABLE tokens (${columns}) ENGINE = MergeTree ORDER BY id
      SETTINGS non_replicated_deduplication_window = 1000`)
    const { records, repeats } = await throughFaults(make('tokens'), real.proxy, real.engine)
    const rows = await query('SELECT id, record FROM tokens ORDER BY id')
    expect(repeats).toBeGreaterThan(300)
    expect(rows.map(([id]) => id)).toEqual(records.map(({ id }) => id).sort())
    const [id, record] = rows[0]!
    expect(JSON.parse(record!)).toEqual(records.find((each) => each.id === id))
  }, 90_000)

  it('has each once when read merged, in whatever batches it came, in the table of the guide', async () => {
    await query(`CREATE TABLE merged (${columns}) ${engineOf}`)
    const sink = make('merged', real.engine.port)
    const records = many(20)
    for (const batch of [records, records.slice(5), records.slice(0, 3)])
      expect((await deliver(sink, batch)).every(({ status }) => status === 'settled')).toBe(true)
    const rows = await query('SELECT id, toUnixTimestamp64Milli(at) FROM merged FINAL ORDER BY id')
    const expected = records.map(({ id, at }) => [id, `${at}`]).sort(([a], [b]) => (a! < b! ? -1 : 1))
    expect(rows).toEqual(expected)
  })

  it('sets aside a record that no row can hold, and holds records when the table is missing', async () => {
    await query(`CREATE TABLE strict (${columns}) ${engineOf}`)
    const outcomes = await deliver(make('strict'), [...many(3), answered({ at: 1e15 })])
    expect(outcomes.map(({ status }) => status)).toEqual(['settled', 'settled', 'settled', 'rejected'])
    expect(outcomes[3]!.code).toMatch(/^clickhouse_\d+$/)
    expect(await deliver(make('nowhere'), many(1))).toMatchObject([{ status: 'held', code: 'clickhouse_60' }])
  })
})
