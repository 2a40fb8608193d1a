import type { StoreTotals } from './Store.ts'
import { allOf } from './sql/allOf.ts'
import type { Sql } from './sql/Sql.ts'

/** How many records there are, by mode. */
export async function countModes({ db, run }: Sql): Promise<StoreTotals> {
  const rows = await allOf({ run })(
    db
      .selectFrom('records')
      .select(({ fn }) => ['mode', fn.countAll<number>().as('count')])
      .groupBy('mode'),
  )
  const counts = new Map(rows.map(({ mode, count }) => [mode, count]))
  return { live: counts.get('live') ?? 0, test: counts.get('test') ?? 0 }
}
