import { defineServerSink } from '../core/defineServerSink.ts'
import { parse } from '../core/parse.ts'
import { settleExcept } from '../core/settleExcept.ts'

export interface ElasticsearchOptions {
  /** The cluster's address. */
  endpoint: string
  /** Index or data stream's backing index. @defaultValue `pulso-records` */
  index?: string
  /** Value of the Authorization header: `ApiKey …` or `Basic …`. @defaultValue `none` */
  authorization?: string
}

interface BulkReply {
  items: { create: { _id: string; status: number; error?: { type: string } } }[]
}

/**
 * Creates each record as a document of Elasticsearch or OpenSearch, whose id is the record's.
 *
 * @needs the cluster's address, a key that may create documents
 * @dedupe `_id` with the action `create`: a repeat is a conflict, which means done
 * @once for ever within one index; a rollover starts anew
 * @source https://www.elastic.co/guide/en/elasticsearch/reference/current/docs-bulk.html
 */
export const elasticsearchSink = defineServerSink<ElasticsearchOptions>(
  'elasticsearch',
  { endpoint: '', index: 'pulso-records', authorization: 'none' },
  ({ endpoint, index, authorization }) => ({
    endpoint: `${endpoint}/${index}/_bulk`,
    headers: { 'content-type': 'application/x-ndjson', ...(authorization !== 'none' && { authorization }) },
    maxBatchRecords: 500,
    maxBatchBytes: 1e7, // small managed clusters take no more
    body: (records) => records,
    request: (_, records) => ({
      body: records
        .map((record) => {
          const { at, ...rest } = record
          const action = JSON.stringify({ create: { _id: record.id } })
          return `${action}\n${JSON.stringify({ '@timestamp': at, at, ...rest })}\n`
        })
        .join(''),
    }),
    // A 200 hides failures: each item has its own status. 409: it is there. 400: it never will be. Else: later.
    ack({ status }, text, ids) {
      const { items } = parse<BulkReply>(text) ?? {}
      if (status !== 200 || !items)
        return status === 200 ? { status: 'retry', code: 'foreign_answer' } : undefined
      const of = (wanted: (status: number) => boolean) =>
        items.map(({ create }) => create).filter((item) => wanted(item.status))
      const refused = of((each) => each === 400).map(({ _id, error }) => ({
        id: _id,
        code: error?.type ?? 'http_400',
      }))
      const kept = of((each) => each < 300 || each === 409).map(({ _id }) => _id)
      const again = ids.filter((id) => !kept.includes(id) && !refused.some((each) => each.id === id))
      return settleExcept(ids, refused, again)
    },
  }),
)
