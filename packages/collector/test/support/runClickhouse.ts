import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChdb } from '../../../adapters/test/support/findChdb.ts'
import { type Engine, runEngine } from '../../../adapters/test/support/runEngine.ts'
import { startClickhouse } from '../../../adapters/test/support/startClickhouse.ts'
import type { MirrorSubject } from '../contract/mirrorContract.ts'
import { untilReady } from './runPostgres.ts'

export interface RunningClickhouse {
  engine: Engine
  /** Passes a request on to it, and its answer back. */
  ask: MirrorSubject['ask']
  url: (database: string) => string
  /** Rows of a SELECT, whose FORMAT is left out. */
  rows: (sql: string) => Promise<{ [column: string]: unknown }[]>
  /** A name that no other test has. */
  newDatabase: () => string
}

const CHDB_SERVER = fileURLToPath(new URL('../../../adapters/test/support/chdbServer.mjs', import.meta.url))

/** Debian's ClickHouse of 2018 (18.16), or the engine of today, which is chdb behind HTTP of the test's own. */
export async function runClickhouse(age: '2018' | 'today'): Promise<RunningClickhouse> {
  const engine = age === '2018' ? await startClickhouse() : await startChdb()
  const at = `http://127.0.0.1:${engine.port}`
  const ask: MirrorSubject['ask'] = async ({ path, body }) => {
    const response = await fetch(`${at}${path}`, { method: 'POST', body })
    const code = response.headers.get('x-clickhouse-exception-code')
    return {
      status: response.status,
      headers: code === null ? {} : { 'x-clickhouse-exception-code': code },
      body: await response.text(),
    }
  }
  const rows: RunningClickhouse['rows'] = async (sql) => {
    const { status, body = '' } = await ask({
      path: `/?${new URLSearchParams({ query: `${sql} FORMAT JSONEachRow` })}`,
      body: '',
    })
    if (status !== 200) throw new Error(body)
    return body
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { [column: string]: unknown })
  }
  await untilReady(() => rows('SELECT 1 AS one'))
  let count = 0
  return {
    engine,
    ask,
    rows,
    url: (database) => `${at}/${database}`,
    newDatabase: () => {
      count += 1
      return `mirror_${count}`
    },
  }
}

function startChdb(): Promise<Engine> {
  const packages = findChdb()
  return runEngine((port, folder) => ({
    program: process.execPath,
    args: [CHDB_SERVER, packages, join(folder, 'data'), `${port}`],
  }))
}
