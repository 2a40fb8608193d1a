import { LOCKS, MONTH_LOCK } from '../postgres/migratePostgres.ts'
import type { PgPool } from '../postgres/pg.ts'

/** How long writers may have to wait while a month without records is dropped, in milliseconds. */
const DROP_LOCK_MS = 1000

/** Gives a function that drops months which are over and have no record any more. */
export const postgresTidy = (pool: PgPool) => async (): Promise<void> => {
  const { rows } = await pool.query<{ month: string }>({
    text: `SELECT inhrelid::regclass::text AS month FROM pg_inherits
      WHERE inhparent = 'pulso.records'::regclass AND inhrelid::regclass::text ~ '^pulso\\.records_\\d{4}_\\d\\d$'`,
  })
  const now = new Date()
  const thisMonth = `pulso.records_${now.getUTCFullYear()}_${String(now.getUTCMonth() + 1).padStart(2, '0')}`
  for (const { month } of rows) {
    if (month >= thisMonth) continue
    const { rows: found } = await pool.query({ text: `SELECT 1 FROM ${month} LIMIT 1` })
    if (found.length > 0) continue
    // Somebody who reads for long is not waited for: the next time will do.
    await pool.query({ text: dropEmpty(month) }).catch(() => {})
  }
}

// In the order in which writers lock: the table of all months, then the one.
const dropEmpty = (month: string) => `DO $drop$ BEGIN
    SET LOCAL lock_timeout = ${DROP_LOCK_MS};
    PERFORM pg_advisory_xact_lock(${LOCKS}, ${MONTH_LOCK});
    LOCK TABLE pulso.records IN ACCESS EXCLUSIVE MODE;
    IF NOT EXISTS (SELECT 1 FROM ${month}) THEN DROP TABLE ${month}; END IF;
  END $drop$`
