import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { createCaseBook } from '../src/cases/caseBook.ts'
import { createOutbox, type Outbox } from '../src/forward/createOutbox.ts'
import type { SinkRow } from '../src/forward/SinkRow.ts'
import { type KeptRow, keptRecordOf } from '../src/keptRecordOf.ts'
import { openDatabase } from '../src/openDatabase.ts'
import { built } from '../src/sql/built.ts'
import { DIALECTS } from '../src/sql/dialects.ts'
import type { Sql } from '../src/sql/Sql.ts'
import { sqliteStore } from '../src/sqliteStore.ts'
import { toNewRecord } from '../src/toNewRecord.ts'
import { recordOf } from './recordOf.ts'
import { COLUMNS } from './rowsOf.ts'

const RESULT = new URL('../../../docs/bench/building.json', import.meta.url)
const PACKAGE = new URL('../package.json', import.meta.url)
const ROUNDS = 9
const TIMES = 300
/** Items of one commit: their statement is built once, for all of them. */
const ITEMS = 100

const item = {
  ...{ project: 'shop', id: '0'.repeat(32), arrival: 1, received: 1, caseNumber: null },
  ...{ mode: 'live' as const, tries: 1, faults: 0, since: 1, due: 2, code: 'http_503' },
}
const change = (items: number): Parameters<Outbox['commit']>[2] => ({
  ...{ over: [], dead: [], again: Array.from({ length: items }, () => item), state: 'waiting' },
  ...{ code: 'http_503', failures: 1, nextAt: 1, settled: 0 },
})

/** Microseconds of processor time that one call takes, the median of some rounds, the first of which is not counted. */
async function timeOf(call: () => Promise<unknown>, calls = TIMES): Promise<number> {
  const rounds: number[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const start = process.cpuUsage()
    for (let times = 0; times < calls; times += 1) await call()
    const { user, system } = process.cpuUsage(start)
    if (round > 0) rounds.push((user + system) / calls)
  }
  return rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!
}

/** Records of one read, and how many there are. */
const PAGE = 500
const RECORDS = 20 * PAGE

/** Microseconds of processor time to read a record of SQLite in pages, by the store, and by the same statement as text. */
async function timeOfReads(): Promise<{ built: number; text: number }> {
  const db = openDatabase(':memory:', 100)
  const store = sqliteStore(db)
  for (let from = 0; from < RECORDS; from += PAGE) {
    const rows = Array.from({ length: PAGE }, (_, place) => {
      const record = recordOf(1, from + place)
      return toNewRecord(record, JSON.stringify(record))
    })
    await store.append('shop', rows, { received: 1, sentAt: 1 })
  }
  const columns = COLUMNS.map((name) => (name === 'sent_at' ? 'sent_at AS sentAt' : name)).join(', ')
  const statement = db.prepare<[number, number], KeptRow>(
    `SELECT arrival, ${columns} FROM records WHERE arrival > ? ORDER BY arrival LIMIT ?`,
  )
  const pages = Array.from({ length: RECORDS / PAGE }, (_, page) => page * PAGE)
  const built = async () => {
    for (const from of pages) await store.after(String(from), PAGE)
  }
  const text = async () => {
    for (const from of pages) {
      const rows = statement.all(from, PAGE)
      rows.map(keptRecordOf)
      rows.map(({ arrival }) => arrival)
    }
  }
  const times = { built: await timeOf(built, 1), text: await timeOf(text, 1) }
  await store.close()
  return { built: times.built / RECORDS, text: times.text / RECORDS }
}

/** Times what the outbox and the cases do before a database is asked, and what reading by built statements costs. */
export async function measureBuilding(isWritten: boolean): Promise<void> {
  const figures: { statement: string; database: string; microseconds: number }[] = []
  for (const dialect of ['sqlite', 'postgres'] as const) {
    // its rows are of nobody: only what comes before them is measured
    const run = async (statements: Parameters<Sql['run']>[0]) => statements.map(built).map(() => []) as never
    const store: Sql = { ...DIALECTS[dialect], run }
    const outbox = createOutbox(store)
    const cases = createCaseBook(store)
    const row = { sink: 'crm', version: 1 } as SinkRow
    const commit = (items: number) => timeOf(() => outbox.commit(row, 'owner', change(items), 1))
    const one = await commit(1)
    const parts = {
      'update of a lease': await timeOf(() => outbox.claim(row, 'owner', 1000)),
      'items that are due: two joins': await timeOf(() => outbox.due('crm', 1, 100)),
      'list of cases: two joins, five conditions': await timeOf(() =>
        cases.list({ state: 'overdue', project: 'shop', mode: 'live', before: 9, limit: 50 }, 1),
      ),
      'an item of a commit, its statement built once': ((await commit(ITEMS)) - one) / (ITEMS - 1),
    }
    for (const [statement, time] of Object.entries(parts))
      figures.push({ statement, database: dialect, microseconds: Number(time.toFixed(1)) })
  }
  const read = await timeOfReads()
  for (const [way, time] of Object.entries(read))
    figures.push({
      statement: `a record of a page of ${PAGE}, read by a statement that is ${way === 'text' ? 'text' : 'built once'}`,
      database: 'sqlite',
      microseconds: Number(time.toFixed(2)),
    })
  console.table(figures)
  if (!isWritten) return
  const { dependencies } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { dependencies: { kysely: string } }
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const result = {
    command: 'node packages/collector/bench/building.mjs --write',
    date: new Date().toISOString(),
    ...{
      commit,
      node: process.version,
      kysely: dependencies.kysely,
      cpu: cpus()[0]?.model,
      load: loadavg()[0],
    },
    ...{ rounds: ROUNDS, times: TIMES, figures },
  }
  writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`)
}
