import { afterAll, beforeAll } from 'vitest'
import { openPostgresStore } from '../../src/postgres/openPostgresStore.ts'
import { liveContract } from '../contract/liveContract.ts'
import { type RunningPostgres, runPostgres } from '../support/runPostgres.ts'

let postgres: RunningPostgres
beforeAll(async () => {
  postgres = await runPostgres()
}, 300_000)
afterAll(() => postgres?.engine.stop(), 60_000)

liveContract('a Postgres store', async () => {
  const url = postgres.url(await postgres.createDatabase())
  return { open: () => openPostgresStore(url, { connections: 4 }), remove: () => {} }
})
