import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { countModes } from '../countModes.ts'
import { createOwner } from '../data/createOwner.ts'
import { isOf } from '../data/isOf.ts'
import { postgresTidy } from '../data/postgresTidy.ts'
import { gatherAppends } from '../gatherAppends.ts'
import { keptRecordOf } from '../keptRecordOf.ts'
import { keptRows } from '../keptRows.ts'
import type { Mode, Store } from '../Store.ts'
import { allOf } from '../sql/allOf.ts'
import { postgresSql } from '../sql/postgresSql.ts'
import { prepared } from '../sql/prepared.ts'
import { createPublications } from '../surveys/createPublications.ts'
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

/** Records in Postgres, over tables that `migratePostgres` made ready. */
export function postgresStore(pool: PgPool): Store {
  const adopt = postgresAppend(pool)
  const own = postgresSql(pool)
  const { db } = own
  const all = allOf(own)

  // Written apart by mode: each half is read by its index, in order, from every month.
  const next = prepared(({ from, end, limit }: { from: number; end: number; limit: number }) => {
    const half = (mode: Mode) => {
      const rows = keptRows(own)
        .where('mode', '=', sql.lit(mode))
        .where('arrival', '>', from)
        .where('arrival', '<=', end)
        .orderBy('arrival')
        .limit(limit)
      return db.selectFrom(rows.as('page')).selectAll()
    }
    return half('live').unionAll(half('test')).orderBy('arrival').limit(limit)
  }, 'after')

  /** The last arrival number given out. A smaller one may still be under way. */
  const lastArrival = async () => (await all(own.lastArrival))[0]?.last ?? 0

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
      const rows = await all(next({ from, end, limit }))
      return {
        records: rows.map(keptRecordOf),
        arrivals: rows.map(({ arrival }) => arrival),
        cursor: String(rows.length < limit ? Math.max(from, end) : rows.at(-1)?.arrival),
      }
    },
    end: async () => String((settled = await settledArrival())),
    sql: own,
    async *read({ mode, since = 0, project, of }) {
      let wanted = db
        .selectFrom('records')
        .select(['project', 'received', 'sent_at as sentAt', 'json', 'arrival'])
        .where('received', '>=', since)
        .orderBy('arrival')
        .limit(READ_STEP)
      if (project !== undefined) wanted = wanted.where('project', '=', project)
      if (of) wanted = wanted.where(isOf(own, of))
      const end = await lastArrival()
      const step = prepared(({ from }: { from: number }) => {
        const half = (of: Mode) => {
          const rows = wanted
            .where('mode', '=', sql.lit(of))
            .where('arrival', '>', from)
            .where('arrival', '<=', end)
          return db.selectFrom(rows.as('page')).selectAll()
        }
        const both = mode === 'all' ? half('live').unionAll(half('test')) : half(mode)
        return both.orderBy('arrival').limit(READ_STEP)
      })
      for (let from = 0; from < end; ) {
        const [rows] = await own.run([step({ from })], of ? { longestMs: FIND_MS } : {})
        if (rows.length > 0) yield rows.map(({ arrival: _, ...record }) => record)
        from = rows.length < READ_STEP ? end : (rows.at(-1)?.arrival ?? end)
      }
    },
    totals: () => countModes(own),
    publications: createPublications(own),
    owner: createOwner(own, postgresTidy(pool)),
    async ping() {
      await own.run([own.lastArrival], { longestMs: PING_MS })
    },
    close() {
      closing ??= pool.end()
      return closing
    },
  }
}

/** Data exceptions and violated constraints, by their SQLSTATE; everything else is the server, or the way to it. */
const isOfData = (error: unknown): boolean =>
  error instanceof RangeError ||
  (error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code)))
