import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { Series } from './measure/seriesOf.ts'
import type {
  AppendOutcome,
  Arrival,
  Mode,
  ModeFilter,
  NewRecord,
  ScoreCell,
  Store,
  StoredRecord,
} from './Store.ts'

/** Arrival numbers read per step of an export: short steps let writes through and keep the log small. */
const READ_STEP = 1000

// Written out, so that one mode is found by its index.
const MODE: { [mode in ModeFilter]: string } = {
  live: "mode = 'live'",
  test: "mode = 'test'",
  all: "mode IN ('live', 'test')",
}

const INSERT = `
  INSERT INTO records
    (project, id, type, mode, survey, touchpoint, phase, channel, run, seq, person, at, received, sent_at, series, score, json)
  VALUES
    (@project, @id, @type, @mode, @survey, @touchpoint, @phase, @channel, @run, @seq, @person, @at, @received, @sentAt,
     @series, @score, @json)
  ON CONFLICT (project, id) DO NOTHING`

const RECORD = 'SELECT project, received, sent_at AS sentAt, json FROM records'

// The last answer of a run counts, then the last run of a person; people without an id count by run. Which run was
// last is judged by the visitor's clock set right by the skew of the batch, as batches may arrive out of order.
const scoresOf = (mode: ModeFilter) => `
  WITH of_run AS (
    SELECT *, row_number() OVER (PARTITION BY project, mode, run, touchpoint, phase, channel, series
                                 ORDER BY seq DESC, arrival DESC) AS place_in_run
    FROM records
    WHERE series IS NOT NULL AND received >= @since AND ${MODE[mode]}
  ), of_person AS (
    SELECT *, row_number() OVER (PARTITION BY project, mode, touchpoint, phase, channel, series,
                                              CASE WHEN person IS NULL THEN 'run ' || run ELSE 'person ' || person END
                                 ORDER BY at + received - coalesce(sent_at, received) DESC, arrival DESC) AS place
    FROM of_run WHERE place_in_run = 1
  )
  SELECT project, mode, touchpoint, phase, channel, series, score,
         count(*) FILTER (WHERE place = 1) AS counted, count(*) FILTER (WHERE place > 1) AS repeated
  FROM of_person GROUP BY project, mode, touchpoint, phase, channel, series, score`

/** Records in SQLite, over a database that {@link openDatabase} made ready. */
export function sqliteStore(db: Database): Store {
  const insert = db.prepare(INSERT)
  const jsonOf = db
    .prepare<[string, string], string>('SELECT json FROM records WHERE project = ? AND id = ?')
    .pluck()
  const lastArrival = db.prepare<[], number | null>('SELECT max(arrival) FROM records').pluck()
  const totals = db.prepare<[], { mode: Mode; count: number }>(
    'SELECT mode, count(*) AS count FROM records GROUP BY mode',
  )

  const insertAll = db.transaction((project: string, rows: readonly NewRecord[], arrival: Arrival) =>
    rows.map((row): AppendOutcome => {
      const series = row.series && JSON.stringify(row.series)
      if (insert.run({ ...row, ...arrival, project, series }).changes === 1) return 'stored'
      return jsonOf.get(project, row.id) === row.json ? 'duplicate' : 'conflict'
    }),
  )

  return {
    // `immediate` takes the write lock first: a transaction that reads before it writes can fail busy without waiting.
    append: async (project, rows, arrival) => insertAll.immediate(project, rows, arrival),
    async *read({ mode, since = 0 }) {
      const step = db.prepare<object, StoredRecord>(
        `${RECORD} WHERE arrival > @from AND arrival <= @to AND received >= @since AND ${MODE[mode]} ORDER BY arrival`,
      )
      const end = lastArrival.get() ?? 0
      for (let from = 0; from < end; from += READ_STEP) {
        const rows = step.all({ from, to: Math.min(end, from + READ_STEP), since })
        if (rows.length > 0) yield rows
        await nextTurn()
      }
    },
    latest: async ({ mode, limit }) =>
      db
        .prepare<[number], StoredRecord>(`${RECORD} WHERE ${MODE[mode]} ORDER BY arrival DESC LIMIT ?`)
        .all(limit),
    scores: async ({ mode, since }) => cellsOf(db.prepare<object, ScoreRow>(scoresOf(mode)).all({ since })),
    totals: async () => {
      const counts = new Map(totals.all().map(({ mode, count }) => [mode, count]))
      return { live: counts.get('live') ?? 0, test: counts.get('test') ?? 0 }
    },
    ping: async () => void lastArrival.get(),
    close: async () => void db.close(),
  }
}

interface ScoreRow {
  project: string
  mode: Mode
  touchpoint: string
  phase: string
  channel: string
  series: string
  score: number | null
  counted: number
  repeated: number
}

function cellsOf(rows: readonly ScoreRow[]): ScoreCell[] {
  const cells = new Map<string, ScoreCell>()
  for (const { project, mode, touchpoint, phase, channel, series, score, counted, repeated } of rows) {
    const key = JSON.stringify([project, mode, touchpoint, phase, channel, series])
    const cell: ScoreCell = cells.get(key) ?? {
      ...{ project, mode, touchpoint, phase, channel },
      series: JSON.parse(series) as Series,
      counts: new Map(),
      skipped: 0,
      repeated: 0,
    }
    cells.set(key, cell)
    cell.repeated += repeated
    if (score === null) cell.skipped += counted
    else if (counted > 0) cell.counts.set(score, counted)
  }
  return [...cells.values()]
}
