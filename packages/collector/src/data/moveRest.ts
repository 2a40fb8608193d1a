import type { Store } from '../Store.ts'
import type { Sql, Statement } from '../sql/Sql.ts'
import { inSteps } from './inSteps.ts'

const PAGE_IDS = 1000
const NO_ID = '0'.repeat(32)
/** Rows of one statement. */
const STEP_ROWS = 100

/**
 * Copies what a store holds beside its records: published surveys, the counts of quotas, and the ids of records that were
 * deleted. A record that was deleted in the source after it was moved is deleted in the target too. Run again, it doubles
 * nothing.
 */
export async function moveRest(
  from: Pick<Store, 'sql' | 'owner'>,
  to: Pick<Store, 'sql' | 'owner'>,
): Promise<void> {
  await moveTables(from.sql, to.sql)
  for (let last = { project: '', id: NO_ID }; ; ) {
    const page = await from.owner.gone(last, PAGE_IDS)
    const end = page.at(-1)
    if (!end) return
    await to.owner.bury(page)
    last = end
  }
}

/** Where both stores have a row, the first publication stays; of what grows, the larger. */
async function moveTables({ db: source, run }: Sql, { db, run: runThere }: Sql): Promise<void> {
  const [publications, definitions, completions, days] = await run([
    source.selectFrom('publications').selectAll(),
    source.selectFrom('definitions').selectAll(),
    source.selectFrom('gone_completions').selectAll(),
    source.selectFrom('key_days').selectAll(),
  ])
  const inserts: Statement[] = [
    ...inSteps(publications, STEP_ROWS).map((rows) =>
      db
        .insertInto('publications')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing()),
    ),
    ...inSteps(definitions, STEP_ROWS).map((rows) =>
      db
        .insertInto('definitions')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(['project', 'mode', 'survey', 'rev', 'hash'])
            .doUpdateSet(({ ref }) => ({
              json: ref('excluded.json'),
              first: ref('excluded.first'),
              last: ref('excluded.last'),
            }))
            .whereRef('excluded.last', '>', 'definitions.last'),
        ),
    ),
    ...inSteps(completions, STEP_ROWS).map((rows) =>
      db
        .insertInto('gone_completions')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(['project', 'mode', 'survey'])
            .doUpdateSet(({ ref }) => ({ runs: ref('excluded.runs') }))
            .whereRef('excluded.runs', '>', 'gone_completions.runs'),
        ),
    ),
    ...inSteps(days, STEP_ROWS).map((rows) =>
      db
        .insertInto('key_days')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(['key', 'day'])
            .doUpdateSet(({ ref }) => ({ records: ref('excluded.records') }))
            .whereRef('excluded.records', '>', 'key_days.records'),
        ),
    ),
  ]
  if (inserts.length > 0) await runThere(inserts)
}
