import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Database, SqliteError } from 'better-sqlite3'
import { countModes } from './countModes.ts'
import { createOwner } from './data/createOwner.ts'
import { isOf } from './data/isOf.ts'
import { gatherAppends } from './gatherAppends.ts'
import { keptRecordOf } from './keptRecordOf.ts'
import { keptRows } from './keptRows.ts'
import type { AppendOutcome, KeptRecord, Store } from './Store.ts'
import { allOf } from './sql/allOf.ts'
import { arrivalsWithin } from './sql/arrivalsWithin.ts'
import { prepared } from './sql/prepared.ts'
import { sqliteSql } from './sql/sqliteSql.ts'
import { createPublications } from './surveys/createPublications.ts'

/** Arrival numbers read per step of an export: short steps let writes through and keep the log small. */
const READ_STEP = 1000

// What takes records in is text, prepared once: nothing is looked up or copied for a row.
// By place, not by name: better-sqlite3 looks names up for each row.
const COLUMNS = `project, id, type, mode, survey, touchpoint, phase, channel, run, seq, person, at, received, sent_at,
  series, score, json`
const PLACES = '?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?'
const ONCE = 'ON CONFLICT (project, id) DO NOTHING'
const INSERT = `INSERT INTO records (${COLUMNS}) VALUES (${PLACES}) ${ONCE}`
/** Once records were deleted: their ids stay taken. */
const INSERT_UNLESS_GONE = `INSERT INTO records (${COLUMNS}) SELECT ${PLACES}
  WHERE NOT EXISTS (SELECT 1 FROM gone WHERE project = ? AND id = ?) ${ONCE}`
const inOrder = (row: KeptRecord) => [
  row.project,
  row.id,
  row.type,
  row.mode,
  row.survey,
  row.touchpoint,
  row.phase,
  row.channel,
  row.run,
  row.seq,
  row.person,
  row.at,
  row.received,
  row.sentAt,
  row.series && JSON.stringify(row.series),
  row.score,
  row.json,
]

/** Records in SQLite, over a database that {@link openDatabase} made ready. */
export function sqliteStore(db: Database): Store {
  const own = sqliteSql(db)
  const all = allOf(own)
  const lastArrival = async () => (await all(own.lastArrival))[0]?.last ?? 0
  const next = prepared(({ from, limit }: { from: number; limit: number }) =>
    keptRows(own).where('arrival', '>', from).orderBy('arrival').limit(limit),
  )

  const insertFresh = db.prepare(INSERT)
  const insertUnlessGone = db.prepare(INSERT_UNLESS_GONE)
  const isAnyGone = db.prepare<[], 0 | 1>('SELECT EXISTS (SELECT 1 FROM gone)').pluck()
  const jsonOf = db
    .prepare<[string, string], string>('SELECT json FROM records WHERE project = ? AND id = ?')
    .pluck()
  const insertAll = db.transaction((rows: readonly KeptRecord[]) => {
    const insert =
      isAnyGone.get() === 0
        ? (row: KeptRecord) => insertFresh.run(inOrder(row))
        : (row: KeptRecord) => insertUnlessGone.run([...inOrder(row), row.project, row.id])
    return rows.map((row): AppendOutcome => {
      if (insert(row).changes === 1) return 'stored'
      const kept = jsonOf.get(row.project, row.id) // none: it was deleted, and its id stays taken
      return kept === undefined || kept === row.json ? 'duplicate' : 'conflict'
    })
  })
  // `immediate` takes the write lock first: a transaction that reads before it writes can fail busy without waiting.
  const adopt = async (rows: readonly KeptRecord[]) => insertAll.immediate(rows)
  const append = gatherAppends(adopt, { atOnce: 1, isOfData })

  return {
    append: (project, rows, arrival) => append(rows.map((row) => ({ ...row, ...arrival, project }))),
    adopt,
    after: async (cursor, limit) => {
      // writers take turns: arrival is the order of commits too
      const rows = await all(next({ from: Number(cursor ?? 0), limit }))
      return {
        records: rows.map(keptRecordOf),
        arrivals: rows.map(({ arrival }) => arrival),
        cursor: String(rows.at(-1)?.arrival ?? cursor ?? 0),
      }
    },
    end: async () => String(await lastArrival()),
    sql: own,
    async *read({ mode, since = 0, project, of }) {
      let wanted = own.db
        .selectFrom('records')
        .select(['project', 'received', 'sent_at as sentAt', 'json'])
        .where('received', '>=', since)
        .orderBy('arrival')
      if (mode !== 'all') wanted = wanted.where('mode', '=', mode)
      if (project !== undefined)
        wanted = wanted.where((eb) => eb(own.scanned(eb.ref('project')), '=', project))
      if (of) wanted = wanted.where(isOf(own, of))
      const step = prepared(({ from, to }: { from: number; to: number }) =>
        wanted.where(arrivalsWithin(own, from, to)),
      )
      const end = await lastArrival()
      for (let from = 0; from < end; from += READ_STEP) {
        const rows = await all(step({ from, to: Math.min(end, from + READ_STEP) }))
        if (rows.length > 0) yield rows
        await nextTurn()
      }
    },
    totals: () => countModes(own),
    publications: createPublications(own),
    owner: createOwner(own, async () => {
      // Deleted text was overwritten (`secure_delete`), but the log still holds pages from before.
      db.pragma('wal_checkpoint(TRUNCATE)')
    }),
    ping: async () => void (await lastArrival()),
    close: async () => void db.close(),
  }
}

/** What this record alone is refused for, such as a constraint or a value that cannot be bound. */
const isOfData = (error: unknown): boolean =>
  !(error instanceof SqliteError) || /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(error.code)
