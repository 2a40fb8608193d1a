import { createRequire } from 'node:module'

interface Queryable {
  query<Row = unknown>(query: {
    text: string
    values?: readonly unknown[]
    /** Prepared once per connection under this name. */
    name?: string
    /** Longest time the client waits, in milliseconds. Its connection is given up then. */
    query_timeout?: number
  }): Promise<{ rows: Row[] }>
}

/** One connection, for a transaction of several statements. */
export interface PgClient extends Queryable {
  /** Gives it back; with `true` it is closed instead. */
  release(broken?: boolean): void
  on(event: 'error', listener: () => void): void
  off(event: 'error', listener: () => void): void
}

/** What is used of the package `pg`, which brings no types. */
export interface PgPool extends Queryable {
  connect(): Promise<PgClient>
  on(event: 'error', listener: (error: Error) => void): void
  end(): Promise<void>
}

interface Pg {
  Pool: new (options: {
    connectionString: string
    max: number
    connectionTimeoutMillis: number
    query_timeout: number
    keepAlive: boolean
    application_name: string
    types: { getTypeParser: (oid: number, format?: string) => (text: string) => unknown }
  }) => PgPool
  types: { getTypeParser: (oid: number, format?: string) => (text: string) => unknown }
}

const INT8 = 20
/** Longest wait for a free connection or a new one, in milliseconds: a page gives up after 10 s. */
const CONNECT_MS = 4000

/** Longest wait for any answer, in milliseconds, where a query does not say. A network that swallows packets ends none. */
const QUERY_MS = 60_000

/** Connections to Postgres. Made when they are needed, and again after they were lost. */
export function openPool(url: string, max: number): PgPool {
  // Read here, not above: who keeps records in SQLite loads no client of Postgres.
  const { Pool, types } = createRequire(import.meta.url)('pg') as Pg
  const pool = new Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    application_name: 'pulso-collector',
    // Times and counts are far below 2^53.
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : types.getTypeParser(oid, format)) },
  })
  pool.on('error', () => {}) // a connection that broke while idle: the next query makes a new one
  return pool
}
