import type { Database } from 'better-sqlite3'
import { type Built, built } from './built.ts'
import { DIALECTS } from './dialects.ts'
import type { RowsOf, RunOptions, Sql, Statement } from './Sql.ts'

/** {@link Sql} over a database of SQLite. Nothing of it waits: a transaction cannot be met by another one in the middle. */
export function sqliteSql(db: Database): Sql {
  const prepared = new Map<string, ReturnType<Database['prepare']>>()
  const runOne = ({ text, values }: Built): unknown[] => {
    const statement = prepared.get(text) ?? db.prepare(text)
    prepared.set(text, statement)
    if (statement.reader) return statement.all(values)
    statement.run(values)
    return []
  }
  const runAll = db.transaction((queries: readonly Built[], isGuarded: boolean) => {
    const results: unknown[][] = []
    for (const query of queries) {
      results.push(runOne(query))
      if (isGuarded && results[0]?.length === 0) return []
    }
    return results
  })
  return {
    ...DIALECTS.sqlite,
    async run<Statements extends readonly Statement[]>(
      statements: Statements,
      { guarded = false }: Omit<RunOptions, 'guarded'> & { guarded?: boolean } = {},
    ) {
      const queries = statements.map(built)
      const isReading = queries.every((query) => query.isReading) // a reader waits for no writer
      const results = isReading ? runAll.deferred(queries, false) : runAll.immediate(queries, guarded)
      return results as RowsOf<Statements>
    },
  }
}
