import { type Dialect, Kysely } from 'kysely'
import type { Tables } from './Tables.ts'

const refuse = async (): Promise<never> => {
  throw new Error('A statement is run by `Sql.run`, not by its builder.')
}

/** A builder of statements that has no connection: what runs them is the store's own. */
export const compileOnly = (
  dialect: Pick<Dialect, 'createAdapter' | 'createQueryCompiler' | 'createIntrospector'>,
): Kysely<Tables> =>
  new Kysely<Tables>({
    dialect: {
      ...dialect,
      createDriver: () => ({
        init: async () => {},
        acquireConnection: refuse,
        beginTransaction: refuse,
        commitTransaction: refuse,
        rollbackTransaction: refuse,
        releaseConnection: refuse,
        destroy: async () => {},
      }),
    },
  })
