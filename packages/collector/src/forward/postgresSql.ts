import type { PgPool } from '../postgres/pg.ts'
import type { Sql, Statement } from './Sql.ts'

// A client whose machine is gone must not keep rows locked; and a commit is on the disk, however the server is set.
const BEGIN = `SELECT set_config('idle_in_transaction_session_timeout', '10s', true),
  CASE WHEN current_setting('synchronous_commit') IN ('off', 'local') THEN set_config('synchronous_commit', 'on', true) END`

const ignore = () => {}

/** {@link Sql} over PostgreSQL. */
export function postgresSql(pool: PgPool): Sql {
  return {
    prefix: 'pulso.',
    clock: '(extract(epoch FROM clock_timestamp()) * 1000)::bigint',
    stepArrivals: Number.MAX_SAFE_INTEGER,
    async run<Given>(statements: readonly Statement[], guarded?: 'guarded') {
      const [only] = statements
      if (only && statements.length === 1 && /^\s*SELECT/.test(only.text)) {
        return [(await pool.query<Given>(only)).rows]
      }
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
        const results: Given[][] = []
        for (const statement of statements) {
          results.push((await client.query<Given>(statement)).rows)
          if (guarded && results[0]?.length === 0) {
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
    },
  }
}
