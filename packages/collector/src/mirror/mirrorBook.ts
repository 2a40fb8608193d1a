import type { GoneId } from '../data/OwnerStore.ts'
import type { Mode } from '../Store.ts'
import { allOf } from '../sql/allOf.ts'
import { built } from '../sql/built.ts'
import type { Sql } from '../sql/Sql.ts'

/** The name under which the mirror keeps its cursor and its lease, among the sinks. No sink can be called so. */
export const MIRROR_FEED = '@mirror'

/** What all processes know of the mirror, beside cursor and lease. */
export interface MirrorState {
  /** Number of the table over there; 0: none is chosen yet. */
  generation: number
  shape: number
  isComplete: boolean
  /** The batch under way: after one cursor, up to another. `null`: there was none yet. */
  batchFrom: string | null
  batchEnd: string | null
  /** Since when records are hidden that may still lie on its disk, ms. */
  hiddenSince: number | null
  /** Whether deletions are queued. */
  isGoneQueued: boolean
}

export interface ModeCount {
  project: string
  mode: Mode
  count: number
}

export type MirrorBook = ReturnType<typeof createMirrorBook>

/** The mirror's notes in the store. */
export function createMirrorBook({ db, run, isAmong }: Pick<Sql, 'db' | 'run' | 'isAmong'>) {
  const all = allOf({ run })
  const fromTheStart = db
    .updateTable('forward_sinks')
    .set((eb) => ({ cursor: null, next_at: 0, failures: 0, version: eb('version', '+', 1) }))
    .where('sink', '=', MIRROR_FEED)

  /** Asked for with each pass, and by whoever looks at the numbers. */
  const state = built(
    db
      .selectFrom('mirror')
      .select((eb) => [
        'generation',
        'shape',
        'complete',
        'batch_from as batchFrom',
        'batch_end as batchEnd',
        'hidden_since as hiddenSince',
        eb.selectFrom('mirror_gone').select('id').limit(1).as('queued'),
      ]),
  )

  return {
    /** From now on there is a mirror: what is deleted is queued for it, and it begins with the first record. */
    async begin(shape: number): Promise<void> {
      await run(
        [
          db
            .insertInto('mirror')
            .values({ only_row: 1, generation: 0, shape, complete: 0 })
            .onConflict((conflict) => conflict.column('only_row').doNothing())
            .returning('only_row'),
          fromTheStart,
        ],
        { guarded: true },
      )
    },

    async read(): Promise<MirrorState | undefined> {
      const [row] = await all(state)
      if (!row) return undefined
      const { complete, queued, ...same } = row
      return { ...same, isComplete: complete === 1, isGoneQueued: queued !== null }
    },

    /**
     * Begins anew with the first record, for a table of its own. At once with the cursor, whose version makes whoever is
     * at work throw away what it did.
     */
    async restart(shape: number): Promise<void> {
      await run([
        db.updateTable('mirror').set({
          ...{ generation: 0, shape, complete: 0 },
          ...{ batch_from: null, batch_end: null, hidden_since: null },
        }),
        fromTheStart,
      ])
    },

    /** The store forgets its mirror, and queues deletions no more. What is over there stays as it is. */
    async forget(): Promise<void> {
      await run([
        db.deleteFrom('mirror'),
        db.deleteFrom('mirror_gone'),
        db.deleteFrom('forward_sinks').where('sink', '=', MIRROR_FEED),
      ])
    },

    /** Chooses the table, if none is chosen. */
    async choose(generation: number): Promise<void> {
      await run([db.updateTable('mirror').set({ generation }).where('generation', '=', 0)])
    },

    /** Says where the batch after a cursor ends, before any of it is sent; gives what was said first. */
    async fixBatch(generation: number, from: string, end: string): Promise<string> {
      const [, [row]] = await run([
        db
          .updateTable('mirror')
          .set({ batch_from: from, batch_end: end })
          .where('generation', '=', generation)
          .where((eb) => eb.or([eb('batch_from', 'is', null), eb('batch_from', '<>', from)])),
        db.selectFrom('mirror').select('batch_end'),
      ])
      return row?.batch_end ?? end
    },

    /** Ids of deleted records that are queued. */
    goneIds: (limit: number): Promise<GoneId[]> =>
      all(
        db.selectFrom('mirror_gone').select(['project', 'id']).orderBy('project').orderBy('id').limit(limit),
      ),

    /** These are hidden over there since then. */
    async hidden(ids: readonly GoneId[], sinceMs: number): Promise<void> {
      const projects = [...new Set(ids.map(({ project }) => project))]
      await run([
        db
          .updateTable('mirror')
          .set({ hidden_since: sinceMs })
          .where((eb) => eb.or([eb('hidden_since', 'is', null), eb('hidden_since', '>', sinceMs)])),
        ...projects.map((project) => {
          const gone = ids.filter((one) => one.project === project).map(({ id }) => id)
          return db
            .deleteFrom('mirror_gone')
            .where('project', '=', project)
            .where((eb) => isAmong(eb.ref('id'), gone))
        }),
      ])
    },

    /** What was hidden since then is on its way off the disk. */
    async swept(sinceMs: number): Promise<void> {
      await run([db.updateTable('mirror').set({ hidden_since: null }).where('hidden_since', '=', sinceMs)])
    },

    async completed(generation: number): Promise<void> {
      await run([db.updateTable('mirror').set({ complete: 1 }).where('generation', '=', generation)])
    },

    /** How many records the store has up to a cursor. */
    countsUntil: (cursor: string): Promise<ModeCount[]> =>
      all(
        db
          .selectFrom('records')
          .select(({ fn }) => ['project', 'mode', fn.countAll<number>().as('count')])
          .where('arrival', '<=', Number(cursor))
          .groupBy(['project', 'mode'])
          .orderBy('project')
          .orderBy('mode'),
      ),
  }
}
