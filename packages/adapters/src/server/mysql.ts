import { ackOfSqlState } from '../core/ackOfSqlState.ts'
import { clientSink } from '../core/clientSink.ts'
import { defineClientSink } from '../core/defineClientSink.ts'
import { requirePeer } from '../core/requirePeer.ts'

export interface MysqlOptions {
  /** `mysql://user:password@host/database` */
  url: string
  /** Columns: id char(32) primary key, at datetime(3), type varchar(16), survey varchar(64), record json. @defaultValue `pulso_records` */
  table?: string
}

interface Mysql {
  createConnection(options: { uri: string; connectTimeout: number; timezone: string }): Promise<{
    on(event: 'error', listener: () => void): void
    query(sql: string, values: unknown[]): Promise<unknown>
    destroy(): void
  }>
}

/**
 * Inserts each record as a row of MySQL or MariaDB. One statement for a batch: all of it is there, or none (InnoDB).
 *
 * @needs the package `mysql2`, a table, a user that may insert and update `id`
 * @dedupe `id` is the primary key; a repeat changes nothing
 * @once for ever
 * @source https://dev.mysql.com/doc/refman/8.4/en/insert-on-duplicate.html
 */
export const mysqlSink = defineClientSink<MysqlOptions>(
  'mysql',
  { url: '', table: 'pulso_records' },
  ({ url, table }) => {
    const load = requirePeer<Mysql>('mysql', 'mysql2/promise')
    return clientSink({
      name: 'mysql',
      maxBatchRecords: 1000,
      async open() {
        const mysql = await load()
        const connection = await mysql.createConnection({ uri: url, connectTimeout: 5000, timezone: 'Z' })
        connection.on('error', () => {}) // the next query says it, too
        return connection
      },
      async put(connection, records) {
        const rows = records.map((record) => [
          record.id,
          new Date(record.at),
          record.type,
          record.type === 'outcome' ? null : record.survey.id,
          JSON.stringify(record),
        ])
        // Not INSERT IGNORE: that would cut or bend what does not fit, and say nothing.
        await connection.query(
          `INSERT INTO ${table} (id, at, type, survey, record) VALUES ? ON DUPLICATE KEY UPDATE id = ${table}.id`,
          [rows],
        )
        return undefined
      },
      judge: ({ sqlState, errno }) =>
        errno === 1045 || errno === 1049
          ? { status: 'held', code: `mysql_${errno}` }
          : ackOfSqlState(sqlState),
      close: (connection) => connection.destroy(),
    })
  },
)
