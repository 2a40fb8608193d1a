import { ackOfSqlState } from '../core/ackOfSqlState.ts'
import { clientSink } from '../core/clientSink.ts'
import { defineClientSink } from '../core/defineClientSink.ts'
import { requirePeer } from '../core/requirePeer.ts'
import { row } from '../core/row.ts'

export interface PostgresOptions {
  /** `postgres://user:password@host/database` */
  url: string
  /** Columns: id text primary key, at timestamptz, type text, survey text, record jsonb. @defaultValue `pulso_records` */
  table?: string
}

interface Pg {
  Client: new (options: {
    connectionString: string
    connectionTimeoutMillis: number
  }) => {
    connect(): Promise<void>
    on(event: 'error', listener: () => void): void
    query(sql: string, values: unknown[]): Promise<unknown>
    end(): Promise<void>
  }
}

/**
 * Inserts each record as a row. One statement for a batch: all of it is there, or none.
 *
 * @needs the package `pg`, a table, a role that may insert
 * @dedupe `id` is the primary key, and a repeat is ignored
 * @once for ever
 * @source https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT
 */
export const postgresSink = defineClientSink<PostgresOptions>(
  'postgres',
  { url: '', table: 'pulso_records' },
  ({ url, table }) => {
    const load = requirePeer<Pg>('postgres', 'pg')
    const sql =
      `INSERT INTO ${table} (id, at, type, survey, record) SELECT id, at, type, survey, record FROM json_to_recordset($1::json) ` +
      'AS r(id text, at timestamptz, type text, survey text, record jsonb) ON CONFLICT (id) DO NOTHING'

    return clientSink({
      name: 'postgres',
      maxBatchRecords: 1000,
      async open() {
        const { Client } = await load()
        const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
        client.on('error', () => {}) // the next query says it, too
        await client.connect()
        return client
      },
      async put(client, records) {
        await client.query(sql, [JSON.stringify(records.map(row))])
        return undefined
      },
      judge: ({ code }) => ackOfSqlState(`${code}`),
      close: (client) => client.end(),
    })
  },
)
