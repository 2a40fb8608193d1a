import { createHash } from 'node:crypto'
import { defineServerSink } from '../core/defineServerSink.ts'
import { row } from '../core/row.ts'

export interface ClickhouseOptions {
  /** The HTTP interface's address. */
  endpoint: string
  /** Columns: id String, at DateTime64(3), type String, survey Nullable(String), record String. @defaultValue `pulso_records` */
  table?: string
  /** @defaultValue `default` */
  user?: string
  /** @defaultValue `none` */
  password?: string
  /** Sends `insert_deduplication_token`, which servers before 22.2 do not know. @defaultValue true */
  token?: boolean
}

/** Exception codes: of the data in a row, and of what a person must put right. */
const DATA = new Set(['6', '26', '27', '33', '38', '41', '53', '72', '117', '131', '321', '349'])
const SET_UP = new Set(['16', '36', '47', '60', '62', '81', '115', '192', '193', '194', '497', '516'])

/**
 * Inserts records into a ClickHouse table over HTTP.
 *
 * @needs the server's address, a user that may insert
 * @dedupe `insert_deduplication_token`, made from the ids of the batch: the same batch is inserted once
 * @once for batches sent again whole, where the table keeps tokens; else let a ReplacingMergeTree ordered by `id` merge them
 * @source https://clickhouse.com/docs/operations/settings/settings#insert_deduplication_token
 */
export const clickhouseSink = defineServerSink<ClickhouseOptions>(
  'clickhouse',
  { endpoint: '', table: 'pulso_records', user: 'default', password: 'none', token: true },
  ({ endpoint, table, user, password, token }) => ({
    endpoint,
    maxBatchRecords: 1000, // few large inserts
    body: (records) => records,
    request: (_, records) => {
      const batch = createHash('sha256')
        .update(records.map(({ id }) => id).join())
        .digest('hex')
      const query = new URLSearchParams({
        query: `INSERT INTO ${table} FORMAT JSONEachRow`,
        date_time_input_format: 'best_effort',
        ...(token && { insert_deduplication_token: batch }),
      })
      return {
        url: `${endpoint}/?${query}`,
        headers: { 'x-clickhouse-user': user, ...(password !== 'none' && { 'x-clickhouse-key': password }) },
        body: records
          .map((record) => `${JSON.stringify({ ...row(record), record: JSON.stringify(record) })}\n`)
          .join(''),
      }
    },
    // The status is 500 for nearly everything; the exception's code says whose fault it is.
    ack({ status, headers }, text) {
      const code = headers.get('x-clickhouse-exception-code') ?? /^Code: (\d+)/.exec(text)?.[1]
      if (!code || status === 401 || status === 403) return
      if (DATA.has(code)) return { status: 'split', code: `clickhouse_${code}` }
      if (SET_UP.has(code)) return { status: 'held', code: `clickhouse_${code}` }
      return { status: 'retry', code: `clickhouse_${code}` }
    },
  }),
)
