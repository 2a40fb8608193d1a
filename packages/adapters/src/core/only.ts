import type { PulsoRecord } from '@pulso/web/schema'
import { settle } from './ackFrom.ts'
import type { Sink } from './Sink.ts'

/** A sink for backends to which only some records mean anything: the others are settled without being sent. */
export const only = (sink: Sink, wants: (record: PulsoRecord) => boolean): Sink => ({
  ...sink,
  async send(records, options) {
    const wanted = records.filter(wants)
    const ack = wanted[0] ? await sink.send(wanted, options) : settle([])
    if (ack.status === 'settled')
      ack.keptIds = ack.keptIds!.concat(records.filter((record) => !wants(record)).map(({ id }) => id))
    return ack
  },
})
