import type { Sql } from '../sql/Sql.ts'

const PAGE = 500

interface Wanted {
  project: string
  id: string
  received: number
}

/** Arrival numbers, in a store, of records that are known by project and id: `PROJECT ID` → number. One that is not there is missing. */
export async function placesOf(
  { db, idText, isAmong, run }: Sql,
  wanted: readonly Wanted[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  // Postgres has no index of records by id: those of a month are looked through once for a page of ids.
  for (let from = 0; from < wanted.length; from += PAGE) {
    const page = wanted.slice(from, from + PAGE)
    const times = page.map(({ received }) => received)
    const ids = page.map(({ id }) => id)
    const [rows] = await run([
      db
        .selectFrom('records')
        .select((eb) => ['project', idText(eb.ref('id')).as('id'), 'arrival'])
        .where('received', '>=', Math.min(...times))
        .where('received', '<=', Math.max(...times))
        .where((eb) => isAmong(eb.ref('id'), ids, 'id')),
    ])
    for (const row of rows) found.set(`${row.project} ${row.id}`, row.arrival)
  }
  return found
}
