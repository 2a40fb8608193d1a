import { allOf } from './allOf.ts'
import type { Change, DueItem, Item } from './Item.ts'
import { itemSql } from './itemSql.ts'
import type { SinkRow } from './SinkRow.ts'
import type { Sql, Statement } from './Sql.ts'
import { LONGEST_MS } from './waits.ts'

type DueRow = Item & { json: string | null } & (
    | { rule: string; owner: string; caseDue: number }
    | { rule: null; owner: null; caseDue: null }
  )

export type Outbox = ReturnType<typeof createOutbox>

/** What is forwarded: a cursor and a lease for each sink, and the records that are to be sent by themselves. */
export function createOutbox(sql: Sql) {
  const { clock, prefix, run } = sql
  const sinks = `${prefix}forward_sinks`
  const { table: items, columns, joined } = itemSql(sql)
  const all = allOf(sql)

  const ROW = `sink, cursor, began, version, owner, until, state, code, failures, next_at AS "nextAt", settled,
    settled_at AS "settledAt", ${clock} AS clock, (SELECT min(i.received) FROM ${items} i WHERE i.sink = s.sink AND i.state = 'waiting') AS "oldestItem"`

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
        `SELECT ${columns}, r.json, c.rule, c.owner, c.due AS "caseDue" FROM ${joined}
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
  }
}
