import type { PgPool } from '../postgres/pg.ts'
import type { Publication, PublicationStore, PublishedDefinition } from './PublicationStore.ts'

// One statement, so one transaction: definitions are written only if the number was free.
const PUBLISH = `
  WITH begun AS MATERIALIZED (
    SELECT CASE WHEN current_setting('synchronous_commit') IN ('off', 'local')
                THEN set_config('synchronous_commit', 'on', true) END
  ), added AS (
    INSERT INTO pulso.publications (project, mode, number, published, json)
    SELECT $1, $2, $3, $4, $5 FROM begun
    ON CONFLICT DO NOTHING RETURNING number
  ), defined AS (
    INSERT INTO pulso.definitions (project, mode, survey, rev, hash, json, first, last)
    SELECT $1, $2, survey, rev, hash, json, number, number
    FROM added, json_to_recordset($6::json) AS given (survey text, rev int, hash text, json text)
    ON CONFLICT (project, mode, survey, rev, hash) DO UPDATE SET json = excluded.json, last = excluded.last
  )
  SELECT number FROM added`

const COMPLETIONS = `
  SELECT survey, sum(runs)::bigint AS runs FROM (
    SELECT survey, count(*) AS runs FROM pulso.records
    WHERE type = 'completed' AND project = $1 AND mode = $2 AND survey = ANY($3::text[]) GROUP BY survey
    UNION ALL
    SELECT survey, runs FROM pulso.gone_completions WHERE project = $1 AND mode = $2 AND survey = ANY($3::text[])
  ) AS each GROUP BY survey`

/** Published surveys in Postgres, beside the records. */
export function postgresPublications(pool: PgPool): PublicationStore {
  return {
    async latest(project, mode) {
      const { rows } = await pool.query<Publication>({
        text: `SELECT number, published, json FROM pulso.publications
          WHERE project = $1 AND mode = $2 ORDER BY number DESC LIMIT 1`,
        values: [project, mode],
      })
      return rows[0]
    },
    async definitions(project, mode) {
      const { rows } = await pool.query<PublishedDefinition>({
        text: `SELECT survey, rev, hash, json, first, last FROM pulso.definitions
          WHERE project = $1 AND mode = $2 ORDER BY survey, rev, last, hash`,
        values: [project, mode],
      })
      return rows
    },
    async publish({ project, mode }, { number, published, json }, definitions) {
      const { rows } = await pool.query({
        text: PUBLISH,
        values: [project, mode, number, published, json, JSON.stringify(definitions)],
      })
      return rows.length === 1
    },
    async completions(project, mode, surveys) {
      const { rows } = await pool.query<{ survey: string; runs: number }>({
        text: COMPLETIONS,
        values: [project, mode, surveys],
      })
      return new Map(rows.map(({ survey, runs }) => [survey, runs]))
    },
  }
}
