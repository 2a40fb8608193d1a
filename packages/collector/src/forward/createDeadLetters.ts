import { allOf } from '../sql/allOf.ts'
import type { Sql } from '../sql/Sql.ts'
import type { Item } from './Item.ts'
import { itemsOf } from './itemsOf.ts'

export interface DeadLetter extends Item {
  json: string | null
}

/** The records that a sink refused. */
export function createDeadLetters(store: Sql) {
  const { db, isAmong } = store
  const all = allOf(store)
  const items = itemsOf(store)

  return {
    /** Dead letters with their records, the latest arrivals first. */
    list: (sink: string, before: number, limit: number): Promise<DeadLetter[]> =>
      all(
        items
          .where('i.sink', '=', sink)
          .where('i.state', '=', 'dead')
          .where('i.arrival', '<', before)
          .orderBy('i.arrival', 'desc')
          .limit(limit),
      ),

    /** Sends dead letters once more: all of a sink, or these. Gives how many. */
    async requeue(sink: string, ids: readonly string[] | undefined, nowMs: number): Promise<number> {
      const changed = await all(
        db
          .updateTable('forward_items')
          .set({ state: 'waiting', tries: 0, faults: 0, since: nowMs, due: nowMs })
          .where('sink', '=', sink)
          .where('state', '=', 'dead')
          .$if(ids !== undefined, (query) => query.where((eb) => isAmong(eb.ref('id'), ids ?? [])))
          .returning('id'),
      )
      return changed.length
    },

    /** Forgets dead letters: all of a sink, or these. The records stay in the store. Gives how many. */
    async drop(sink: string, ids: readonly string[] | undefined): Promise<number> {
      const dropped = await all(
        db
          .deleteFrom('forward_items')
          .where('sink', '=', sink)
          .where('state', '=', 'dead')
          .$if(ids !== undefined, (query) => query.where((eb) => isAmong(eb.ref('id'), ids ?? [])))
          .returning('id'),
      )
      return dropped.length
    },
  }
}
