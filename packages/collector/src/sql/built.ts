import { SelectQueryNode } from 'kysely'
import type { Statement } from './Sql.ts'

/** A statement that is built: data alone, which can be sent to another thread. */
export interface Built<Row = unknown> {
  text: string
  values: readonly unknown[]
  /** In PostgreSQL it is prepared once per connection under this name. */
  name?: string
  /** Whether it changes nothing. */
  isReading: boolean
  /** Never there: what its rows are like. */
  rows?: Row[]
}

/** Builds a statement, unless it is built already. One that begins with `WITH` may change something. */
export function built<Row>(statement: Statement<Row>): Built<Row> {
  if (!('compile' in statement)) return statement
  const { sql, parameters, query } = statement.compile()
  return { text: sql, values: parameters, isReading: SelectQueryNode.is(query) && !query.with }
}
