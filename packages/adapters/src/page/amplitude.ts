import { defineSink } from '../core/defineSink.ts'
import { eventName } from '../core/eventName.ts'
import { flat } from '../core/flat.ts'
import { identity } from '../core/identity.ts'

export interface AmplitudeOptions {
  /** Of a project; public. */
  apiKey: string
  /** @defaultValue `https://api2.amplitude.com/2/httpapi`; in the EU `https://api.eu.amplitude.com/2/httpapi` */
  endpoint?: string
}

/**
 * Sends each record as an Amplitude event of an anonymous device.
 *
 * @needs a project's API key (public)
 * @dedupe `insert_id` is the record's id; Amplitude drops a repeat of the same device within 7 days
 * @once within 7 days
 * @source https://amplitude.com/docs/apis/analytics/http-v2
 */
export const amplitudeSink = defineSink<AmplitudeOptions>(
  'amplitude',
  { apiKey: '', endpoint: 'https://api2.amplitude.com/2/httpapi' },
  ({ apiKey, endpoint }) => ({
    endpoint,
    headers: { 'content-type': 'application/json' },
    maxBatchBytes: 1e6, // documented limit of one request
    body: (records) => ({
      api_key: apiKey,
      events: records.map((record) => ({
        event_type: eventName(record),
        device_id: identity(record),
        insert_id: record.id,
        time: record.at,
        event_properties: flat(record),
      })),
    }),
    // A 400 is about the key, or about some of the events: then the halves are tried, and what is there is not kept twice.
    ack: ({ status }, text) =>
      status === 400 && /api.?key/i.test(text) && { status: 'held', code: 'unauthorized' },
  }),
)
