import { LOCKS, MONTH_LOCK } from '../postgres/migratePostgres.ts'
import type { PgPool } from '../postgres/pg.ts'
import type { GoneId, OwnerStore } from './OwnerStore.ts'

/** Arrival numbers looked at per step: there is no index by person, as every record would pay for what is rare. */
const STEP = 50_000
/** Longest wait, in milliseconds, for a step that reads much. */
const STEP_MS = 120_000
/** How long writers may have to wait while a month without records is dropped, in milliseconds. */
const DROP_LOCK_MS = 1000

/** Whether a record is of these people or runs, which are given as two lists from parameter `n` on. */
export const ofSql = (n: number) => `(person = ANY($${n}::text[]) OR run = ANY($${n + 1}::text[]))`

// What is left of deleted records, in the same statement: their ids, and what they completed.
const REMOVE = (where: string) => `
  WITH deleted AS (
    DELETE FROM pulso.records WHERE ${where} RETURNING project, id, mode, type, survey
  ), buried AS (
    INSERT INTO pulso.gone (project, id) SELECT project, id FROM deleted ON CONFLICT DO NOTHING
  ), tallied AS (
    INSERT INTO pulso.gone_completions AS gone (project, mode, survey, runs)
    SELECT project, mode, survey, count(*) FROM deleted WHERE type = 'completed' GROUP BY project, mode, survey
    ORDER BY project, mode, survey -- two that do the same wait for each other, and never both
    ON CONFLICT (project, mode, survey) DO UPDATE SET runs = gone.runs + excluded.runs
  )
  SELECT count(*) AS count FROM deleted`

// An id that was in the ledger already may have a record here.
const BURY = `
  WITH given AS (
    SELECT project, id FROM json_to_recordset($1::json) AS given (project text, id uuid) ORDER BY project COLLATE "C", id
  ), fresh AS (
    INSERT INTO pulso.gone (project, id) SELECT project, id FROM given ON CONFLICT DO NOTHING RETURNING project, id
  ), taken AS (
    INSERT INTO pulso.ids (project, id, digest) SELECT project, id, '' FROM fresh ON CONFLICT DO NOTHING
    RETURNING project, id
  ), here AS (
    SELECT project, id FROM fresh EXCEPT SELECT project, id FROM taken
  )
  DELETE FROM pulso.records AS record USING here WHERE record.project = here.project AND record.id = here.id`

/** What the owner may do, in Postgres. */
export function postgresOwner(pool: PgPool): OwnerStore {
  const countOf = async (text: string, values: unknown[]): Promise<number> => {
    const { rows } = await pool.query<{ count: number }>({ text, values, query_timeout: STEP_MS })
    return rows[0]?.count ?? 0
  }
  const lastArrival = () =>
    countOf('SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS count FROM pulso.arrivals', [])

  return {
    async remove(project, { persons, runs }) {
      const end = await lastArrival()
      let removed = 0
      for (let from = 0; from < end; from += STEP) {
        removed += await countOf(
          REMOVE(
            `mode IN ('live', 'test') AND arrival > $1 AND arrival <= $2 AND project = $3 AND ${ofSql(4)}`,
          ),
          [from, Math.min(end, from + STEP), project, persons, runs],
        )
      }
      return removed
    },
    // The oldest months are looked at first, and no younger one than the time asks for.
    removeBefore: (project, before, limit) =>
      countOf(
        REMOVE(`mode IN ('live', 'test') AND received < $2 AND arrival = ANY(ARRAY(
          SELECT arrival FROM pulso.records WHERE project = $1 AND received < $2 LIMIT $3))`),
        [project, before, limit],
      ),
    countBefore: (project, before) =>
      countOf('SELECT count(*) AS count FROM pulso.records WHERE project = $1 AND received < $2', [
        project,
        before,
      ]),
    async gone({ project, id }, limit) {
      const { rows } = await pool.query<GoneId>({
        text: `SELECT project, replace(id::text, '-', '') AS id FROM pulso.gone
          WHERE (project, id) > ($1, $2::uuid) ORDER BY project, id LIMIT $3`,
        values: [project, id, limit],
      })
      return rows
    },
    async bury(ids) {
      await pool.query({ text: BURY, values: [JSON.stringify(ids)], query_timeout: STEP_MS })
    },
    async tidy() {
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
    },
    async knownPersons(project, mode, persons) {
      const known = new Set<string>()
      const wanted = new Set(persons) // not sent with each step: it may be a list of thousands
      const end = await lastArrival()
      for (let from = 0; from < end; from += STEP) {
        const { rows } = await pool.query<{ person: string }>({
          text: `SELECT DISTINCT person FROM pulso.records
            WHERE mode = ANY($1::text[]) AND arrival > $2 AND arrival <= $3 AND project = $4
              AND run IS NOT NULL AND person IS NOT NULL`,
          values: [mode === 'all' ? ['live', 'test'] : [mode], from, Math.min(end, from + STEP), project],
          query_timeout: STEP_MS,
        })
        for (const { person } of rows) if (wanted.has(person)) known.add(person)
      }
      return known
    },
    countOfKey: (key, day, records) =>
      countOf(
        `INSERT INTO pulso.key_days AS days (key, day, records) VALUES ($1, $2, $3)
         ON CONFLICT (key, day) DO UPDATE SET records = days.records + excluded.records RETURNING records AS count`,
        [key, day, records],
      ),
  }
}

// In the order in which writers lock: the table of all months, then the one.
const dropEmpty = (month: string) => `DO $drop$ BEGIN
    SET LOCAL lock_timeout = ${DROP_LOCK_MS};
    PERFORM pg_advisory_xact_lock(${LOCKS}, ${MONTH_LOCK});
    LOCK TABLE pulso.records IN ACCESS EXCLUSIVE MODE;
    IF NOT EXISTS (SELECT 1 FROM ${month}) THEN DROP TABLE ${month}; END IF;
  END $drop$`
