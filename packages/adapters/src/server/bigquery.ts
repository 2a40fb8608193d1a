import { adapterError } from '../core/adapterError.ts'
import { defineServerSink } from '../core/defineServerSink.ts'
import { parse } from '../core/parse.ts'
import { row } from '../core/row.ts'
import { settleExcept } from '../core/settleExcept.ts'

export interface BigqueryOptions {
  project: string
  dataset: string
  /** Columns: id STRING, at TIMESTAMP, type STRING, survey STRING, record JSON. @defaultValue `pulso_records` */
  table?: string
  /** Gives an OAuth access token; called for every request. */
  token: () => Promise<string> | string
  /** @defaultValue `https://bigquery.googleapis.com/bigquery/v2` */
  endpoint?: string
}

const noToken = () => ''

interface InsertReply {
  insertErrors: { index: number; errors: { reason: string }[] }[]
}

/**
 * Streams each record into a BigQuery table.
 *
 * @needs the table, an access token that may insert
 * @dedupe `insertId` is the record's id, for about a minute and best effort; the column `id` finds later repeats
 * @once not promised: at least once, seldom twice
 * @source https://docs.cloud.google.com/bigquery/docs/reference/rest/v2/tabledata/insertAll
 */
export const bigquerySink = defineServerSink<BigqueryOptions>(
  'bigquery',
  {
    project: '',
    dataset: '',
    table: 'pulso_records',
    token: noToken,
    endpoint: 'https://bigquery.googleapis.com/bigquery/v2',
  },
  ({ project, dataset, table, token, endpoint }) => {
    if (token === noToken) throw adapterError('invalid_options', 'bigquery: "token" must be function')
    return {
      endpoint: `${endpoint}/projects/${project}/datasets/${dataset}/tables/${table}/insertAll`,
      maxBatchRecords: 500,
      maxBatchBytes: 1e7,
      body: (records) => ({
        skipInvalidRows: true, // else one bad row keeps the others out
        rows: records.map((record) => ({
          insertId: record.id,
          json: { ...row(record), record: JSON.stringify(record) },
        })),
      }),
      request: async () => ({
        headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
      }),
      // A 200 hides failures: rows by their place. `invalid` never passes; anything else may, later.
      ack({ status }, text, ids) {
        if (status !== 200) return
        const failed = parse<InsertReply>(text)?.insertErrors ?? []
        const isBad = ({ errors }: (typeof failed)[number]) =>
          errors.some(({ reason }) => reason === 'invalid')
        return settleExcept(
          ids,
          failed.filter(isBad).map(({ index }) => ({ id: ids[index]!, code: 'invalid' })),
          failed.filter((each) => !isBad(each)).map(({ index }) => ids[index]!),
        )
      },
    }
  },
)
