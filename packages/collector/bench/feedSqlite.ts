import { openDatabase } from '../src/openDatabase.ts'
import { COLUMNS, rowsOf } from './rowsOf.ts'
import { type Figures, measure, type Work } from './work.ts'

/** Writes batches with better-sqlite3 itself, a transaction each, into the same tables, as durably. */
export async function feedSqlite(file: string, work: Work): Promise<Figures> {
  const db = openDatabase(file, 5000)
  const insert = db.prepare(
    `INSERT INTO records (${COLUMNS}) VALUES (${COLUMNS.map(() => '?')}) ON CONFLICT (project, id) DO NOTHING`,
  )
  const rows = rowsOf(work)
  const write = db.transaction((place: number) => {
    for (let at = place * work.batch; at < (place + 1) * work.batch; at += 1) insert.run(rows[at])
  })
  const figures = await measure({ ...work, atOnce: 1 }, async (place) => write.immediate(place))
  db.close()
  return figures
}
