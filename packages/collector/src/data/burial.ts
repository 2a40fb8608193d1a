import { sql } from 'kysely'
import { prepared } from '../sql/prepared.ts'
import type { RunOptions, Sql, Statement } from '../sql/Sql.ts'
import type { GoneId } from './OwnerStore.ts'

/** Gives a function that takes ids of records which another store deleted, in one transaction, and deletes what is here of them. */
export function burial(store: Sql): (ids: readonly GoneId[], options?: RunOptions) => Promise<void> {
  const statements = store.dialect === 'sqlite' ? oneByOne(store) : allAtOnce(store)
  return async (ids, options) => void (await store.run(statements(ids), options))
}

function oneByOne({ db }: Sql): (ids: readonly GoneId[]) => Statement[] {
  const bury = prepared(({ project, id }: GoneId) =>
    db
      .insertInto('gone')
      .values({ project, id })
      .onConflict((conflict) => conflict.doNothing()),
  )
  const drop = prepared(({ project, id }: GoneId) =>
    db.deleteFrom('records').where('project', '=', project).where('id', '=', id),
  )
  return (ids) => ids.flatMap((one) => [bury(one), drop(one)])
}

/** There is no index of records by id in Postgres: those are looked for whose id was in the ledger already. */
const allAtOnce =
  ({ db }: Sql) =>
  (ids: readonly GoneId[]): Statement[] => [
    db
      .with('given', (within) =>
        within
          .selectFrom(
            sql<GoneId>`json_to_recordset(${JSON.stringify(ids)}::json)`.as<'each'>(
              sql`each (project text, id uuid)`,
            ),
          )
          .select(['project', 'id'])
          .orderBy('project', (order) => order.collate('C')) // two that do the same wait for each other, and never both
          .orderBy('id'),
      )
      .with('fresh', (within) =>
        within
          .insertInto('gone')
          .columns(['project', 'id'])
          .expression((eb) => eb.selectFrom('given').select(['project', 'id']))
          .onConflict((conflict) => conflict.doNothing())
          .returning(['project', 'id']),
      )
      .with('taken', (within) =>
        within
          .insertInto('ids')
          .columns(['project', 'id', 'digest'])
          .expression((eb) => eb.selectFrom('fresh').select(['project', 'id', sql.lit('').as('digest')]))
          .onConflict((conflict) => conflict.doNothing())
          .returning(['project', 'id']),
      )
      .with('here', (within) =>
        within
          .selectFrom('fresh')
          .select(['project', 'id'])
          .except((eb) => eb.selectFrom('taken').select(['project', 'id'])),
      )
      .deleteFrom('records')
      .using('here')
      .whereRef('here.project', '=', 'records.project')
      .whereRef('here.id', '=', 'records.id'),
  ]
