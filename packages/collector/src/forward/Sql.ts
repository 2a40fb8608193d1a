/** A statement; `$1`, `$2` … stand for its values. */
export interface Statement {
  text: string
  values?: readonly Cell[]
}

export type Cell = string | number | null

/** A row of which no more is known than that it has columns. */
export interface Row {
  [column: string]: Cell
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
   * @typeParam Given - what the rows hold, as the statements say. It is not checked.
   * @param guarded - Where the first gives no row, the others are not run, nothing is changed, and the result is empty.
   * @returns The rows of each statement.
   */
  run<Given extends object = object>(
    statements: readonly Statement[],
    guarded?: 'guarded',
  ): Promise<Given[][]>
}
