import { defineSink } from '../core/defineSink.ts'
import { flat } from '../core/flat.ts'
import { uuid } from '../core/uuid.ts'

export interface SnowplowOptions {
  /** Your collector with `/com.snowplowanalytics.snowplow/tp2`. */
  endpoint: string
  /** Of the self-describing event, in your registry: `iglu:com.acme/pulso_record/jsonschema/1-0-0`. */
  schema: string
  /** Name of the application. @defaultValue `web` */
  appId?: string
}

const TP2 = 'iglu:com.snowplowanalytics.snowplow/'

/**
 * Sends each record as a self-describing event of a schema of yours, whose fields are the record's, flat.
 *
 * @needs your collector's address, a schema in your registry
 * @dedupe `eid` is made from the record's id; the pipeline or the warehouse drops repeats
 * @once where that de-duplication is switched on
 * @source https://docs.snowplow.io/docs/fundamentals/canonical-event/
 */
export const snowplowSink = defineSink<SnowplowOptions>(
  'snowplow',
  { endpoint: '', schema: '', appId: 'web' },
  ({ endpoint, schema, appId }) => ({
    endpoint,
    headers: { 'content-type': 'application/json' },
    maxBatchBytes: 40_000, // what the page tracker keeps to
    body: (records) => ({
      schema: `${TP2}payload_data/jsonschema/1-0-4`,
      data: records.map((record) => ({
        e: 'ue',
        eid: uuid(record.id),
        tv: 'pulso',
        p: 'web',
        aid: appId,
        dtm: `${record.at}`,
        ue_pr: JSON.stringify({
          schema: `${TP2}unstruct_event/jsonschema/1-0-0`,
          data: { schema, data: flat(record) },
        }),
      })),
    }),
  }),
)
