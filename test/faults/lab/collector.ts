import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'

export interface CollectorProcess {
  readonly url: string
  readonly pid: number
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
  /** In good order. */
  stop(): Promise<void>
}

export interface CollectorSetup {
  /** Its `main.js`. */
  main: string
  database: string
  /** Sites that may write to the one project, `shop`. */
  origins: readonly string[]
  /** Each line of its log. */
  onEvent?: (event: { event: string; [field: string]: unknown }) => void
  port?: number
  /** More settings. */
  env?: { [name: string]: string }
}

const START_LIMIT_MS = 90_000
export const KEY = 'shop-key'
export const TOKEN = 'an-admin-token-of-the-lab'

/** Starts the real collector in a process of its own, which dies with this one. */
export async function startCollector(setup: CollectorSetup): Promise<CollectorProcess> {
  const child = spawn(process.execPath, [setup.main], {
    env: {
      ...process.env,
      COLLECTOR_PORT: String(setup.port ?? 0),
      COLLECTOR_DATABASE: setup.database,
      COLLECTOR_ADMIN_TOKEN: TOKEN,
      // Every visitor of the lab has the same address.
      COLLECTOR_KEY_RATE: '0',
      COLLECTOR_ADDRESS_RATE: '0',
      COLLECTOR_PROJECTS: JSON.stringify([{ id: 'shop', key: KEY, origins: setup.origins }]),
      ...setup.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  let heard = ''
  let last = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    last = (last + text).slice(-500)
    const lines = (heard + text).split('\n')
    heard = lines.pop() ?? ''
    for (const line of lines) setup.onEvent?.(readEvent(line))
  })
  const orphan = () => child.kill('SIGKILL')
  process.once('exit', orphan)
  exited.then(() => process.off('exit', orphan))

  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await exited
  }
  return {
    url: await urlOf(child, exited, () => last),
    pid: child.pid as number,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

function readEvent(line: string): { event: string } {
  try {
    return JSON.parse(line)
  } catch {
    return { event: line }
  }
}

function urlOf(child: ChildProcess, exited: Promise<unknown>, last: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`The collector did not start in ${START_LIMIT_MS} ms.`))
    }, START_LIMIT_MS)
    exited.then(() => reject(new Error(`The collector ended before it served: ${last()}`))).catch(() => {})
    let text = ''
    child.stdout?.setEncoding('utf8').on('data', (more: string) => {
      text += more
      const url = /Pulso collector: (http:\S+?)\/\s/.exec(text)?.[1]
      if (!url) return
      clearTimeout(timer)
      resolve(url)
    })
  })
}

export interface StoredRow {
  id: string
  json: string
}

/**
 * All rows of a database, as they lie in its file.
 *
 * @param recover - after a power cut SQLite must first finish, or undo, what the journal says.
 */
export function rowsOf(database: string, recover = false): StoredRow[] {
  if (!existsSync(database)) return []
  const db = new Database(database, { readonly: !recover })
  try {
    if (!db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'records'").get()) return []
    return db.prepare<[], StoredRow>('SELECT id, json FROM records ORDER BY arrival').all()
  } finally {
    db.close()
  }
}
