import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { RunOptions, Sql } from '../sql/Sql.ts'
import type { Tables } from '../sql/Tables.ts'

/** Which records. */
export type Which = (eb: ExpressionBuilder<Tables, 'records'>) => Expression<SqlBool>

/**
 * Gives a function that deletes records in one transaction, and gives how many. What is left of them is written with it:
 * their ids, and what they completed.
 */
export const removal = (store: Sql): ((which: Which, options?: RunOptions) => Promise<number>) =>
  store.dialect === 'sqlite' ? inTurn(store) : atOnce(store)

/** In SQLite nobody else writes meanwhile: each statement finds the same records. */
const inTurn =
  ({ db, run }: Sql) =>
  async (which: Which): Promise<number> => {
    const [, , removed] = await run([
      db
        .insertInto('gone_completions')
        .columns(['project', 'mode', 'survey', 'runs'])
        .expression(
          db
            .selectFrom('records')
            .select((eb) => ['project', 'mode', 'survey', eb.fn.countAll<number>().as('runs')])
            .where(which)
            .where('type', '=', 'completed')
            .groupBy(['project', 'mode', 'survey'])
            .$narrowType<{ survey: string }>(),
        )
        .onConflict((conflict) =>
          conflict
            .columns(['project', 'mode', 'survey'])
            .doUpdateSet((eb) => ({ runs: eb('gone_completions.runs', '+', eb.ref('excluded.runs')) })),
        ),
      db
        .insertInto('gone')
        .columns(['project', 'id'])
        .expression(db.selectFrom('records').select(['project', 'id']).where(which))
        .onConflict((conflict) => conflict.doNothing()),
      db.deleteFrom('records').where(which).returning('arrival'),
    ])
    return removed.length
  }

/** In Postgres others may delete the same: one statement, so that each record is deleted, and counted, by one of them. */
const atOnce =
  ({ db, run }: Sql) =>
  async (which: Which, options: RunOptions = {}): Promise<number> => {
    const [[removed]] = await run(
      [
        db
          .with('deleted', (within) =>
            within.deleteFrom('records').where(which).returning(['project', 'id', 'mode', 'type', 'survey']),
          )
          .with('buried', (within) =>
            within
              .insertInto('gone')
              .columns(['project', 'id'])
              .expression((eb) => eb.selectFrom('deleted').select(['project', 'id']))
              .onConflict((conflict) => conflict.doNothing()),
          )
          .with('tallied', (within) =>
            within
              .insertInto('gone_completions')
              .columns(['project', 'mode', 'survey', 'runs'])
              .expression((eb) =>
                eb
                  .selectFrom('deleted')
                  .select(({ fn }) => ['project', 'mode', 'survey', fn.countAll<number>().as('runs')])
                  .where('type', '=', 'completed')
                  .groupBy(['project', 'mode', 'survey'])
                  .orderBy('project') // two that do the same wait for each other, and never both
                  .orderBy('mode')
                  .orderBy('survey')
                  .$narrowType<{ survey: string }>(),
              )
              .onConflict((conflict) =>
                conflict
                  .columns(['project', 'mode', 'survey'])
                  .doUpdateSet((eb) => ({ runs: eb('gone_completions.runs', '+', eb.ref('excluded.runs')) })),
              ),
          )
          .selectFrom('deleted')
          .select(({ fn }) => fn.countAll<number>().as('count')),
      ],
      options,
    )
    return removed?.count ?? 0
  }
