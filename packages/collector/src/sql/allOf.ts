import type { RowsOf, Sql, Statement } from './Sql.ts'

/** Gives a function that runs one statement, and gives its rows. */
export const allOf =
  ({ run }: Pick<Sql, 'run'>) =>
  async <Only extends Statement>(statement: Only): Promise<RowsOf<readonly [Only]>[0]> =>
    (await run([statement]))[0]
