import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIGRATIONS } from '../src/migrate.ts'
import { openDatabase } from '../src/openDatabase.ts'
import { openSqliteStore } from '../src/openSqliteStore.ts'
import type { Store } from '../src/Store.ts'
import { sqliteStore } from '../src/sqliteStore.ts'
import { ARRIVAL, row, storeContract } from './contract/storeContract.ts'
import { openCollector, tempFolder } from './support/openCollector.ts'
import { answered } from './support/records.ts'

let folder: ReturnType<typeof tempFolder>
let path: string
let store: Store
beforeEach(() => {
  folder = tempFolder()
  path = join(folder.path, 'deep', 'records.db')
  store = openSqliteStore(path)
})
afterEach(async () => {
  await store.close()
  folder.remove()
})

const idsIn = (file: string): string[] => {
  const db = new Database(file, { readonly: true })
  const ids = db.prepare<[], string>('SELECT id FROM records ORDER BY arrival').pluck().all()
  db.close()
  return ids
}

storeContract('a SQLite store', async () => {
  const own = tempFolder()
  return {
    open: async () => openSqliteStore(join(own.path, 'records.db')),
    remove: async () => own.remove(),
  }
})

describe('openSqliteStore', () => {
  it('makes the folder and files that only their owner reads', async () => {
    await store.append('shop', [row(answered())], ARRIVAL)
    for (const file of [path, `${path}-wal`])
      expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600])
  })

  it('writes ahead, syncs at each commit, and waits for other writers', async () => {
    const db = openDatabase(path, 1234)
    const settings = ['journal_mode', 'synchronous', 'busy_timeout', 'foreign_keys', 'user_version']
    expect(settings.map((name) => db.pragma(name, { simple: true }))).toEqual([
      'wal',
      2,
      1234,
      1,
      MIGRATIONS.length,
    ]) // 2: FULL
    db.close()
    await store.append('shop', [row(answered())], ARRIVAL)
    expect(idsIn(path)).toHaveLength(1) // another connection sees it at once
  })

  it('rejects, and stores nothing, while another program holds the database', async () => {
    await store.close()
    store = openSqliteStore(path, { busyTimeoutMs: 30 })
    const other = new Database(path)
    other.exec('BEGIN IMMEDIATE')
    await expect(store.append('shop', [row(answered())], ARRIVAL)).rejects.toThrow(/locked/)
    other.exec('ROLLBACK')
    other.close()
    expect(await store.append('shop', [row(answered())], ARRIVAL)).toEqual(['stored'])
  })

  it('refuses, untouched, a database of another program, one of a newer release, and what is no database', () => {
    const refused = (file: string) => {
      const before = readFileSync(file)
      expect(() => openSqliteStore(file)).toThrow(expect.objectContaining({ code: 'store_unusable' }))
      expect(readFileSync(file).equals(before)).toBe(true)
    }
    const foreign = new Database(join(folder.path, 'foreign.db'))
    foreign.exec('CREATE TABLE users (name TEXT)')
    foreign.close()
    refused(join(folder.path, 'foreign.db'))

    const newer = new Database(join(folder.path, 'newer.db'))
    newer.pragma('user_version = 999')
    newer.close()
    refused(join(folder.path, 'newer.db'))

    writeFileSync(
      join(folder.path, 'notes.txt'),
      'not a database at all, but long enough to be looked at '.repeat(20),
    )
    refused(join(folder.path, 'notes.txt'))

    mkdirSync(join(folder.path, 'folder.db'))
    expect(() => openSqliteStore(join(folder.path, 'folder.db'))).toThrow(/cannot be used/)
  })
})

describe('a full disk', () => {
  it('loses no record that was acknowledged, stores none that was not, and goes on when there is room', async () => {
    await store.close()
    // SQLite's own limit of pages gives the error of a full disk, SQLITE_FULL.
    const db = openDatabase(path, 0)
    db.pragma('max_page_count = 60')
    const open = openCollector({ store: sqliteStore(db) })
    const acked: string[] = []
    let refused = 0
    for (let n = 0; n < 60; n += 1) {
      const record = answered({ comment: 'x'.repeat(5000) })
      const { status, body } = await open.send([record])
      if (status === 200) acked.push(...body.ok)
      else {
        refused += 1
        expect([status, body.ok]).toEqual([503, []])
      }
    }
    expect(refused).toBeGreaterThan(0)
    expect(acked.length).toBeGreaterThan(5)
    expect(idsIn(path)).toEqual(acked)
    expect(open.events[0]).toMatchObject({ event: 'store_failed', message: expect.stringMatching(/full/) })
    await open.close()

    store = openSqliteStore(path)
    expect(await store.append('shop', [row(answered())], ARRIVAL)).toEqual(['stored'])
  })
})
