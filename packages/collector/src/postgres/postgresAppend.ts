import { createHash } from 'node:crypto'
import type { AppendOutcome, KeptRecord } from '../Store.ts'
import { arrayParameter, type ColumnType } from './arrayParameter.ts'
import { APPEND_LOCK, LOCKS } from './migratePostgres.ts'
import { monthTables } from './monthTables.ts'
import type { PgPool } from './pg.ts'

/** Longest wait for a commit, in milliseconds: the sender should hear 503 before it gives up by itself, after 10 s. */
const APPEND_MS = 8000

const DIGEST_BYTES = 16

const COLUMNS: { [column: string]: [ColumnType, (row: KeptRecord) => string | number | null] } = {
  project: ['text', (row) => row.project],
  id: ['uuid', (row) => row.id],
  type: ['text', (row) => row.type],
  mode: ['text', (row) => row.mode],
  survey: ['text', (row) => row.survey],
  touchpoint: ['text', (row) => row.touchpoint],
  phase: ['text', (row) => row.phase],
  channel: ['text', (row) => row.channel],
  run: ['text', (row) => row.run],
  seq: ['bigint', (row) => row.seq],
  person: ['text', (row) => row.person],
  at: ['bigint', (row) => row.at],
  received: ['bigint', (row) => row.received],
  sent_at: ['bigint', (row) => row.sentAt],
  series: ['text', (row) => row.series && JSON.stringify(row.series)],
  score: ['double', (row) => row.score],
  json: ['text', (row) => row.json],
}
const NAMES = Object.keys(COLUMNS).join(', ')
const ARRAYS: { [type in ColumnType]: string } = {
  text: 'text[]',
  uuid: 'uuid[]',
  bigint: 'bigint[]',
  double: 'double precision[]',
}
const PARAMETERS = Object.values(COLUMNS).map(([type], place) => `$${place + 1}::${ARRAYS[type]}`)

// One statement, so one transaction in one round trip, which no client that dies can leave open.
// - `begun`: commits are on the disk when they are acknowledged, however the server is set; and the lock, which is shared,
//   tells readers that arrival numbers are being given out (see `settledArrival`).
// - `fresh`: ids in order, so that two batches with the same ids wait for each other and never both.
// - `IN … IS TRUE` is looked up in a hash. As a join it would go by what the planner thinks of arrays it has not seen: ten
//   values, for which it would compare every row with every other.
// The result is what was there already: mostly nothing.
const IS_FRESH = '((given.project, given.id) IN (SELECT project, id FROM fresh))'
const INSERT = `
  WITH begun AS MATERIALIZED (
    SELECT pg_advisory_xact_lock_shared(${LOCKS}, ${APPEND_LOCK}),
           CASE WHEN current_setting('synchronous_commit') IN ('off', 'local')
                THEN set_config('synchronous_commit', 'on', true) END
  ), given AS MATERIALIZED (
    SELECT * FROM unnest(${PARAMETERS.join(', ')}) WITH ORDINALITY AS given (${NAMES}, place)
  ), fresh AS (
    INSERT INTO pulso.ids (project, id, digest)
    SELECT project, id, substring(sha256(convert_to(json, 'UTF8')) FOR ${DIGEST_BYTES}) FROM given, begun
    ORDER BY project COLLATE "C", id
    ON CONFLICT (project, id) DO NOTHING RETURNING project, id
  ), kept AS (
    INSERT INTO pulso.records (${NAMES}) SELECT ${NAMES} FROM given WHERE ${IS_FRESH} IS TRUE ORDER BY place
  )
  SELECT place FROM given WHERE ${IS_FRESH} IS NOT TRUE`

const DIGESTS = `
  SELECT place, encode(ids.digest, 'hex') AS digest
  FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS given (project, id, place)
  JOIN pulso.ids ON ids.project = given.project AND ids.id = given.id`

/** Gives a function that commits records in one transaction, each id once, and tells what became of each. */
export function postgresAppend(pool: PgPool): (rows: readonly KeptRecord[]) => Promise<AppendOutcome[]> {
  const months = monthTables(pool)

  /** Places among the rows, none of which has the id of another, of those whose id was taken before. */
  async function insert(rows: readonly KeptRecord[]): Promise<Set<number>> {
    const values = Object.values(COLUMNS).map(([type, of]) => arrayParameter(type, rows.map(of)))
    const { rows: taken } = await pool
      .query<{ place: number }>({ name: 'append', text: INSERT, values, query_timeout: APPEND_MS })
      .catch((error: unknown) => {
        months.forget()
        throw error
      })
    return new Set(taken.map(({ place }) => place - 1))
  }

  /** Of each row, by its place, what the ledger has under its id. */
  async function digestsOf(rows: readonly KeptRecord[]): Promise<Map<number, string>> {
    const values = [
      arrayParameter(
        'text',
        rows.map(({ project }) => project),
      ),
      arrayParameter(
        'uuid',
        rows.map(({ id }) => id),
      ),
    ]
    const { rows: found } = await pool.query<{ place: number; digest: string }>({
      name: 'digests',
      text: DIGESTS,
      values,
      query_timeout: APPEND_MS,
    })
    return new Map(found.map(({ place, digest }) => [place - 1, digest]))
  }

  return async (rows) => {
    if (rows.length === 0) return []
    await months.ensure(rows.map(({ received }) => received))
    const places = new Map<string, number>() // of the first row with an id
    for (const [place, { project, id }] of rows.entries()) {
      const key = `${project} ${id}`
      if (!places.has(key)) places.set(key, place)
    }
    const firsts = [...places.values()]
    const taken = await insert(firsts.map((place) => rows[place]!))
    const stored = new Set(firsts.filter((_, place) => !taken.has(place)))
    if (stored.size === rows.length) return rows.map(() => 'stored')

    const others = rows.filter((_, place) => !stored.has(place))
    const before = await digestsOf(others)
    let next = 0
    return rows.map(({ json }, place) => {
      if (stored.has(place)) return 'stored'
      return isSame(before.get(next++), json) ? 'duplicate' : 'conflict'
    })
  }
}

/** Of a record that another store deleted the id alone is known. */
const isSame = (digest: string | undefined, json: string) =>
  digest === '' ||
  digest ===
    createHash('sha256')
      .update(json)
      .digest('hex')
      .slice(0, 2 * DIGEST_BYTES)
