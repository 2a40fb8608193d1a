import type { PulsoRecord } from '@pulso/web/schema'
import { defineServerSink } from '../core/defineServerSink.ts'
import { flat } from '../core/flat.ts'

export interface AirtableOptions {
  base: string
  table: string
  /** Personal access token with `data.records:write`. */
  token: string
  /** Fields of a row besides `Record id`, which the table must have. @defaultValue At, Type, Survey, Question, Value, Comment */
  fields?: (record: PulsoRecord) => { [name: string]: unknown }
  /** @defaultValue `https://api.airtable.com/v0` */
  endpoint?: string
}

const columns = (record: PulsoRecord) => {
  const { survey_id, question_id, value, comment } = flat(record)
  return {
    At: new Date(record.at),
    Type: record.type,
    Survey: survey_id,
    Question: question_id,
    Value: value === undefined ? undefined : `${value}`,
    Comment: comment,
  }
}

/**
 * Writes each record as a row of an Airtable table.
 *
 * @needs a personal access token, a table with these fields
 * @dedupe an upsert that merges on the field `Record id`: a repeat writes the same values again
 * @once for ever, by that field; what people changed in the other fields meanwhile is written over by a repeat
 * @source https://airtable.com/developers/web/api/update-multiple-records
 */
export const airtableSink = defineServerSink<AirtableOptions>(
  'airtable',
  { base: '', table: '', token: '', fields: columns, endpoint: 'https://api.airtable.com/v0' },
  ({ base, table, token, fields, endpoint }) => ({
    endpoint: `${endpoint}/${base}/${encodeURIComponent(table)}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    maxBatchRecords: 10, // documented limit of one request
    body: (records) => ({
      performUpsert: { fieldsToMergeOn: ['Record id'] },
      typecast: true,
      records: records.map((record) => ({ fields: { 'Record id': record.id, ...fields(record) } })),
    }),
    request: () => ({ method: 'PATCH' }),
    ack({ status, headers }, text) {
      // "You will need to wait 30 seconds": no header says so.
      if (status === 429 && !headers.get('retry-after'))
        return { status: 'retry', code: 'http_429', afterMs: 30_000 }
      // A field that the table lacks is no fault of a record.
      if (status === 422 && /UNKNOWN_FIELD_NAME/.test(text)) return { status: 'held', code: 'unknown_field' }
    },
  }),
)
