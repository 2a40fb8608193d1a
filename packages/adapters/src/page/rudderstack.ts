import { basic } from '../core/basic.ts'
import { defineSink } from '../core/defineSink.ts'
import { track } from '../core/track.ts'

export interface RudderstackOptions {
  /** Of a source; public, as in RudderStack's own snippet. */
  writeKey: string
  /** Address of your data plane with `/v1/batch`. */
  endpoint: string
}

/**
 * Sends each record as a RudderStack `track` call.
 *
 * @needs the write key of a source (public), the data plane's address
 * @dedupe `messageId` is the record's id; RudderStack drops a repeat within a window it does not publish
 * @once within that window
 * @source https://www.rudderstack.com/docs/api/http-api/
 */
export const rudderstackSink = defineSink<RudderstackOptions>(
  'rudderstack',
  { writeKey: '', endpoint: '' },
  ({ writeKey, endpoint }) => ({
    endpoint,
    headers: { authorization: basic(writeKey), 'content-type': 'application/json' },
    maxBatchBytes: 4_000_000, // documented limit of one batch
    body: (records) => ({ batch: records.map(track) }),
  }),
)
