import { openPool } from '../src/postgres/pg.ts'
import { COLUMNS, rowsOf } from './rowsOf.ts'
import { type Figures, measure, type Work } from './work.ts'

/** As many as the collector opens at most. */
const CONNECTIONS = 10

/** Writes batches with `pg` itself, a statement of many rows each, into one plain table with the same columns and indexes. */
export async function feedPostgres(url: string, work: Work): Promise<Figures> {
  const pool = openPool(url, CONNECTIONS)
  const rows = rowsOf(work)
  const tuples = Array.from(
    { length: work.batch },
    (_, row) => `(${COLUMNS.map((_, column) => `$${row * COLUMNS.length + column + 1}`)})`,
  )
  const query = {
    name: `raw ${work.batch}`,
    text: `INSERT INTO raw (${COLUMNS}) VALUES ${tuples} ON CONFLICT (project, id) DO NOTHING`,
  }
  const figures = await measure(work, async (place) => {
    const values = rows.slice(place * work.batch, (place + 1) * work.batch).flat()
    await pool.query({ ...query, values })
  })
  await pool.end()
  return figures
}
