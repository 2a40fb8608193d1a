import type { PulsoRecord } from '@pulso/web/schema'
import { settle } from '../core/ackFrom.ts'
import type { Sink } from '../core/Sink.ts'

/**
 * Keeps records in a list, each once: for tests, and to look at what would be sent.
 *
 * @needs nothing
 * @dedupe by the record's id, for as long as it lives
 * @once until the process or the page ends
 * @source none: the reference
 */
export function memorySink(): Sink & { readonly records: PulsoRecord[] } {
  const records: PulsoRecord[] = []
  return {
    name: 'memory',
    maxBatchRecords: 100,
    records,
    async send(batch) {
      for (const record of batch) if (!records.some(({ id }) => id === record.id)) records.push(record)
      return settle(batch.map(({ id }) => id))
    },
  }
}
