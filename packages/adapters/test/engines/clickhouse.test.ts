import { beforeAll, describe, expect, it } from 'vitest'
import { deliver } from '../../src/core/deliver.ts'
import { clickhouseSink } from '../../src/server/clickhouse.ts'
import { many } from '../support/records.ts'
import { startClickhouse } from '../support/startClickhouse.ts'
import { throughFaults } from '../support/throughFaults.ts'
import { useEngine } from '../support/useEngine.ts'

// Debian's server is of 2018: it knows no tokens and no JSON columns, but inserts over HTTP as today's do.
describe('clickhouseSink, on a real ClickHouse', () => {
  const real = useEngine(() => startClickhouse())
  beforeAll(async () => {
    await query(`CREATE TABLE pulso_records (id String, at DateTime, type String, survey Nullable(String), record String)
      ENGINE = ReplacingMergeTree PARTITION BY tuple() ORDER BY id`)
  }, 60_000)
  const query = async (sql: string) =>
    (await fetch(`http://127.0.0.1:${real.engine.port}/`, { method: 'POST', body: sql })).text()

  it('has each of 1,000 records once when read merged, after lost answers and kills in mid-batch', async () => {
    const sink = clickhouseSink({ endpoint: `http://127.0.0.1:${real.proxy.port}`, token: false })
    const { records, repeats } = await throughFaults(sink, real.proxy, real.engine)
    expect(repeats).toBeGreaterThan(100)
    const ids = (await query('SELECT id FROM pulso_records FINAL ORDER BY id')).trim().split('\n')
    expect(ids).toEqual(records.map(({ id }) => id).sort())
    const [id] = ids
    const stored = await query(`SELECT record FROM pulso_records FINAL WHERE id = '${id}' FORMAT JSONCompact`)
    expect(JSON.parse(JSON.parse(stored).data[0][0])).toEqual(records.find((record) => record.id === id))
  }, 120_000)

  it('holds records when the table is missing', async () => {
    const sink = clickhouseSink({
      endpoint: `http://127.0.0.1:${real.engine.port}`,
      token: false,
      table: 'nowhere',
    })
    expect(await deliver(sink, many(1))).toMatchObject([{ status: 'held', code: 'clickhouse_60' }])
  })
})
