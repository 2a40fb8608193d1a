import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Mode } from '../Store.ts'
import { allOf } from './allOf.ts'
import type { Sql, Statement } from './Sql.ts'
import { LONGEST_MS } from './waits.ts'

export type SinkState = 'ok' | 'waiting' | 'held'

/** What is known of a sink, by all processes. Times in milliseconds since 1970. */
export interface SinkRow {
  sink: string
  /** Records up to here are settled, or among the items. */
  cursor: string | null
  /** Records that arrived before are not sent. */
  began: number
  version: number
  owner: string | null
  until: number
  state: SinkState
  /** Why it is waiting or held. */
  code: string | null
  failures: number
  nextAt: number
  settled: number
  settledAt: number | null
  /** The database's clock when this was read. */
  clock: number
  /** Arrival of the oldest record among the items that are tried again. */
  oldestItem: number | null
}

/** Where a record is, in the store that holds it. */
export interface Place {
  project: string
  id: string
  mode: Mode
  arrival: number
  received: number
}

/** A record that is to be sent by itself: it failed before, or a case sends it. */
export interface Item extends Place {
  caseNumber: number | null
  tries: number
  faults: number
  since: number
  due: number
  code: string | null
}

/** An item with what it stands for. */
export interface DueItem extends Item {
  /** `null` when the record is gone. */
  json: string | null
  case: { number: number; rule: string; owner: string; due: number } | null
}

/** What a pass leaves behind, written at once or not at all. */
export interface Change {
  /** Left out: stays where it is. */
  cursor?: string | undefined
  /** Items that are over: settled, or their record is gone. */
  over: readonly Pick<Place, 'project' | 'id'>[]
  again: readonly Item[]
  dead: readonly Item[]
  /** No item of the sink is tried before, milliseconds since 1970. */
  notBefore?: number | undefined
  state: SinkState
  code: string | null
  failures: number
  nextAt: number
  /** How many records the sink took. */
  settled: number
}

export interface DeadLetter extends Item {
  json: string | null
}

type DueRow = Item & { json: string | null } & (
    | { rule: string; owner: string; caseDue: number }
    | { rule: null; owner: null; caseDue: null }
  )

export type Outbox = ReturnType<typeof createOutbox>

