import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Database, SqliteError } from 'better-sqlite3'
import { namesOf, OF_SQL, sqliteOwner } from './data/sqliteOwner.ts'
import { sqliteSql } from './forward/sqliteSql.ts'
import { gatherAppends } from './gatherAppends.ts'
import { type KeptRow, keptRecordOf } from './keptRecordOf.ts'
import { MODE_SQL } from './modeSql.ts'
import type { AppendOutcome, KeptRecord, Mode, Store, StoredRecord } from './Store.ts'
import { sqlitePublications } from './surveys/sqlitePublications.ts'

/** Arrival numbers read per step of an export: short steps let writes through and keep the log small. */
const READ_STEP = 1000

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

const KEPT = `arrival, project, id, type, mode, survey, touchpoint, phase, channel, run, seq, person, at, received,
  sent_at AS sentAt, series, score, json`

const RECORD = 'SELECT project, received, sent_at AS sentAt, json FROM records'

/** Records in SQLite, over a database that {@link openDatabase} made ready. */
export function sqliteStore(db: Database): Store {
  const insertFresh = db.prepare(INSERT)
  const insertUnlessGone = db.prepare(INSERT_UNLESS_GONE)
  const isAnyGone = db.prepare<[], 0 | 1>('SELECT EXISTS (SELECT 1 FROM gone)').pluck()
  const jsonOf = db
    .prepare<[string, string], string>('SELECT json FROM records WHERE project = ? AND id = ?')
    .pluck()
  const lastArrival = db.prepare<[], number | null>('SELECT max(arrival) FROM records').pluck()
  const totals = db.prepare<[], { mode: Mode; count: number }>(
    'SELECT mode, count(*) AS count FROM records GROUP BY mode',
  )

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
  const after = db.prepare<[number, number], KeptRow>(
    `SELECT ${KEPT} FROM records WHERE arrival > ? ORDER BY arrival LIMIT ?`,
  )

  // `immediate` takes the write lock first: a transaction that reads before it writes can fail busy without waiting.
  const adopt = async (rows: readonly KeptRecord[]) => insertAll.immediate(rows)
  const append = gatherAppends(adopt, { atOnce: 1, isOfData })

  return {
    append: (project, rows, arrival) => append(rows.map((row) => ({ ...row, ...arrival, project }))),
    adopt,
    after: async (cursor, limit) => {
      const rows = after.all(Number(cursor ?? 0), limit) // writers take turns: arrival is the order of commits too
      return {
        records: rows.map(keptRecordOf),
        arrivals: rows.map(({ arrival }) => arrival),
        cursor: String(rows.at(-1)?.arrival ?? cursor ?? 0),
      }
    },
    end: async () => String(lastArrival.get() ?? 0),
    sql: sqliteSql(db),
    async *read({ mode, since = 0, project, of }) {
      // `+` keeps an index from being used that would find all of a project, in every step anew.
      const also = [
        mode === 'all' ? '' : `AND ${MODE_SQL[mode]}`,
        project === undefined ? '' : 'AND +project = @project',
        of ? `AND ${OF_SQL}` : '',
      ].join(' ')
      const step = db.prepare<object, StoredRecord>(
        `${RECORD} WHERE arrival > @from AND arrival <= @to AND received >= @since ${also} ORDER BY arrival`,
      )
      const wanted = { since, ...(project !== undefined && { project }), ...(of && namesOf(of)) }
      const end = lastArrival.get() ?? 0
      for (let from = 0; from < end; from += READ_STEP) {
        const rows = step.all({ ...wanted, from, to: Math.min(end, from + READ_STEP) })
        if (rows.length > 0) yield rows
        await nextTurn()
      }
    },
    totals: async () => {
      const counts = new Map(totals.all().map(({ mode, count }) => [mode, count]))
      return { live: counts.get('live') ?? 0, test: counts.get('test') ?? 0 }
    },
    publications: sqlitePublications(db),
    owner: sqliteOwner(db),
    ping: async () => void lastArrival.get(),
    close: async () => void db.close(),
  }
}

/** What this record alone is refused for, such as a constraint or a value that cannot be bound. */
const isOfData = (error: unknown): boolean =>
  !(error instanceof SqliteError) || /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(error.code)
