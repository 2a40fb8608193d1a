import { basic } from '../core/basic.ts'
import { defineSink } from '../core/defineSink.ts'
import { track } from '../core/track.ts'

export interface CustomerioOptions {
  /** Of a source in Data & Integrations (Pipelines); public, as in Customer.io's own snippet. Not the Track API's key. */
  writeKey: string
  /** @defaultValue `https://cdp.customer.io/v1/batch`; in the EU `https://cdp-eu.customer.io/v1/batch` */
  endpoint?: string
}

/**
 * Sends each record as a `track` call of Customer.io's Pipelines API.
 *
 * @needs the write key of a Pipelines source (public)
 * @dedupe `messageId` is the record's id; no window is published
 * @once not promised: at least once
 * @source https://docs.customer.io/integrations/api/cdp/
 */
export const customerioSink = defineSink<CustomerioOptions>(
  'customerio',
  { writeKey: '', endpoint: 'https://cdp.customer.io/v1/batch' },
  ({ writeKey, endpoint }) => ({
    endpoint,
    headers: { authorization: basic(writeKey), 'content-type': 'application/json' },
    maxBatchBytes: 500_000, // documented limit of one batch
    body: (records) => ({ batch: records.map(track) }),
  }),
)
