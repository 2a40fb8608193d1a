import type { Kept, PresentOptions } from '../../engine/ports.ts'
import { type Happening, makeRecord, type RunFacts } from '../../engine/record.ts'
import type { PulsoRecord } from '../../schema/index.ts'
import { randomId } from '../randomId.ts'

/**
 * The records of one run: each is made once, in order, and handed over until it is kept.
 *
 * @param first - sequence number of the first one, when a reload goes on with a run.
 * @param facts - what all of them carry, as it is now.
 */
export function createNotes(
  { keep, beforeSend, onError }: Pick<PresentOptions, 'keep' | 'beforeSend' | 'onError'>,
  first: number,
  facts: () => RunFacts,
) {
  let waiting: PulsoRecord[] = []
  const ids: string[] = []
  let seq = first

  return {
    /** Ids of the records so far. */
    ids,
    /** How many there are, with those before a reload. */
    count: () => seq,
    note(happening: Happening): void {
      let record: PulsoRecord | null = makeRecord(facts(), happening, {
        id: randomId(),
        seq: seq++,
        at: Date.now(),
      })
      try {
        if (beforeSend) record = beforeSend(record)
      } catch (cause) {
        onError(cause)
      }
      if (record) {
        ids.push(record.id)
        waiting.push(record)
      }
    },
    /** Hands over what waits; what could not be kept waits on. */
    async store(): Promise<Kept> {
      const batch = waiting
      waiting = []
      const kept = batch.length ? await keep(batch) : 'device'
      if (kept === 'failed') waiting = [...batch, ...waiting]
      return kept
    },
  }
}
