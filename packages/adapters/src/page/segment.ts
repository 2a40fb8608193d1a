import { defineSink } from '../core/defineSink.ts'
import { track } from '../core/track.ts'

export interface SegmentOptions {
  /** Of a source; public, as in Segment's own snippet. */
  writeKey: string
  /** @defaultValue `https://api.segment.io/v1/batch`; in the EU `https://events.eu1.segmentapis.com/v1/batch` */
  endpoint?: string
}

/**
 * Sends each record as a Segment `track` call.
 *
 * @needs the write key of a source (public)
 * @dedupe `messageId` is the record's id; Segment drops a repeat within about 24 hours
 * @once within that window. Segment answers 200 for events that it drops later, and tells nobody
 * @source https://www.twilio.com/docs/segment/connections/sources/catalog/libraries/server/http-api
 */
export const segmentSink = defineSink<SegmentOptions>(
  'segment',
  { writeKey: '', endpoint: 'https://api.segment.io/v1/batch' },
  ({ writeKey, endpoint }) => ({
    endpoint,
    maxBatchBytes: 500_000, // documented limit of one batch
    body: (records) => ({ writeKey, batch: records.map(track) }), // the key in the body: no preflight
  }),
)
