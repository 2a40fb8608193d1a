import type { Database } from 'better-sqlite3'
import { sqliteSql } from '../forward/sqliteSql.ts'
import { createOwner } from './createOwner.ts'
import type { RecordsOf } from './OwnerStore.ts'

/** Whether a record is of these people or runs, which are given as lists in JSON. */
export const OF_SQL = `(person IN (SELECT value FROM json_each(@persons)) OR run IN (SELECT value FROM json_each(@runs)))`

export const namesOf = ({ persons, runs }: RecordsOf) => ({
  persons: JSON.stringify(persons),
  runs: JSON.stringify(runs),
})

/** What the owner may do, in SQLite. */
export const sqliteOwner = (db: Database) =>
  createOwner(sqliteSql(db), async () => {
    // Deleted text was overwritten (`secure_delete`), but the log still holds pages from before.
    db.pragma('wal_checkpoint(TRUNCATE)')
  })
