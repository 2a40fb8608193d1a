import { LOCKS, MONTH_LOCK } from './migratePostgres.ts'
import type { PgPool } from './pg.ts'

/** Longest wait, in milliseconds: a batch waits for it. */
const MAKE_MS = 4000

/** Makes the partitions of `records`: one per month of arrival, in UTC, when the first record of it comes. */
export function monthTables(pool: PgPool) {
  const there = new Set<number>()
  return {
    async ensure(received: Iterable<number>): Promise<void> {
      const starts = new Set([...new Set(received)].map(monthOf)) // a batch came at one time
      for (const start of starts) {
        if (there.has(start)) continue
        await pool.query({ text: makeMonth(start), query_timeout: MAKE_MS })
        there.add(start)
      }
    },
    /** After a write that failed: an operator may have dropped a month. */
    forget: () => there.clear(),
  }
}

const monthOf = (ms: number) => {
  const date = new Date(ms)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
}

// Made apart and attached: `CREATE TABLE … PARTITION OF` would wait for every reader, and make every writer wait.
function makeMonth(start: number): string {
  const date = new Date(start)
  const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
  const table = `pulso.records_${date.getUTCFullYear()}_${String(date.getUTCMonth() + 1).padStart(2, '0')}`
  return `DO $month$ BEGIN
    PERFORM pg_advisory_xact_lock(${LOCKS}, ${MONTH_LOCK});
    IF to_regclass('${table}') IS NULL THEN
      CREATE TABLE ${table} (LIKE pulso.records INCLUDING ALL);
      ALTER TABLE pulso.records ATTACH PARTITION ${table} FOR VALUES FROM (${start}) TO (${end});
    END IF;
  END $month$`
}
