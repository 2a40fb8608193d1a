/** A statement; `$1`, `$2` … stand for its values. */
export interface Statement {
  text: string
  values?: readonly (string | number | null)[]
}

/**
 * The database of a store, for tables beside the records. Statements are written once, in what SQLite and PostgreSQL
 * both understand.
 */
export interface Sql {
  /** Stands before the name of each table. */
  prefix: '' | 'pulso.'
  /** Now, in milliseconds since 1970, by the one clock that all processes share: the database's. */
  clock: string
  /** Arrival numbers that one statement may look through: in SQLite nothing else runs meanwhile. */
  stepArrivals: number
  /**
   * Runs statements in one transaction, which is on the disk when this resolves.
   *
   * @param guarded - Where the first gives no row, the others are not run, nothing is changed, and the result is empty.
   * @returns The rows of each statement.
   */
  run(statements: readonly Statement[], guarded?: 'guarded'): Promise<Row[][]>
}
// biome-ignore lint/suspicious/noExplicitAny: what a statement gives, its writer knows
export type Row = any
