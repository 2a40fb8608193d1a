import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { CollectorError } from './CollectorError.ts'
import { messageOf } from './messageOf.ts'
import { migrate } from './migrate.ts'

/** Opens or makes a database of records whose commits are on the disk when they are done. */
export function openDatabase(path: string, busyTimeoutMs: number): Database.Database {
  let db: Database.Database | undefined
  try {
    if (path !== ':memory:') {
      mkdirSync(dirname(path), { recursive: true })
      closeSync(openSync(path, 'a', 0o600)) // the log files beside it inherit this
    }
    db = new Database(path, { timeout: busyTimeoutMs })
    migrate(db) // first: it refuses what is not ours, before anything is changed
    const journal = db.pragma('journal_mode = WAL', { simple: true })
    if (journal !== 'wal' && path !== ':memory:')
      throw new Error('the file system does not allow a write-ahead log')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma('secure_delete = ON') // what is deleted is overwritten
    return db
  } catch (cause) {
    db?.close()
    throw new CollectorError(
      'store_unusable',
      `The database ${path} cannot be used: ${messageOf(cause)}. ` +
        'Give the path of a Pulso database, or of a file that does not exist yet, on a local disk.',
      { cause },
    )
  }
}
