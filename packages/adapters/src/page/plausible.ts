import { brief } from '../core/brief.ts'
import { defineSink } from '../core/defineSink.ts'
import { eventName } from '../core/eventName.ts'

export interface PlausibleOptions {
  /** The site as Plausible knows it. */
  domain: string
  /** @defaultValue `https://plausible.io/api/event` */
  endpoint?: string
}

/**
 * Sends each record as a Plausible custom event of the site's root, with what matters as properties. Free text and
 * contacts stay out: Plausible is no place for personal data.
 *
 * @needs the site's domain; the properties' names allowed in its settings
 * @dedupe none; the record's `id` is a property
 * @once not promised: at least once
 * @source https://plausible.io/docs/events-api
 */
export const plausibleSink = defineSink<PlausibleOptions>(
  'plausible',
  { domain: '', endpoint: 'https://plausible.io/api/event' },
  ({ domain, endpoint }) => ({
    endpoint,
    maxBatchRecords: 1,
    body: ([record]) => ({
      name: eventName(record!),
      domain,
      url: `https://${domain}/`, // one is required; the visitor's own stays with the visitor
      props: brief(record!, 600), // 2,000 bytes at most
    }),
  }),
)
