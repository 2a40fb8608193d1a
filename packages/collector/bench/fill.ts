import type { Database } from 'better-sqlite3'
import { openDatabase } from '../src/openDatabase.ts'
import { openPool } from '../src/postgres/pg.ts'
import { COLUMNS, rowsOf } from './rowsOf.ts'

/** Records of the stream that the filling ones are copies of, with ids and runs of their own. */
const TEMPLATES = 24
const STEP = 100_000
const MOST_MS = 20 * 24 * 3_600_000

const templates = () => rowsOf({ seed: 0, batch: TEMPLATES, batches: 1, atOnce: 1 }).slice(0, TEMPLATES)
const columnsBut = (...others: string[]) => COLUMNS.filter((column) => !others.includes(column))
const COPIED = columnsBut('id', 'run', 'received', 'sent_at', 'json')
const RUN = 'run, id, received, sent_at, json'

/** Fills a SQLite file by the engine itself, without waiting for the disk. The tables are the collector's. */
export function fillSqlite(file: string, records: number, say: (line: string) => void): void {
  const db = openDatabase(file, 5000)
  for (const pragma of ['synchronous = OFF', 'cache_size = -2000000', 'wal_autocheckpoint = 100000'])
    db.pragma(pragma)
  fillTemplates(db)
  const now = Date.now()
  const insert = db.prepare(
    `WITH RECURSIVE numbers (number) AS (SELECT @from UNION ALL SELECT number + 1 FROM numbers WHERE number < @to),
       fresh AS MATERIALIZED (SELECT number, lower(hex(randomblob(16))) AS id FROM numbers)
     INSERT INTO records (${COPIED}, ${RUN})
     SELECT ${COPIED.map((column) => `old.${column}`)}, printf('%032x', number / 4), fresh.id, @start + number, @start + number,
       replace(replace(old.json, old.id, fresh.id), old.run, printf('%032x', number / 4))
     FROM fresh JOIN template AS old ON old.place = number % ${TEMPLATES}`,
  )
  for (let from = 1; from <= records; from += STEP) {
    insert.run({ from, to: Math.min(records, from + STEP - 1), start: now - Math.min(records, MOST_MS) })
    if (from % (10 * STEP) === 1) say(`  SQLite: ${from - 1} filled`)
  }
  db.exec('DROP TABLE template')
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

/** Reads the index of ids, so that the system has it in its memory: the file may have been filled yesterday. */
export function warmSqlite(file: string): void {
  const db = openDatabase(file, 5000)
  db.prepare('SELECT count(*) FROM records INDEXED BY sqlite_autoindex_records_1').get()
  db.close()
}

function fillTemplates(db: Database): void {
  db.exec(`CREATE TABLE IF NOT EXISTS template (place INTEGER PRIMARY KEY, ${COLUMNS}); DELETE FROM template`)
  const add = db.prepare(`INSERT INTO template VALUES (?, ${COLUMNS.map(() => '?')})`)
  for (const [place, row] of templates().entries()) add.run(place, ...row)
}

/** Fills the collector's tables in Postgres by the engine itself. There must be a table of this month. */
export async function fillPostgres(url: string, records: number, say: (line: string) => void): Promise<void> {
  const pool = openPool(url, 1)
  const now = Date.now()
  const start = Math.max(now - records, Date.UTC(new Date(now).getUTCFullYear(), new Date(now).getUTCMonth()))
  const run = (text: string, values: unknown[] = []) => pool.query({ text, values, query_timeout: 600_000 })
  await run('SET synchronous_commit = off')
  await run('CREATE TEMPORARY TABLE template (LIKE pulso.records)')
  await run('ALTER TABLE template ALTER arrival DROP NOT NULL, ADD place int')
  for (const [place, row] of templates().entries())
    await run(
      `INSERT INTO template (place, ${COLUMNS}) VALUES (${place}, ${COLUMNS.map((_, column) => `$${column + 1}`)})`,
      row,
    )
  for (let from = 1; from <= records; from += STEP) {
    await run(
      `WITH fresh AS MATERIALIZED (SELECT number, gen_random_uuid() AS id FROM generate_series($1::bigint, $2::bigint) AS number),
         ledger AS (INSERT INTO pulso.ids SELECT 'shop', id, decode(md5(number::text), 'hex') FROM fresh)
       INSERT INTO pulso.records (${COPIED}, ${RUN})
       SELECT ${COPIED.map((column) => `old.${column}`)}, lpad(to_hex(number / 4), 32, '0'), fresh.id,
         $3::bigint + number * $4::bigint / $5::bigint, $3::bigint + number,
         replace(replace(old.json, replace(old.id::text, '-', ''), replace(fresh.id::text, '-', '')), old.run, lpad(to_hex(number / 4), 32, '0'))
       FROM fresh JOIN template AS old ON old.place = number % ${TEMPLATES}`,
      [from, Math.min(records, from + STEP - 1), start, now - start, records],
    )
    if (from % (10 * STEP) === 1) say(`  Postgres: ${from - 1} filled`)
  }
  await run('VACUUM ANALYZE pulso.records')
  await run('VACUUM ANALYZE pulso.ids')
  await run('CHECKPOINT')
  await pool.end()
}
