import { spawn } from 'node:child_process'
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { CollectorError } from '../CollectorError.ts'
import { messageOf } from '../messageOf.ts'
import { MIGRATIONS } from '../migrate.ts'

export interface BackupReport {
  file: string
  /** `undefined` where only the engine's own program could count them. */
  records?: number
}

const BUSY_MS = 10_000
const MOST_TOLD = 2000

/**
 * Writes a consistent copy of a SQLite file while collectors write to it: all that was committed when it began. The copy is
 * checked, and on the disk, when this resolves; a half of one never bears its name.
 *
 * @throws {@link CollectorError} `invalid_config` where the file is there already, `store_unusable`.
 */
export async function backupSqlite(path: string, file: string): Promise<BackupReport> {
  const half = halfOf(file)
  let records = 0
  try {
    // Not by the steps of SQLite's backup interface: another process that writes makes them begin anew, perhaps for ever.
    // This reads one snapshot, which holds no writer up, and leaves behind what was deleted.
    const source = new Database(path, { fileMustExist: true, timeout: BUSY_MS })
    try {
      const version = Number(source.pragma('user_version', { simple: true }))
      if (version < 1 || version > MIGRATIONS.length) throw new Error('it is no database of this release')
      source.prepare('VACUUM INTO ?').run(half)
    } finally {
      source.close()
    }
    const copy = new Database(half, { readonly: true })
    try {
      const verdict = copy.pragma('integrity_check', { simple: true })
      if (verdict !== 'ok') throw new Error(`the copy is damaged: ${verdict}`)
      records = copy.prepare<[], number>('SELECT count(*) FROM records').pluck().get() ?? 0
    } finally {
      copy.close()
    }
    settle(half, file)
  } catch (cause) {
    throw failed(half, file, cause)
  }
  return { file, records }
}

/**
 * Runs PostgreSQL's `pg_dump` over the schema of the collector, into a file for `pg_restore`: one snapshot, while
 * collectors write. A half of one never bears its name.
 *
 * @param program - where `pg_dump` is, if not in the PATH.
 * @throws {@link CollectorError} `invalid_config` where the file is there already, `store_unusable` with what `pg_dump` says,
 * or that it is not here.
 */
export async function backupPostgres(url: string, file: string, program = 'pg_dump'): Promise<BackupReport> {
  const half = halfOf(file)
  const address = new URL(url)
  const password = decodeURIComponent(address.password)
  address.password = '' // arguments can be read by everyone on this machine
  try {
    await run(program, ['--format=custom', '--schema=pulso', `--file=${half}`, `--dbname=${address}`], {
      ...process.env,
      ...(password !== '' && { PGPASSWORD: password }),
    })
    settle(half, file)
  } catch (cause) {
    throw failed(half, file, cause)
  }
  return { file }
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-MOST_TOLD)
    })
    child.on('error', (error) => {
      const isMissing = 'code' in error && error.code === 'ENOENT'
      reject(isMissing ? new Error(`${program} is not here. ${INSTALL}`) : error)
    })
    child.on('close', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`${program} ended with ${code ?? signal}: ${said.trim()}`))
    })
  })
}

const INSTALL =
  'Install the client programs of your PostgreSQL or of a newer one (Debian: apt-get install postgresql-client), ' +
  "or use the snapshots of your database's host"

/** The name under which a copy is made: readable by its owner alone, and never there before. */
function halfOf(file: string): string {
  if (existsSync(file))
    throw new CollectorError('invalid_config', `${file} is there already. Name another file.`)
  const half = `${file}.part`
  try {
    rmSync(half, { force: true }) // of a backup that was killed
    closeSync(openSync(half, 'wx', 0o600))
  } catch (cause) {
    throw failed(half, file, cause)
  }
  return half
}

function settle(half: string, file: string): void {
  sync(half)
  renameSync(half, file)
  sync(dirname(file))
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function failed(half: string, file: string, cause: unknown): CollectorError {
  rmSync(half, { force: true })
  return new CollectorError('store_unusable', `${file} was not written: ${messageOf(cause)}.`, { cause })
}
