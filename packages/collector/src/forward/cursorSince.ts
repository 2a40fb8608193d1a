import { setImmediate as nextTurn } from 'node:timers/promises'
import { allOf } from '../sql/allOf.ts'
import type { Sql } from '../sql/Sql.ts'

/** The cursor before the first record that arrived at this time or later; `undefined` when there is none. */
export async function cursorSince(store: Sql, receivedMs: number): Promise<string | undefined> {
  const { db, stepArrivals } = store
  const all = allOf(store)
  const [end] = await all(db.selectFrom('records').select('arrival').orderBy('arrival', 'desc').limit(1))
  const last = end?.arrival ?? 0
  for (let from = 0; from < last; from += stepArrivals) {
    const [found] = await all(
      db
        .selectFrom('records')
        .select(({ fn }) => fn.min<number | null>('arrival').as('first'))
        .where('arrival', '>', from)
        .where('arrival', '<=', Math.min(last, from + stepArrivals))
        .where('received', '>=', receivedMs),
    )
    if (found && found.first !== null) return String(found.first - 1)
    await nextTurn()
  }
  return undefined
}
