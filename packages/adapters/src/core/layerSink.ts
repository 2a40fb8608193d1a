import { settle } from './ackFrom.ts'
import type { Ack, Sink } from './Sink.ts'

/** A sink that hands records to a function of the page, where the page's own tag made one. */
export const layerSink = <Tag>(
  name: string,
  find: () => Tag | undefined,
  hand: (tag: Tag, record: Parameters<Sink['send']>[0][number]) => void,
): Sink => ({
  name,
  maxBatchRecords: 100,
  async send(records): Promise<Ack> {
    const tag = find()
    if (!tag) return { status: 'held', code: 'tag_missing' } // not loaded, or kept out by a blocker or by consent
    for (const record of records) hand(tag, record)
    return settle(records.map(({ id }) => id))
  },
})
