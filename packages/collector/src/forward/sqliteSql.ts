import type { Database } from 'better-sqlite3'
import type { Sql, Statement } from './Sql.ts'

const STEP_ARRIVALS = 20_000

/** {@link Sql} over a database of SQLite. Nothing of it waits: a transaction cannot be met by another one in the middle. */
export function sqliteSql(db: Database): Sql {
  const prepared = new Map<string, ReturnType<Database['prepare']>>()
  const run = ({ text, values = [] }: Statement): unknown[] => {
    const statement = prepared.get(text) ?? db.prepare(text)
    prepared.set(text, statement)
    const named = Object.fromEntries(values.map((value, place) => [place + 1, value]))
    const given = values.length > 0 ? [named] : []
    if (statement.reader) return statement.all(...given)
    statement.run(...given)
    return []
  }
  const runAll = db.transaction((statements: readonly Statement[], guarded: boolean) => {
    const results: unknown[][] = []
    for (const statement of statements) {
      results.push(run(statement))
      if (guarded && results[0]?.length === 0) return []
    }
    return results
  })
  return {
    prefix: '',
    clock: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
    stepArrivals: STEP_ARRIVALS,
    run: async <Given>(statements: readonly Statement[], guarded?: 'guarded') =>
      (statements.length === 1 && /^\s*SELECT/.test(statements[0]?.text ?? '')
        ? runAll.deferred(statements, false) // a reader waits for no writer
        : runAll.immediate(statements, guarded !== undefined)) as Given[][],
  }
}