/** What is forwarded: a cursor and a lease for each sink, and the records that are to be sent by themselves. */
export function createOutbox(sql: Sql) {
  const { clock, prefix, run } = sql
  const [sinks, items] = [`${prefix}forward_sinks`, `${prefix}forward_items`]
  const all = allOf(sql)

  const ROW = `sink, cursor, began, version, owner, until, state, code, failures, next_at AS "nextAt", settled,
    settled_at AS "settledAt", ${clock} AS clock, (SELECT min(i.received) FROM ${items} i WHERE i.sink = s.sink AND i.state = 'waiting') AS "oldestItem"`
  const ITEM = `i.project, i.id, i.mode, i.arrival, i.received, i.case_number AS "caseNumber", i.tries, i.faults,
    i.since, i.due, i.code`
  const JOINED = `${items} i LEFT JOIN ${prefix}records r
    ON r.received = i.received AND r.mode = i.mode AND r.arrival = i.arrival`

  /** Puts a record among the items, or writes anew what became of it. */
  const put = (sink: string, item: Item, state: 'waiting' | 'dead'): Statement => ({
    text: `INSERT INTO ${items} (sink, project, id, mode, arrival, received, case_number, state, tries, faults, since, due, code)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      ON CONFLICT (sink, project, id) DO UPDATE SET state = excluded.state, tries = excluded.tries,
        faults = excluded.faults, due = excluded.due, code = excluded.code`,
    values: [
      sink,
      item.project,
      item.id,
      item.mode,
      item.arrival,
      item.received,
      item.caseNumber,
      state,
      item.tries,
      item.faults,
      item.since,
      item.due,
      item.code,
    ],
  })

  return {
    /** Writes down where a sink begins, if it is not known yet. */
    async register(sink: string, cursor: string | null, began: number): Promise<void> {
      await all(
        `INSERT INTO ${sinks} (sink, cursor, began) VALUES ($1, $2, $3) ON CONFLICT (sink) DO NOTHING`,
        [sink, cursor, began],
      )
    },

    rows: (): Promise<SinkRow[]> => all<SinkRow>(`SELECT ${ROW} FROM ${sinks} s ORDER BY sink`),

    row: async (sink: string): Promise<SinkRow | undefined> =>
      (await all<SinkRow>(`SELECT ${ROW} FROM ${sinks} s WHERE sink = $1`, [sink]))[0],

    /** Takes the lease, if it is free and nothing has changed since the row was read. */
    async claim({ sink, version }: SinkRow, owner: string, leaseMs: number): Promise<boolean> {
      const rows = await all(
        `UPDATE ${sinks} SET owner = $3, until = ${clock} + $4
         WHERE sink = $1 AND version = $2 AND (owner = $3 OR until <= ${clock}) RETURNING sink`,
        [sink, version, owner, leaseMs],
      )
      return rows.length > 0
    },

    /** `false`: the lease was lost. */
    async renew(sink: string, owner: string, leaseMs: number): Promise<boolean> {
      const rows = await all(
        `UPDATE ${sinks} SET until = ${clock} + $3 WHERE sink = $1 AND owner = $2 RETURNING sink`,
        [sink, owner, leaseMs],
      )
      return rows.length > 0
    },

    /** Items whose time has come, the longest due first. */
    async due(sink: string, nowMs: number, limit: number): Promise<DueItem[]> {
      const rows = await all<DueRow>(
        `SELECT ${ITEM}, r.json, c.rule, c.owner, c.due AS "caseDue" FROM ${JOINED}
         LEFT JOIN ${prefix}cases c ON c.number = i.case_number
         WHERE i.sink = $1 AND i.state = 'waiting' AND (i.due <= $2 OR i.due > $4) ORDER BY i.due LIMIT $3`,
        [sink, nowMs, limit, nowMs + LONGEST_MS],
      )
      return rows.map(({ rule, owner, caseDue, ...item }) => ({
        ...item,
        case: rule === null ? null : { number: item.caseNumber ?? 0, rule, owner, due: caseDue },
      }))
    },

    /**
     * Writes down what a pass did, and lets go of the lease.
     *
     * @returns `false`, and nothing is changed: the lease was lost, or somebody moved the cursor meanwhile.
     */
    async commit({ sink, version }: SinkRow, owner: string, change: Change, nowMs: number): Promise<boolean> {
      const results = await run(
        [
          {
            text: `UPDATE ${sinks} SET cursor = COALESCE($4, cursor), state = $5, code = $6, failures = $7, next_at = $8,
                settled = settled + $9, settled_at = CASE WHEN $9 > 0 THEN $10 ELSE settled_at END,
                version = version + 1, owner = NULL, until = 0
              WHERE sink = $1 AND version = $2 AND owner = $3 RETURNING sink`,
            values: [
              sink,
              version,
              owner,
              change.cursor ?? null,
              change.state,
              change.code,
              change.failures,
              change.nextAt,
              change.settled,
              nowMs,
            ],
          },
          ...change.over.map(({ project, id }) => ({
            text: `DELETE FROM ${items} WHERE sink = $1 AND project = $2 AND id = $3`,
            values: [sink, project, id],
          })),
          ...change.again.map((item) => put(sink, item, 'waiting')),
          ...change.dead.map((item) => put(sink, item, 'dead')),
          ...(change.notBefore === undefined
            ? []
            : [
                {
                  text: `UPDATE ${items} SET due = $2 WHERE sink = $1 AND state = 'waiting' AND due < $2`,
                  values: [sink, change.notBefore],
                },
              ]),
        ],
        'guarded',
      )
      return results.length > 0
    },

    /** A pause is over: what failed is tried now. */
    async resume(sink: string, nowMs: number): Promise<boolean> {
      const results = await run(
        [
          {
            text: `UPDATE ${sinks} SET next_at = 0, failures = 0 WHERE sink = $1 RETURNING sink`,
            values: [sink],
          },
          {
            text: `UPDATE ${items} SET due = $2 WHERE sink = $1 AND state = 'waiting' AND due > $2`,
            values: [sink, nowMs],
          },
        ],
        'guarded',
      )
      return results.length > 0
    },

    /** Sends again what arrived since then. A pass under way changes nothing any more. */
    async rewind(sink: string, cursor: string | null, began: number): Promise<boolean> {
      const results = await run(
        [
          {
            text: `UPDATE ${sinks} SET cursor = $2, began = $3, next_at = 0, failures = 0, version = version + 1
              WHERE sink = $1 RETURNING sink`,
            values: [sink, cursor, began],
          },
          // The cursor comes by them again.
          {
            text: `DELETE FROM ${items} WHERE sink = $1 AND received >= $2 AND case_number IS NULL`,
            values: [sink, began],
          },
        ],
        'guarded',
      )
      return results.length > 0
    },

    /** Sends again what the cases of a rule sent since then; gives how many there are. */
    async resendCases(sink: string, rule: string, since: number, nowMs: number): Promise<number> {
      const rows = await all(
        `INSERT INTO ${items} (sink, project, id, mode, arrival, received, case_number, state, tries, faults, since, due)
         SELECT CAST($1 AS text), k.project, k.id, k.mode, k.arrival, k.received, c.number, 'waiting', 0, 0,
           CAST($4 AS bigint), CAST($4 AS bigint)
         FROM ${prefix}cases c JOIN ${prefix}case_records k ON k.case_number = c.number AND k.part = 'opened'
         WHERE c.rule = $2 AND c.received >= $3 AND c.state <> 'half'
         ON CONFLICT (sink, project, id) DO UPDATE SET state = 'waiting', tries = 0, faults = 0, due = excluded.due
         RETURNING id`,
        [sink, rule, since, nowMs],
      )
      return rows.length
    },

    async counts(): Promise<Map<string, { waiting: number; dead: number }>> {
      const rows = await all<{ sink: string; state: 'waiting' | 'dead'; count: number }>(
        `SELECT sink, state, count(*) AS count FROM ${items} GROUP BY sink, state`,
      )
      const counts = new Map<string, { waiting: number; dead: number }>()
      for (const { sink, state, count } of rows) {
        const entry = counts.get(sink) ?? { waiting: 0, dead: 0 }
        counts.set(sink, { ...entry, [state]: count })
      }
      return counts
    },

    /** Dead letters with their records, the latest arrivals first. */
    dead: (sink: string, before: number, limit: number): Promise<DeadLetter[]> =>
      all<DeadLetter>(
        `SELECT ${ITEM}, r.json FROM ${JOINED}
         WHERE i.sink = $1 AND i.state = 'dead' AND i.arrival < $2 ORDER BY i.arrival DESC LIMIT $3`,
        [sink, before, limit],
      ),

    /** Sends dead letters once more: all of a sink, or these. Gives how many. */
    async requeue(sink: string, ids: readonly string[] | undefined, nowMs: number): Promise<number> {
      const change = `UPDATE ${items} SET state = 'waiting', tries = 0, faults = 0, since = $2, due = $2
        WHERE sink = $1 AND state = 'dead'`
      return countOf(await run(eachOf(change, [sink, nowMs], ids)))
    },

    /** Forgets dead letters: all of a sink, or these. The records stay in the store. Gives how many. */
    async drop(sink: string, ids: readonly string[] | undefined): Promise<number> {
      return countOf(
        await run(eachOf(`DELETE FROM ${items} WHERE sink = $1 AND state = 'dead'`, [sink], ids)),
      )
    },

    /** The cursor before the first record that arrived at this time or later; `undefined` when there is none. */
    async cursorBefore(receivedMs: number): Promise<string | undefined> {
      const end = await all<{ arrival: number }>(
        `SELECT arrival FROM ${prefix}records ORDER BY arrival DESC LIMIT 1`,
      )
      const last = end[0]?.arrival ?? 0
      for (let from = 0; from < last; from += sql.stepArrivals) {
        const [found] = await all<{ first: number | null }>(
          `SELECT min(arrival) AS first FROM ${prefix}records WHERE arrival > $1 AND arrival <= $2 AND received >= $3`,
          [from, Math.min(last, from + sql.stepArrivals), receivedMs],
        )
        if (found && found.first !== null) return String(found.first - 1)
        await nextTurn()
      }
      return undefined
    },
  }
}

/** A change of all rows it names, or of one after another. */
function eachOf(text: string, values: (string | number)[], ids: readonly string[] | undefined): Statement[] {
  if (ids === undefined) return [{ text: `${text} RETURNING id`, values }]
  const place = `$${values.length + 1}`
  return ids.map((id) => ({ text: `${text} AND id = ${place} RETURNING id`, values: [...values, id] }))
}

const countOf = (results: readonly (readonly unknown[])[]) => results.flat().length
