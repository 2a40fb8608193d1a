import type { Compilable, DeleteResult, InsertResult, UpdateResult } from 'kysely'
import type { Built } from './built.ts'
import type { Dialect } from './dialects.ts'

/** A statement with its values, and what its rows are like. */
export type Statement<Row = unknown> = Compilable<Row> | Built<Row>

type Given<Of> = Of extends Compilable<infer Row> ? Row : Of extends Built<infer Row> ? Row : never
/** The builder says what was done; here a change without `returning` has no rows. */
type RowOf<Of> = Exclude<Given<Of>, InsertResult | UpdateResult | DeleteResult>

/** The rows of each statement. */
export type RowsOf<Statements extends readonly Statement[]> = {
  [place in keyof Statements]: RowOf<Statements[place]>[]
}

export interface RunOptions {
  /** Where the first statement gives no row, the others are not run, nothing is changed, and the result is empty. */
  guarded?: true
  /** Longest wait for each statement, in milliseconds, where the client of the database may give up. */
  longestMs?: number
}

/** The database of a store: its dialect, and what runs statements over its tables. */
export interface Sql extends Dialect {
  /**
   * Runs statements in one transaction, which is on the disk when this resolves.
   *
   * @returns The rows of each statement.
   */
  run<const Statements extends readonly Statement[], const Options extends RunOptions = RunOptions>(
    statements: Statements,
    options?: Options,
  ): Promise<RowsOf<Statements> | (Options extends { guarded: true } ? [] : never)>
}
