import type { PulsoRecord } from '@pulso/web/schema'
import { eventName } from '../core/eventName.ts'
import { layerSink } from '../core/layerSink.ts'

/**
 * Pushes each record to the page's data layer, as the object `pulso` of an event. Your tags decide what leaves the page;
 * records may hold free text and contacts.
 *
 * @needs the page's Google Tag Manager (`dataLayer`)
 * @dedupe none; `pulso.id` is the record's id
 * @once not promised: what tags do with it is their own affair, and nothing tells us
 * @source https://developers.google.com/tag-platform/tag-manager/datalayer
 */
export const gtmSink = () =>
  layerSink(
    'gtm',
    () => (globalThis as { dataLayer?: { push(...items: object[]): unknown } }).dataLayer,
    // The layer merges objects: without the null, fields of the record before would show in this one.
    (layer, record: PulsoRecord) => layer.push({ pulso: null }, { event: eventName(record), pulso: record }),
  )
