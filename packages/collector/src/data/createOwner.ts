import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { allOf } from '../sql/allOf.ts'
import { arrivalsWithin } from '../sql/arrivalsWithin.ts'
import type { Sql } from '../sql/Sql.ts'
import type { Tables } from '../sql/Tables.ts'
import { burial } from './burial.ts'
import { isOf } from './isOf.ts'
import type { OwnerStore } from './OwnerStore.ts'
import { removal } from './removal.ts'

/** Arrival numbers looked at per step: there is no index by person, as every record would pay for what is rare. */
const STEPS = { sqlite: 5000, postgres: 50_000 }
/** Longest wait, in milliseconds, for a step that reads much. */
const STEP_MS = 120_000

/**
 * What the owner may do.
 *
 * @param tidy - gives back, or overwrites, the room of what was deleted.
 */
export function createOwner(store: Sql, tidy: OwnerStore['tidy']): OwnerStore {
  const { db, idText, run, scanned, lastArrival } = store
  const all = allOf({ run: (statements, options) => run(statements, { ...options, longestMs: STEP_MS }) })
  const removeThose = removal(store)
  const bury = burial(store)

  /** Records of a project, step by step. */
  async function* steps(project: string) {
    const end = (await all(lastArrival))[0]?.last ?? 0
    const step = STEPS[store.dialect]
    for (let from = 0; from < end; from += step) {
      const within = arrivalsWithin(store, from, Math.min(end, from + step))
      yield (eb: ExpressionBuilder<Tables, 'records'>): Expression<SqlBool> =>
        eb.and([within(eb), eb(scanned(eb.ref('project')), '=', project)])
      await nextTurn()
    }
  }

  return {
    async remove(project, of) {
      const isTheirs = isOf(store, of)
      let removed = 0
      for await (const within of steps(project)) {
        const which = (eb: ExpressionBuilder<Tables, 'records'>) => eb.and([within(eb), isTheirs(eb)])
        // In SQLite the lock is taken only where there is something: writers do not wait for the reading.
        const isAny =
          store.dialect === 'postgres' ||
          (await all(db.selectFrom('records').select('arrival').where(which).limit(1))).length > 0
        if (isAny) removed += await removeThose(which, { longestMs: STEP_MS })
      }
      return removed
    },
    removeBefore: (project, before, limit) =>
      removeThose(oldest(store, project, before, limit), { longestMs: STEP_MS }),
    async countBefore(project, before) {
      const [found] = await all(
        db
          .selectFrom('records')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('project', '=', project)
          .where('received', '<', before),
      )
      return found?.count ?? 0
    },
    gone: ({ project, id }, limit) =>
      all(
        db
          .selectFrom('gone')
          .select((eb) => ['project', idText(eb.ref('id')).as('id')])
          .where((eb) => eb(eb.refTuple('project', 'id'), '>', eb.tuple(project, id)))
          .orderBy('project')
          .orderBy('gone.id')
          .limit(limit),
      ),
    bury: (ids) => bury(ids, { longestMs: STEP_MS }),
    tidy,
    async knownPersons(project, mode, persons) {
      const known = new Set<string>()
      const wanted = new Set(persons) // a list of thousands is not given to each step
      for await (const within of steps(project)) {
        let query = db
          .selectFrom('records')
          .select('person')
          .distinct()
          .where(within)
          .where('run', 'is not', null)
          .where('person', 'is not', null)
          .$narrowType<{ person: string }>()
        if (mode !== 'all') query = query.where('mode', '=', mode)
        for (const { person } of await all(query)) if (wanted.has(person)) known.add(person)
      }
      return known
    },
    async countOfKey(key, day, records) {
      const [counted] = await all(
        db
          .insertInto('key_days')
          .values({ key, day, records })
          .onConflict((conflict) =>
            conflict
              .columns(['key', 'day'])
              .doUpdateSet((eb) => ({ records: eb('key_days.records', '+', eb.ref('excluded.records')) })),
          )
          .returning('records'),
      )
      return counted?.records ?? 0
    },
  }
}

/** The oldest that arrived before a time; in Postgres no younger month than the time asks for is looked at. */
const oldest =
  ({ db, dialect }: Sql, project: string, before: number, limit: number) =>
  (eb: ExpressionBuilder<Tables, 'records'>): Expression<SqlBool> => {
    const found = db
      .selectFrom('records as old')
      .select('old.arrival')
      .where('old.project', '=', project)
      .where('old.received', '<', before)
      .limit(limit)
    if (dialect === 'sqlite') return eb('arrival', 'in', found.orderBy('old.received').orderBy('old.arrival'))
    return eb.and([
      eb('mode', 'in', ['live', 'test']),
      eb('received', '<', before),
      // As a list that is known before the months are looked through, each by its index.
      eb('arrival', '=', sql<number>`ANY(ARRAY(${found}))`),
    ])
  }
