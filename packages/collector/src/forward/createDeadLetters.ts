import { allOf } from './allOf.ts'
import type { Item } from './Item.ts'
import { itemSql } from './itemSql.ts'
import type { Sql, Statement } from './Sql.ts'

export interface DeadLetter extends Item {
  json: string | null
}

/** The records that a sink refused. */
export function createDeadLetters(sql: Sql) {
  const { run } = sql
  const { table, columns, joined } = itemSql(sql)
  const all = allOf(sql)

  return {
    /** Dead letters with their records, the latest arrivals first. */
    list: (sink: string, before: number, limit: number): Promise<DeadLetter[]> =>
      all<DeadLetter>(
        `SELECT ${columns}, r.json FROM ${joined}
         WHERE i.sink = $1 AND i.state = 'dead' AND i.arrival < $2 ORDER BY i.arrival DESC LIMIT $3`,
        [sink, before, limit],
      ),

    /** Sends dead letters once more: all of a sink, or these. Gives how many. */
    async requeue(sink: string, ids: readonly string[] | undefined, nowMs: number): Promise<number> {
      const change = `UPDATE ${table} SET state = 'waiting', tries = 0, faults = 0, since = $2, due = $2
        WHERE sink = $1 AND state = 'dead'`
      return countOf(await run(eachOf(change, [sink, nowMs], ids)))
    },

    /** Forgets dead letters: all of a sink, or these. The records stay in the store. Gives how many. */
    async drop(sink: string, ids: readonly string[] | undefined): Promise<number> {
      return countOf(
        await run(eachOf(`DELETE FROM ${table} WHERE sink = $1 AND state = 'dead'`, [sink], ids)),
      )
    },
  }
}

/** A change of all rows it names, or of one after another. */
function eachOf(text: string, values: (string | number)[], ids: readonly string[] | undefined): Statement[] {
  if (ids === undefined) return [{ text: `${text} RETURNING id`, values }]
  const place = `$${values.length + 1}`
  return ids.map((id) => ({ text: `${text} AND id = ${place} RETURNING id`, values: [...values, id] }))
}

const countOf = (results: readonly (readonly unknown[])[]) => results.flat().length
