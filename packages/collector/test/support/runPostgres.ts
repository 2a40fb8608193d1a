import type { Engine } from '../../../adapters/test/support/runEngine.ts'
import { startPostgres } from '../../../adapters/test/support/startPostgres.ts'
import { openPool } from '../../src/postgres/pg.ts'

export interface RunningPostgres {
  engine: Engine
  url: (database: string) => string
  query: <Row>(database: string, text: string) => Promise<Row[]>
  /** A new, empty database; gives its name. */
  createDatabase: () => Promise<string>
}

/** A real PostgreSQL on a free loopback port, in a folder of its own, as a user who is not root. End it by `engine.stop`. */
export async function runPostgres(): Promise<RunningPostgres> {
  const engine = await startPostgres()
  const url = (database: string) => `postgres://postgres@127.0.0.1:${engine.port}/${database}`
  const query = async <Row>(database: string, text: string) => {
    const pool = openPool(url(database), 1)
    try {
      return (await pool.query<Row>({ text })).rows
    } finally {
      await pool.end()
    }
  }
  await untilReady(() => query('postgres', 'SELECT 1'))
  let count = 0
  return {
    engine,
    url,
    query,
    async createDatabase() {
      count += 1
      await query('postgres', `CREATE DATABASE records_${count}`)
      return `records_${count}`
    },
  }
}

/** Its port opens before it takes queries: it says that it is starting up. */
export async function untilReady(ask: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await ask()
      return
    } catch (error) {
      if (tries > 200) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
