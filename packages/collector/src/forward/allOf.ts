import type { Sql, Statement } from './Sql.ts'

/** Gives a function that runs one statement, and gives its rows. */
export const allOf =
  ({ run }: Pick<Sql, 'run'>) =>
  async <Given extends object>(text: string, values: Statement['values'] = []): Promise<Given[]> =>
    (await run<Given>([{ text, values }]))[0] ?? []
