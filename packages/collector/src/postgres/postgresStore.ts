import { setTimeout as sleep } from 'node:timers/promises'
import { ofSql, postgresOwner } from '../data/postgresOwner.ts'
import { postgresSql } from '../forward/postgresSql.ts'
import { gatherAppends } from '../gatherAppends.ts'
import { type KeptRow, keptRecordOf } from '../keptRecordOf.ts'
import type { Mode, Store, StoredRecord } from '../Store.ts'
import { postgresPublications } from '../surveys/postgresPublications.ts'
import { APPEND_LOCK, LOCKS } from './migratePostgres.ts'
import type { PgPool } from './pg.ts'
import { postgresAppend } from './postgresAppend.ts'

/** Records read per step of an export. */
const READ_STEP = 1000
/** Statements under way from batches of senders. With more of them, fewer batches share one, and each costs more. */
const APPENDS_AT_ONCE = 4
/** A health check is asked every few seconds, and waits no longer. */
const PING_MS = 2000
/** Longest wait for appends under way before the order of what they write is known, and how often it is asked. */
const SETTLE_MS = 10_000
const SETTLE_STEP_MS = 5

/** Longest step of finding the records of a person, which no index helps with. */
const FIND_MS = 600_000

const COLUMNS = `arrival, project, replace(id::text, '-', '') AS id, type, mode, survey, touchpoint, phase, channel, run,
  seq, person, at, received, sent_at AS "sentAt", series, score, json`

// Written apart by mode: each half is read by its index, in order, from every month.
const BY_ARRIVAL = (columns: string, where: string, order: 'ASC' | 'DESC', modes: readonly Mode[]) => {
  const halves = modes.map(
    (mode) =>
      `(SELECT ${columns}, arrival AS place FROM pulso.records WHERE mode = '${mode}' ${where} ORDER BY arrival ${order} LIMIT $1)`,
  )
  return `SELECT * FROM (${halves.join(' UNION ALL ')}) AS page ORDER BY place ${order} LIMIT $1`
}
const RECORD = 'project, received, sent_at AS "sentAt", json'
const modesOf = (mode: Mode | 'all'): Mode[] => (mode === 'all' ? ['live', 'test'] : [mode])

/** Records in Postgres, over tables that `migratePostgres` made ready. */
export function postgresStore(pool: PgPool): Store {
  const adopt = postgresAppend(pool)

  /** The last arrival number given out. A smaller one may still be under way. */
  async function lastArrival(): Promise<number> {
    const { rows } = await pool.query<{ last: number }>({
      text: 'SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM pulso.arrivals',
    })
    return rows[0]?.last ?? 0
  }

  /**
   * An arrival number below which nothing is under way any more. Numbers are given out before the commit: transaction
   * 7 can be seen before transaction 6 is. Each append holds a shared lock from before it takes a number until it can be
   * seen; so the number is read first, and then everyone who held the lock is waited for. Nobody waits for the reader.
   */
  async function settledArrival(): Promise<number> {
    const last = await lastArrival()
    let holders: string[] | undefined
    for (let waited = 0; waited < SETTLE_MS; waited += SETTLE_STEP_MS) {
      const { rows } = await pool.query<{ holder: string }>({
        text: `SELECT virtualtransaction AS holder FROM pg_locks
          WHERE locktype = 'advisory' AND granted AND classid = ${LOCKS} AND objid = ${APPEND_LOCK}
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      })
      const now = rows.map(({ holder }) => holder)
      holders = holders === undefined ? now : holders.filter((holder) => now.includes(holder))
      if (holders.length === 0) return last
      await sleep(SETTLE_STEP_MS)
    }
    throw new Error(`an append has been under way for more than ${SETTLE_MS} ms`)
  }
  const append = gatherAppends(adopt, { atOnce: APPENDS_AT_ONCE, isOfData })
  let settled = 0
  let closing: Promise<void> | undefined

  return {
    append: (project, rows, arrival) => append(rows.map((row) => ({ ...row, ...arrival, project }))),
    adopt,
    async after(cursor, limit) {
      const from = Number(cursor ?? 0)
      if (settled <= from) settled = await settledArrival()
      const end = settled // of this reader: others move it on meanwhile
      const { rows } = await pool.query<KeptRow & { place: number }>({
        name: 'after',
        text: BY_ARRIVAL(COLUMNS, 'AND arrival > $2 AND arrival <= $3', 'ASC', ['live', 'test']),
        values: [limit, from, end],
      })
      return {
        records: rows.map(keptRecordOf),
        arrivals: rows.map(({ place }) => place),
        cursor: String(rows.length < limit ? Math.max(from, end) : rows.at(-1)?.arrival),
      }
    },
    end: async () => String((settled = await settledArrival())),
    sql: postgresSql(pool),
    async *read({ mode, since = 0, project, of }) {
      const also = `AND ($5::text IS NULL OR project = $5) ${of ? `AND ${ofSql(6)}` : ''}`
      const wanted = [since, project ?? null, ...(of ? [of.persons, of.runs] : [])]
      const end = await lastArrival()
      for (let from = 0; from < end; ) {
        const { rows } = await pool.query<StoredRecord & { place: number }>({
          text: BY_ARRIVAL(
            RECORD,
            `AND arrival > $2 AND arrival <= $3 AND received >= $4 ${also}`,
            'ASC',
            modesOf(mode),
          ),
          values: [READ_STEP, from, end, ...wanted],
          ...(of && { query_timeout: FIND_MS }),
        })
        if (rows.length > 0) yield rows.map(withoutPlace)
        from = rows.length < READ_STEP ? end : (rows.at(-1)?.place ?? end)
      }
    },
    async totals() {
      const { rows } = await pool.query<{ mode: Mode; count: number }>({
        text: 'SELECT mode, count(*) AS count FROM pulso.records GROUP BY mode',
      })
      const counts = new Map(rows.map(({ mode, count }) => [mode, count]))
      return { live: counts.get('live') ?? 0, test: counts.get('test') ?? 0 }
    },
    publications: postgresPublications(pool),
    owner: postgresOwner(pool),
    async ping() {
      await pool.query({ text: 'SELECT 1 FROM pulso.arrivals', query_timeout: PING_MS })
    },
    close() {
      closing ??= pool.end()
      return closing
    },
  }
}

const withoutPlace = ({ place: _, ...record }: StoredRecord & { place: number }): StoredRecord => record

/** Data exceptions and violated constraints, by their SQLSTATE; everything else is the server, or the way to it. */
const isOfData = (error: unknown): boolean =>
  error instanceof RangeError ||
  (error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code)))
