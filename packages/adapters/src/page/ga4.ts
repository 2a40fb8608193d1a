import { brief } from '../core/brief.ts'
import { eventName } from '../core/eventName.ts'
import { layerSink } from '../core/layerSink.ts'

type Gtag = (command: 'event', name: string, parameters: object) => void

/**
 * Hands each record to the page's own Google tag as an event. Free text and contacts stay out: Google forbids personal
 * data there.
 *
 * @needs the page's Google tag (`gtag`)
 * @dedupe none; the record's `id` is a parameter
 * @once not promised: what the tag does with an event is its own affair, and nothing tells us
 * @source https://developers.google.com/analytics/devguides/collection/ga4/events
 */
export const ga4Sink = () =>
  layerSink(
    'ga4',
    () => (globalThis as { gtag?: Gtag }).gtag,
    (gtag, record) => {
      const { value, ...rest } = brief(record, 100)
      // A `value` would be added up as money, unless it is some.
      gtag(
        'event',
        eventName(record),
        record.type === 'outcome' ? { value, ...rest } : { answer: value, ...rest },
      )
    },
  )
