import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import { openPostgresStore } from '../../src/postgres/openPostgresStore.ts'
import { mirrorContract } from '../contract/mirrorContract.ts'
import { tempFolder } from '../support/openCollector.ts'
import { type RunningClickhouse, runClickhouse } from '../support/runClickhouse.ts'
import { type RunningPostgres, runPostgres } from '../support/runPostgres.ts'

let postgres: RunningPostgres
let old: RunningClickhouse
let today: RunningClickhouse
beforeAll(async () => {
  postgres = await runPostgres()
  old = await runClickhouse('2018')
  today = await runClickhouse('today')
}, 600_000)
afterAll(async () => {
  for (const { engine } of [postgres, old, today]) await engine.stop()
}, 120_000)

const fromSqlite = async (clickhouse: RunningClickhouse) => {
  const folder = tempFolder()
  return {
    open: async (place = 'first') => openSqliteStore(join(folder.path, `${place}.db`)),
    ask: clickhouse.ask,
    database: clickhouse.newDatabase(),
    hasTokens: clickhouse === today,
    remove: async () => folder.remove(),
  }
}
mirrorContract('from SQLite to ClickHouse 18.16', () => fromSqlite(old))
mirrorContract('from SQLite to ClickHouse 26.7 (chdb)', () => fromSqlite(today))
mirrorContract('from Postgres to ClickHouse 18.16', async () => {
  const urls = {
    first: postgres.url(await postgres.createDatabase()),
    second: postgres.url(await postgres.createDatabase()),
  }
  return {
    open: (place = 'first') => openPostgresStore(urls[place], { connections: 4 }),
    ask: old.ask,
    database: old.newDatabase(),
    hasTokens: false,
    remove: async () => {},
  }
})
