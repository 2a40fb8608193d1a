import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { deliver } from '../../src/core/deliver.ts'
import { clickhouseSink } from '../../src/server/clickhouse.ts'
import { findEngine } from '../support/findEngine.ts'
import { many } from '../support/records.ts'
import { freePort, runEngine } from '../support/runEngine.ts'
import { throughFaults } from '../support/throughFaults.ts'
import { useEngine } from '../support/useEngine.ts'

const USERS = `<yandex><profiles><default/></profiles><quotas><default/></quotas><users><default><password></password>
  <networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users></yandex>`
const config = (folder: string, http: number, tcp: number) => `<yandex>
  <logger><level>none</level></logger><listen_host>127.0.0.1</listen_host>
  <http_port>${http}</http_port><tcp_port>${tcp}</tcp_port><path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path>
  <format_schema_path>${folder}/formats/</format_schema_path><users_config>${folder}/users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
  <mark_cache_size>5368709120</mark_cache_size></yandex>`

// Debian's server is of 2018: it knows no tokens and no JSON columns, but inserts over HTTP as today's do.
describe('clickhouseSink, on a real ClickHouse', () => {
  const real = useEngine(async () => {
    const program = findEngine('clickhouse-server')
    const tcp = await freePort()
    return runEngine(
      (_port, folder) => ({ program, args: [`--config-file=${join(folder, 'config.xml')}`] }),
      {
        prepare: (port, folder) => {
          for (const name of ['data', 'tmp', 'formats']) mkdirSync(join(folder, name))
          writeFileSync(join(folder, 'config.xml'), config(folder, port, tcp))
          writeFileSync(join(folder, 'users.xml'), USERS)
        },
      },
    )
  })
  beforeAll(async () => {
    await query(`CREATE TABLE pulso_records (id String, at DateTime, type String, survey Nullable(String), record String)
      ENGINE = ReplacingMergeTree PARTITION BY tuple() ORDER BY id`)
  }, 60_000)
  const query = async (sql: string) =>
    (await fetch(`http://127.0.0.1:${real.engine.port}/`, { method: 'POST', body: sql })).text()

  it('has each of 1,000 records once when read merged, after lost answers', async () => {
    const sink = clickhouseSink({ endpoint: `http://127.0.0.1:${real.proxy.port}`, token: false })
    const { records, repeats } = await throughFaults(sink, real.proxy, undefined)
    expect(repeats).toBeGreaterThan(100)
    const ids = (await query('SELECT id FROM pulso_records FINAL ORDER BY id')).trim().split('\n')
    expect(ids).toEqual(records.map(({ id }) => id).sort())
    const [id] = ids
    const stored = await query(`SELECT record FROM pulso_records FINAL WHERE id = '${id}' FORMAT JSONCompact`)
    expect(JSON.parse(JSON.parse(stored).data[0][0])).toEqual(records.find((record) => record.id === id))
  }, 60_000)

  it('holds records when the table is missing', async () => {
    const sink = clickhouseSink({
      endpoint: `http://127.0.0.1:${real.engine.port}`,
      token: false,
      table: 'nowhere',
    })
    expect(await deliver(sink, many(1))).toMatchObject([{ status: 'held', code: 'clickhouse_60' }])
  })
})
