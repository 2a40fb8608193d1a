import { defineSink } from '../core/defineSink.ts'
import { track } from '../core/track.ts'

export interface JitsuOptions {
  /** Browser key of a site, `keyId:keySecret`; a server key does not belong in a page. */
  writeKey: string
  /** Your Jitsu's address with `/api/s/track`. */
  endpoint: string
}

/**
 * Sends each record as a Jitsu `track` call.
 *
 * @needs a site's browser key (public), your Jitsu's address
 * @dedupe `messageId` is the record's id; a warehouse drops repeats where its table has a primary key on it
 * @once with such a primary key; else at least once
 * @source https://docs.jitsu.com/sending-data/http
 */
export const jitsuSink = defineSink<JitsuOptions>(
  'jitsu',
  { writeKey: '', endpoint: '' },
  ({ writeKey, endpoint }) => ({
    endpoint,
    headers: { 'x-write-key': writeKey, 'content-type': 'application/json' },
    maxBatchRecords: 1, // this address takes one event
    body: ([record]) => track(record!),
  }),
)
