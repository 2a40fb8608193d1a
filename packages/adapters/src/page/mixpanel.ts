import { defineSink } from '../core/defineSink.ts'
import { eventName } from '../core/eventName.ts'
import { flat } from '../core/flat.ts'
import { identity } from '../core/identity.ts'

export interface MixpanelOptions {
  /** Of a project; public. Its API secret is not needed. */
  token: string
  /** @defaultValue `https://api-js.mixpanel.com/track/`; in the EU `https://api-eu.mixpanel.com/track/` */
  endpoint?: string
}

/**
 * Sends each record as a Mixpanel event.
 *
 * @needs a project's token (public)
 * @dedupe `$insert_id` is the record's id; Mixpanel merges events that share it, the name, the time and the person
 * @once when queried; events older than 5 days are dropped there without a word
 * @source https://docs.mixpanel.com/reference/event-deduplication.md
 */
export const mixpanelSink = defineSink<MixpanelOptions>(
  'mixpanel',
  { token: '', endpoint: 'https://api-js.mixpanel.com/track/' },
  ({ token, endpoint }) => ({
    endpoint: `${endpoint}?verbose=1`, // without it, refusals are a 200 with a bare 0
    maxBatchRecords: 50,
    maxBatchBytes: 2e6, // documented limit of one request
    body: (records) =>
      records.map((record) => ({
        event: eventName(record),
        properties: {
          ...flat(record),
          token,
          time: record.at / 1000,
          distinct_id: identity(record),
          $insert_id: record.id,
        },
      })),
    request: (data) => ({ body: new URLSearchParams({ data }) }),
    ack: ({ status }, text, ids) =>
      status === 200 && {
        status: /status": ?1/.test(text)
          ? 'settled'
          : /token/.test(text)
            ? 'held'
            : /status/.test(text)
              ? 'split'
              : 'retry', // not Mixpanel's answer
        code: 'not_taken',
        keptIds: ids,
      },
  }),
)
