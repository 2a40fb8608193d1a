import { settle } from '../core/ackFrom.ts'
import type { Sink } from '../core/Sink.ts'

/**
 * Settles every record and keeps none: for a page that must not send.
 *
 * @needs nothing
 * @dedupe nothing is kept
 * @once nothing arrives
 * @source none: the reference
 */
export const nullSink = (): Sink => ({
  name: 'null',
  maxBatchRecords: 100,
  send: async (records) => settle(records.map(({ id }) => id)),
})
