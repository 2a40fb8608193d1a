import { afterAll, beforeAll } from 'vitest'
import { openPostgresStore } from '../../src/postgres/openPostgresStore.ts'
import { casesContract } from '../contract/casesContract.ts'
import { forwardContract } from '../contract/forwardContract.ts'
import { moveForwardingContract } from '../contract/moveForwardingContract.ts'
import { type RunningPostgres, runPostgres } from '../support/runPostgres.ts'

let postgres: RunningPostgres
beforeAll(async () => {
  postgres = await runPostgres()
}, 300_000)
afterAll(() => postgres?.engine.stop(), 120_000) // its last checkpoint writes every database

const setUp = async () => {
  const url = postgres.url(await postgres.createDatabase())
  return { open: () => openPostgresStore(url, { connections: 4 }), remove: async () => {} }
}
forwardContract('Postgres', setUp)
casesContract('Postgres', setUp)
moveForwardingContract('Postgres', setUp)
