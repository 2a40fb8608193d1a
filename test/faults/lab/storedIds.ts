import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { EngineName } from '../../browser/harness/index.ts'

/** What waits, by engine: its keys, and how a key is written down. Chromium keeps no SQLite. */
const QUERIES: { [engine in EngineName]?: { file: RegExp; sql: string; decode: (key: Buffer) => string } } = {
  firefox: {
    file: /127\.0\.0\.1\+\d+\/idb\/\d+pousl\.sqlite$/,
    sql: `SELECT key FROM object_data WHERE object_store_id = (SELECT id FROM object_store WHERE name = 'out')`,
    decode: (key) => String.fromCharCode(...key.subarray(1).map((byte) => byte - 1)),
  },
  webkit: {
    file: /_127\.0\.0\.1_.*\/IndexedDB\.sqlite3$/,
    sql: `SELECT CAST(key AS BLOB) AS key FROM Records NOT INDEXED
      WHERE objectStoreID = (SELECT id FROM ObjectStoreInfo WHERE name = 'out')`,
    decode: (key) => key.toString('latin1').replaceAll('\0', ''),
  },
}

/**
 * Ids of the rows that wait in a profile, as a browser would find them that starts now: the files are copied, SQLite
 * finishes on the copy what the journal says, and reads it. The browser has to stand still meanwhile.
 *
 * @param scratch - a folder for the copy; what is in it is deleted.
 */
export function storedIds(engine: EngineName, profile: string, scratch: string): Set<string> {
  const query = QUERIES[engine]
  if (!query) throw new Error(`${engine} keeps its rows in files that the lab cannot read.`)
  const name = (readdirSync(profile, { recursive: true }) as string[]).find((path) => query.file.test(path))
  if (!name) return new Set()
  rmSync(scratch, { recursive: true, force: true })
  mkdirSync(scratch, { recursive: true })
  const copy = join(scratch, 'copy.sqlite')
  for (const end of ['', '-wal', '-journal'])
    if (existsSync(join(profile, name) + end)) copyFileSync(join(profile, name) + end, copy + end)
  const db = new Database(copy)
  try {
    const rows = db.prepare<[], { key: Buffer }>(query.sql).all()
    return new Set(rows.map(({ key }) => query.decode(key).split('|').at(-2) ?? ''))
  } finally {
    db.close()
  }
}
