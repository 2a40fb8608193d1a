import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../src/openDatabase.ts'
import { openSqliteStore } from '../src/openSqliteStore.ts'
import type { NewRecord, Store } from '../src/Store.ts'
import { sqliteStore } from '../src/sqliteStore.ts'
import { toNewRecord } from '../src/toNewRecord.ts'
import { openCollector, tempFolder } from './support/openCollector.ts'
import { type AnyRecord, answered, randomId } from './support/records.ts'

const ARRIVAL = { received: 1_760_000_000_000, sentAt: 1_760_000_000_000 }
const row = (record: AnyRecord): NewRecord => toNewRecord(record as never, JSON.stringify(record))

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
const read = async (filter: Parameters<Store['read']>[0]) => {
  const all = []
  for await (const page of store.read(filter)) all.push(...page)
  return all
}

describe('openSqliteStore', () => {
  it('makes the folder and files that only their owner reads', async () => {
    await store.append('shop', [row(answered())], ARRIVAL)
    for (const file of [path, `${path}-wal`])
      expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600])
  })

  it('writes ahead, syncs at each commit, and waits for other writers', async () => {
    const db = openDatabase(path, 1234)
    const settings = ['journal_mode', 'synchronous', 'busy_timeout', 'foreign_keys', 'user_version']
    expect(settings.map((name) => db.pragma(name, { simple: true }))).toEqual(['wal', 2, 1234, 1, 1]) // 2: FULL
    db.close()
    await store.append('shop', [row(answered())], ARRIVAL)
    expect(idsIn(path)).toHaveLength(1) // another connection sees it at once
  })

  it('commits all rows of a batch or none', async () => {
    const good = row(answered())
    const bad = { ...row(answered()), mode: 'neither' as never }
    await expect(store.append('shop', [good, bad], ARRIVAL)).rejects.toThrow(/CHECK/)
    expect(idsIn(path)).toEqual([])
  })

  it('tells stored, duplicate and conflict apart, in the order given', async () => {
    const [first, second, third] = [answered(), answered(), answered()]
    await store.append('shop', [row(first), row(second)], ARRIVAL)
    expect(
      await store.append('shop', [row(second), row(third), row({ ...first, value: 1 })], ARRIVAL),
    ).toEqual(['duplicate', 'stored', 'conflict'])
  })

  it('keeps what it has after it is closed and opened again', async () => {
    const record = answered()
    await store.append('shop', [row(record)], ARRIVAL)
    await store.close()
    store = openSqliteStore(path)
    expect(await read({ mode: 'live' })).toEqual([
      { project: 'shop', received: ARRIVAL.received, sentAt: ARRIVAL.sentAt, json: JSON.stringify(record) },
    ])
    expect(await store.append('shop', [row(record)], ARRIVAL)).toEqual(['duplicate'])
  })

  it('reads thousands of records in order, and not those that come while it reads', async () => {
    const rows = Array.from({ length: 2500 }, () => row(answered({}, { value: null })))
    await store.append('shop', rows, ARRIVAL)
    const seen: string[] = []
    for await (const page of store.read({ mode: 'live' })) {
      seen.push(...page.map(({ json }) => JSON.parse(json).id))
      await store.append('shop', [row(answered())], ARRIVAL)
    }
    expect(seen).toEqual(rows.map(({ id }) => id))
  })

  it('gives the latest first, by mode', async () => {
    const live = Array.from({ length: 5 }, () => answered())
    const test = answered({ mode: 'test' })
    await store.append('shop', [...live, test].map(row), ARRIVAL)
    const latest = async (mode: 'live' | 'test' | 'all', limit: number) =>
      (await store.latest({ mode, limit })).map(({ json }) => JSON.parse(json).id)
    expect(await latest('live', 2)).toEqual([live[4]?.id, live[3]?.id])
    expect(await latest('test', 9)).toEqual([test.id])
    expect((await latest('all', 9))[0]).toBe(test.id)
    expect(await store.totals()).toEqual({ live: 5, test: 1 })
  })

  it("stores two connections' writes side by side", async () => {
    const other = openSqliteStore(path)
    await store.append('shop', [row(answered())], ARRIVAL)
    await other.append('shop', [row(answered())], ARRIVAL)
    expect(await store.totals()).toEqual({ live: 2, test: 0 })
    await other.close()
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

describe('scores of a SQLite store', () => {
  const scores = () => store.scores({ mode: 'all', since: 0 })
  const counts = async () => (await scores()).map((cell) => Object.fromEntries(cell.counts))

  it('counts the last answer of a run', async () => {
    const run = randomId()
    await store.append(
      'shop',
      [answered({ run, seq: 3 }, { value: 10 }), answered({ run, seq: 2 }, { value: 1 })].map(row),
      ARRIVAL,
    )
    expect(await counts()).toEqual([{ 10: 1 }])
  })

  it('counts the last answer of a person, by the clock set right, and says how many came before', async () => {
    const person = 'p-1'
    const [start, day, year] = [1_760_000_000_000, 86_400_000, 31_536_000_000]
    const append = (at: number, value: number, sentAt: number, received: number) =>
      store.append('shop', [row(answered({ person, at }, { value }))], { sentAt, received })
    await append(start, 2, start + 1000, start + 1000)
    await append(start + day - year, 8, start + day - year + 500, start + day + 500) // a clock that is a year behind
    await append(start + 3_600_000, 5, start + 2 * day, start + 2 * day) // waited offline: an hour after the first
    const [cell] = await scores()
    expect(Object.fromEntries(cell?.counts ?? [])).toEqual({ 8: 1 })
    expect(cell?.repeated).toBe(2)
  })

  it('takes people without an id as people', async () => {
    await store.append('shop', [answered(), answered(), answered({}, { value: 3 })].map(row), ARRIVAL)
    expect(await counts()).toEqual([{ 3: 1, 9: 2 }])
  })

  it('counts a question passed over as such, never as a value', async () => {
    await store.append('shop', [answered(), answered({}, { value: null })].map(row), ARRIVAL)
    const [cell] = await scores()
    expect(Object.fromEntries(cell?.counts ?? [])).toEqual({ 9: 1 })
    expect(cell?.skipped).toBe(1)
  })

  it('never pools kinds, audiences, instruments, wordings, scales, roles, places, modes, projects', async () => {
    const survey = {
      id: 'post-purchase',
      rev: 1,
      hash: 'abc1234',
      kind: 'transactional',
      audience: 'customer',
    }
    const touchpoint = { id: 'order-confirmation', phase: 'after', channel: 'web', stage: 'front' }
    const apart = [
      answered(),
      answered({ survey: { ...survey, kind: 'relational' } }),
      answered({ survey: { ...survey, audience: 'employee' } }),
      answered({}, { question: { instrument: 'nps@2' } }),
      answered({}, { question: { type: 'rating', points: 5, instrument: undefined } }),
      answered({}, { question: { type: 'rating', points: 7, instrument: undefined } }),
      answered(
        { survey: { ...survey, hash: 'zzz9999' } },
        { question: { type: 'rating', points: 7, instrument: undefined } },
      ),
      answered({}, { question: { role: 'remembered' } }),
      answered({}, { question: { id: 'other-question' } }),
      answered({ survey: { ...survey, id: 'other-survey' } }),
      answered({ touchpoint: { ...touchpoint, id: 'support' } }),
      answered({ touchpoint: { ...touchpoint, phase: 'during' } }),
      answered({ touchpoint: { ...touchpoint, channel: 'kiosk' } }),
      answered({ touchpoint: { ...touchpoint, stage: 'back' } }),
      answered({ mode: 'test' }),
    ]
    await store.append('shop', apart.map(row), ARRIVAL)
    await store.append('other', [row(answered())], ARRIVAL)
    expect(await scores()).toHaveLength(apart.length + 1)
    // An edit elsewhere in the survey does not break the series of a versioned instrument.
    await store.append('shop', [row(answered({ survey: { ...survey, hash: 'new1234', rev: 2 } }))], ARRIVAL)
    expect(await scores()).toHaveLength(apart.length + 1)
  })

  it('leaves out what came before the period, the other mode, and what has no score', async () => {
    await store.append('shop', [row(answered())], { received: 10, sentAt: 10 })
    await store.append(
      'shop',
      [
        answered({ mode: 'test' }),
        answered({}, { value: 'words', question: { type: 'text', instrument: undefined } }),
        answered({}, { value: 'words' }),
      ].map(row),
      { received: 20, sentAt: 20 },
    )
    expect(await store.scores({ mode: 'live', since: 11 })).toEqual([])
    expect(await store.scores({ mode: 'live', since: 10 })).toHaveLength(1)
  })
})

describe('a full disk', () => {
  it('loses no record that was acknowledged, stores none that was not, and goes on when there is room', async () => {
    await store.close()
    // SQLite's own limit of pages gives the error of a full disk, SQLITE_FULL.
    const db = openDatabase(path, 0)
    db.pragma('max_page_count = 40')
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
