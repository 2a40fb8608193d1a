import type { Sql } from '../forward/Sql.ts'

const PAGE = 500

interface Wanted {
  project: string
  id: string
  received: number
}

/** Arrival numbers, in a store, of records that are known by project and id: `PROJECT ID` → number. One that is not there is missing. */
export async function placesOf(sql: Sql, wanted: readonly Wanted[]): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  // Postgres has no index of records by id: those of a month are looked through once for a page of ids.
  const id = sql.prefix === '' ? 'id' : `replace(id::text, '-', '')`
  for (let from = 0; from < wanted.length; from += PAGE) {
    const page = wanted.slice(from, from + PAGE)
    const times = page.map(({ received }) => received)
    const ids = page.map((_, place) => (sql.prefix === '' ? `$${place + 3}` : `$${place + 3}::uuid`))
    const [rows = []] = await sql.run<{ project: string; id: string; arrival: number }>([
      {
        text: `SELECT project, ${id} AS id, arrival FROM ${sql.prefix}records
          WHERE received >= $1 AND received <= $2 AND id IN (${ids.join(', ')})`,
        values: [Math.min(...times), Math.max(...times), ...page.map(({ id }) => id)],
      },
    ])
    for (const row of rows) found.set(`${row.project} ${row.id}`, row.arrival)
  }
  return found
}
