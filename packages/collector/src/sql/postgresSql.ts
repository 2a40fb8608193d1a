import type { PgPool } from '../postgres/pg.ts'
import { type Built, built } from './built.ts'
import { DIALECTS } from './dialects.ts'
import type { RowsOf, RunOptions, Sql, Statement } from './Sql.ts'

// A client whose machine is gone must not keep rows locked; and a commit is on the disk, however the server is set.
const BEGIN = `SELECT set_config('idle_in_transaction_session_timeout', '10s', true),
  CASE WHEN current_setting('synchronous_commit') IN ('off', 'local') THEN set_config('synchronous_commit', 'on', true) END`

const ignore = () => {}

/** A statement as `pg` takes it. */
const given = ({ text, values, name }: Built) => ({ text, values, ...(name !== undefined && { name }) })

/** {@link Sql} over PostgreSQL. */
export function postgresSql(pool: PgPool): Sql {
  async function transact(
    queries: readonly Built[],
    isGuarded: boolean,
    limit: { query_timeout?: number },
  ): Promise<unknown[][]> {
    const client = await pool.connect()
    // One that breaks between two statements would end the process otherwise; the next statement says it too.
    client.on('error', ignore)
    const release = (broken?: boolean) => {
      client.off('error', ignore)
      client.release(broken)
    }
    try {
      await client.query({ text: 'BEGIN' })
      await client.query({ text: BEGIN })
      const results: unknown[][] = []
      for (const query of queries) {
        results.push((await client.query({ ...given(query), ...limit })).rows)
        if (isGuarded && results[0]?.length === 0) {
          await client.query({ text: 'ROLLBACK' })
          release()
          return []
        }
      }
      await client.query({ text: 'COMMIT' })
      release()
      return results
    } catch (error) {
      release(true) // thrown away: whether its transaction is over, nobody can say
      throw error
    }
  }

  return {
    ...DIALECTS.postgres,
    async run<Statements extends readonly Statement[]>(
      statements: Statements,
      { guarded = false, longestMs }: Omit<RunOptions, 'guarded'> & { guarded?: boolean } = {},
    ) {
      const queries = statements.map(built)
      const limit = longestMs === undefined ? {} : { query_timeout: longestMs }
      const [only] = queries
      const results =
        only?.isReading && queries.length === 1
          ? [(await pool.query({ ...given(only), ...limit })).rows]
          : await transact(queries, guarded, limit)
      return results as RowsOf<Statements>
    },
  }
}
