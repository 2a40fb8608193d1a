import type { PulsoRecord } from '@pulso/web/schema'
import { eventName } from './eventName.ts'
import { flat } from './flat.ts'
import { identity } from './identity.ts'

/**
 * A record as a `track` call of Segment's protocol, which RudderStack, Jitsu and Customer.io speak too.
 *
 * @see https://www.twilio.com/docs/segment/connections/spec/track
 */
export const track = (record: PulsoRecord) => ({
  type: 'track',
  event: eventName(record),
  messageId: record.id,
  anonymousId: identity(record),
  timestamp: new Date(record.at), // as text in JSON
  properties: flat(record),
})
