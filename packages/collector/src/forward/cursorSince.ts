import { setImmediate as nextTurn } from 'node:timers/promises'
import { allOf } from './allOf.ts'
import type { Sql } from './Sql.ts'

/** The cursor before the first record that arrived at this time or later; `undefined` when there is none. */
export async function cursorSince(sql: Sql, receivedMs: number): Promise<string | undefined> {
  const { prefix, stepArrivals } = sql
  const all = allOf(sql)
  const end = await all<{ arrival: number }>(
    `SELECT arrival FROM ${prefix}records ORDER BY arrival DESC LIMIT 1`,
  )
  const last = end[0]?.arrival ?? 0
  for (let from = 0; from < last; from += stepArrivals) {
    const [found] = await all<{ first: number | null }>(
      `SELECT min(arrival) AS first FROM ${prefix}records WHERE arrival > $1 AND arrival <= $2 AND received >= $3`,
      [from, Math.min(last, from + stepArrivals), receivedMs],
    )
    if (found && found.first !== null) return String(found.first - 1)
    await nextTurn()
  }
  return undefined
}
