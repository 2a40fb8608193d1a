import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { findEngine } from '../../../adapters/test/support/findEngine.ts'
import { type Engine, idsOf, runEngine } from '../../../adapters/test/support/runEngine.ts'
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
  const program = findEngine('postgres')
  const owner = process.getuid?.() === 0 ? idsOf('postgres') : {}
  const engine = await runEngine(
    (port, folder) => ({
      program,
      args: ['-D', join(folder, 'data'), '-p', `${port}`, '-c', 'listen_addresses=127.0.0.1', '-k', folder],
    }),
    {
      user: 'postgres',
      prepare: (_port, folder) => {
        const args = [
          '-D',
          join(folder, 'data'),
          '-A',
          'trust',
          '-U',
          'postgres',
          '--locale=C.UTF-8',
          '-E',
          'UTF8',
        ]
        const made = spawnSync(join(dirname(program), 'initdb'), args, {
          cwd: folder,
          encoding: 'utf8',
          ...owner,
        })
        if (made.status !== 0) throw new Error(made.stderr)
      },
    },
  )
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
