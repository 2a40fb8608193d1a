import type { GoneId } from '../data/OwnerStore.ts'
import { allOf } from '../forward/allOf.ts'
import type { Sql } from '../forward/Sql.ts'
import type { Mode } from '../Store.ts'

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

type StateRow = Omit<MirrorState, 'isComplete' | 'isGoneQueued'> & { complete: 0 | 1; queued: number }

export type MirrorBook = ReturnType<typeof createMirrorBook>

/** The mirror's notes in the store: written in what SQLite and PostgreSQL both understand. */
export function createMirrorBook(sql: Sql) {
  const { prefix, run } = sql
  const [mirror, queue, sinks] = [`${prefix}mirror`, `${prefix}mirror_gone`, `${prefix}forward_sinks`]
  const all = allOf(sql)
  const fromTheStart = {
    text: `UPDATE ${sinks} SET cursor = NULL, next_at = 0, failures = 0, version = version + 1 WHERE sink = $1`,
    values: [MIRROR_FEED],
  }

  return {
    /** From now on there is a mirror: what is deleted is queued for it, and it begins with the first record. */
    async begin(shape: number): Promise<void> {
      const insert = `INSERT INTO ${mirror} (only_row, generation, shape, complete) VALUES (1, 0, $1, 0)
        ON CONFLICT (only_row) DO NOTHING RETURNING only_row`
      await run([{ text: insert, values: [shape] }, fromTheStart], 'guarded')
    },

    async read(): Promise<MirrorState | undefined> {
      const [row] = await all<StateRow>(
        `SELECT generation, shape, complete, batch_from AS "batchFrom", batch_end AS "batchEnd",
           hidden_since AS "hiddenSince",
           (SELECT count(*) FROM (SELECT 1 FROM ${queue} LIMIT 1) AS first_one) AS queued
         FROM ${mirror}`,
      )
      if (!row) return undefined
      const { complete, queued, ...same } = row
      return { ...same, isComplete: complete === 1, isGoneQueued: queued > 0 }
    },

    /**
     * Begins anew with the first record, for a table of its own. At once with the cursor, whose version makes whoever is
     * at work throw away what it did.
     */
    async restart(shape: number): Promise<void> {
      await run([
        {
          text: `UPDATE ${mirror} SET generation = 0, shape = $1, complete = 0, batch_from = NULL, batch_end = NULL,
            hidden_since = NULL`,
          values: [shape],
        },
        fromTheStart,
      ])
    },

    /** The store forgets its mirror, and queues deletions no more. What is over there stays as it is. */
    async forget(): Promise<void> {
      await run([
        { text: `DELETE FROM ${mirror}` },
        { text: `DELETE FROM ${queue}` },
        { text: `DELETE FROM ${sinks} WHERE sink = $1`, values: [MIRROR_FEED] },
      ])
    },

    /** Chooses the table, if none is chosen. */
    async choose(generation: number): Promise<void> {
      await run([{ text: `UPDATE ${mirror} SET generation = $1 WHERE generation = 0`, values: [generation] }])
    },

    /** Says where the batch after a cursor ends, before any of it is sent; gives what was said first. */
    async fixBatch(generation: number, from: string, end: string): Promise<string> {
      const [, rows] = await run<{ batchEnd: string }>([
        {
          text: `UPDATE ${mirror} SET batch_from = $2, batch_end = $3
            WHERE generation = $1 AND (batch_from IS NULL OR batch_from <> $2)`,
          values: [generation, from, end],
        },
        { text: `SELECT batch_end AS "batchEnd" FROM ${mirror}` },
      ])
      return rows?.[0]?.batchEnd ?? end
    },

    /** Ids of deleted records that are queued. */
    goneIds: (limit: number): Promise<GoneId[]> =>
      all<GoneId>(`SELECT project, id FROM ${queue} ORDER BY project, id LIMIT $1`, [limit]),

    /** These are hidden over there since then. */
    async hidden(ids: readonly GoneId[], sinceMs: number): Promise<void> {
      await run([
        {
          text: `UPDATE ${mirror} SET hidden_since = CASE WHEN hidden_since <= $1 THEN hidden_since ELSE $1 END`,
          values: [sinceMs],
        },
        ...inSteps(ids).map((step) => ({
          text: `DELETE FROM ${queue} WHERE (project, id) IN (VALUES ${step.map((_, n) => `($${2 * n + 1}, $${2 * n + 2})`).join(', ')})`,
          values: step.flatMap(({ project, id }) => [project, id]),
        })),
      ])
    },

    /** What was hidden since then is on its way off the disk. */
    async swept(sinceMs: number): Promise<void> {
      await run([
        { text: `UPDATE ${mirror} SET hidden_since = NULL WHERE hidden_since = $1`, values: [sinceMs] },
      ])
    },

    async completed(generation: number): Promise<void> {
      await run([{ text: `UPDATE ${mirror} SET complete = 1 WHERE generation = $1`, values: [generation] }])
    },

    /** How many records the store has up to a cursor. */
    countsUntil: (cursor: string): Promise<ModeCount[]> =>
      all<ModeCount>(
        `SELECT project, mode, count(*) AS count FROM ${prefix}records WHERE arrival <= $1 GROUP BY project, mode
         ORDER BY project, mode`,
        [Number(cursor)],
      ),
  }
}

/** Ids in one statement: a prepared statement of SQLite takes no more than 999 values in old builds. */
const STEP_IDS = 200

const inSteps = (ids: readonly GoneId[]): GoneId[][] =>
  Array.from({ length: Math.ceil(ids.length / STEP_IDS) }, (_, n) =>
    ids.slice(n * STEP_IDS, (n + 1) * STEP_IDS),
  )
