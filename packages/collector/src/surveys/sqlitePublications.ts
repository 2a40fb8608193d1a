import type { Database } from 'better-sqlite3'
import { sqliteSql } from '../forward/sqliteSql.ts'
import { createPublications } from './createPublications.ts'

export const sqlitePublications = (db: Database) => createPublications(sqliteSql(db))
