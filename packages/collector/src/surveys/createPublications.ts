import { sql } from 'kysely'
import type { Mode } from '../Store.ts'
import { allOf } from '../sql/allOf.ts'
import { prepared } from '../sql/prepared.ts'
import type { Sql } from '../sql/Sql.ts'
import type { Definition, Publication, PublicationStore } from './PublicationStore.ts'

/** Published surveys, in the database of the records. */
export function createPublications(store: Sql): PublicationStore {
  const { db, isAmong, run } = store
  const all = allOf(store)

  const define = prepared((one: Definition & { project: string; mode: Mode; number: number }) =>
    db
      .insertInto('definitions')
      .values({
        project: one.project,
        mode: one.mode,
        survey: one.survey,
        rev: one.rev,
        hash: one.hash,
        json: one.json,
        first: one.number,
        last: one.number,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['project', 'mode', 'survey', 'rev', 'hash'])
          .doUpdateSet(({ ref }) => ({ json: ref('excluded.json'), last: ref('excluded.last') })),
      ),
  )

  return {
    async latest(project, mode): Promise<Publication | undefined> {
      const rows = await all(
        db
          .selectFrom('publications')
          .select(['number', 'published', 'json'])
          .where('project', '=', project)
          .where('mode', '=', mode)
          .orderBy('number', 'desc')
          .limit(1),
      )
      return rows[0]
    },
    definitions: (project, mode) =>
      all(
        db
          .selectFrom('definitions')
          .select(['survey', 'rev', 'hash', 'json', 'first', 'last'])
          .where('project', '=', project)
          .where('mode', '=', mode)
          .orderBy('survey')
          .orderBy('rev')
          .orderBy('last')
          .orderBy('hash'),
      ),
    async publish(place, publication, definitions) {
      const { number } = publication
      const results = await run(
        [
          db
            .insertInto('publications')
            .values({ ...place, ...publication })
            .onConflict((conflict) => conflict.doNothing())
            .returning('number'),
          ...definitions.map((definition) => define({ ...definition, ...place, number })),
        ],
        { guarded: true }, // definitions are written only if the number was free
      )
      return results.length > 0
    },
    async completions(project, mode, surveys) {
      const there = db
        .selectFrom('records')
        .select(({ fn }) => ['survey', fn.countAll<number>().as('runs')])
        .where('type', '=', sql.lit('completed')) // written out: such records have an index of their own
        .where('project', '=', project)
        .where('mode', '=', mode)
        .where(({ ref }) => isAmong(ref('survey'), surveys))
        .groupBy('survey')
        .$narrowType<{ survey: string }>()
      const gone = db
        .selectFrom('gone_completions')
        .select(['survey', 'runs'])
        .where('project', '=', project)
        .where('mode', '=', mode)
        .where(({ ref }) => isAmong(ref('survey'), surveys))
      const rows = await all(
        db
          .selectFrom(there.unionAll(gone).as('each'))
          .select((eb) => ['survey', eb.cast<number>(eb.fn.sum('runs'), 'bigint').as('runs')])
          .groupBy('survey'),
      )
      return new Map(rows.map(({ survey, runs }) => [survey, runs]))
    },
  }
}
