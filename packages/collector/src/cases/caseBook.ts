import { allOf } from '../forward/allOf.ts'
import type { SinkRow } from '../forward/SinkRow.ts'
import type { Sql } from '../forward/Sql.ts'
import type { Mode } from '../Store.ts'
import { type CaseState, MOVES, type Move } from './moves.ts'
import { type PlacedPart, takePart } from './takePart.ts'

/** A case as it stands in the list. Times in milliseconds since 1970. */
export interface CaseRow {
  number: number
  project: string
  mode: Mode
  rule: string
  run: string
  survey: string
  touchpoint: string
  state: CaseState
  owner: string
  /** Arrival of the record that opened it. */
  received: number
  due: number
  changed: number
  /** The record that opened it; `null` when it is gone. */
  json: string | null
}

export interface CaseEvent {
  at: number
  who: string
  move: Move | 'open'
  owner: string
  note: string | null
}

export interface CaseDetail extends CaseRow {
  /** The text, and the contact answer, of the same run. */
  parts: { part: 'text' | 'contact'; json: string }[]
  history: CaseEvent[]
}

export interface CaseFilter {
  state?: CaseState | 'overdue' | 'unsettled' | undefined
  project?: string | undefined
  mode: Mode | 'all'
  /** Cases with smaller numbers. */
  before?: number | undefined
  limit: number
}

export type CaseBook = ReturnType<typeof createCaseBook>

/** Most cases of one page of the list. */
export const MAX_CASES = 200

/** How long the half of a case waits for the other, in milliseconds: a run is over by then. */
const HALF_MS = 7 * 86_400_000

/** The cases: who is to do what by when, and who did. They hold no answer; they know where it is. */
export function createCaseBook(sql: Sql) {
  const { prefix, run } = sql
  const all = allOf(sql)
  const [cases, parts, history] = [`${prefix}cases`, `${prefix}case_records`, `${prefix}case_history`]
  const COLUMNS = `c.number, c.project, c.mode, c.rule, c.run, c.survey, c.touchpoint, c.state, c.owner, c.received, c.due,
    c.changed, r.json`
  const FROM = `${cases} c LEFT JOIN ${parts} k ON k.case_number = c.number AND k.part = 'opened'
    LEFT JOIN ${prefix}records r ON r.received = k.received AND r.mode = k.mode AND r.arrival = k.arrival`

  return {
    /**
     * Takes the parts of a page of records, opens what is whole, puts its records among the items of its sinks, and moves
     * the cursor: all or nothing.
     *
     * @returns `false`, and nothing is changed: another process did it, or the cursor was moved.
     */
    async take(row: SinkRow, owner: string, taken: readonly PlacedPart[], cursor: string, nowMs: number) {
      const results = await run(
        [
          {
            text: `UPDATE ${prefix}forward_sinks SET cursor = $4, version = version + 1, owner = NULL, until = 0
              WHERE sink = $1 AND version = $2 AND owner = $3 RETURNING sink`,
            values: [row.sink, row.version, owner, cursor],
          },
          ...taken.flatMap((part) => takePart(sql, part, nowMs)),
        ],
        'guarded',
      )
      return results.length > 0
    },

    list({ state, project, mode, before, limit }: CaseFilter, nowMs: number): Promise<CaseRow[]> {
      const where = ["c.state <> 'half'", 'c.number < $1']
      const values: (string | number)[] = [before ?? Number.MAX_SAFE_INTEGER, limit]
      const add = (condition: string, value: string | number) => {
        values.push(value)
        where.push(condition.replace('?', `$${values.length}`))
      }
      if (mode !== 'all') add('c.mode = ?', mode)
      if (project !== undefined) add('c.project = ?', project)
      if (state === 'overdue') add("c.state IN ('open', 'taken') AND c.due < ?", nowMs)
      else if (state === 'unsettled') where.push("c.state IN ('open', 'taken')")
      else if (state !== undefined) add('c.state = ?', state)
      return all<CaseRow>(
        `SELECT ${COLUMNS} FROM ${FROM} WHERE ${where.join(' AND ')} ORDER BY c.number DESC LIMIT $2`,
        values,
      )
    },

    async find(number: number): Promise<CaseDetail | undefined> {
      const [found] = await all<CaseRow>(
        `SELECT ${COLUMNS} FROM ${FROM} WHERE c.number = $1 AND c.state <> 'half'`,
        [number],
      )
      if (!found) return undefined
      const kept = await all<CaseDetail['parts'][number]>(
        `SELECT k.part, r.json FROM ${parts} k
         JOIN ${prefix}records r ON r.received = k.received AND r.mode = k.mode AND r.arrival = k.arrival
         WHERE k.case_number = $1 AND k.part <> 'opened' ORDER BY k.part DESC`,
        [number],
      )
      const events = await all<CaseEvent>(
        `SELECT at, who, move, owner, note FROM ${history} WHERE case_number = $1 ORDER BY place`,
        [number],
      )
      return { ...found, parts: kept, history: events }
    },

    /**
     * Moves a case, if it is in a state from which that is possible.
     *
     * @param owner - whose it is from now on; left out: of `take` the one who takes it, else who it was.
     * @returns Whether it was moved.
     */
    async move(
      number: number,
      move: Move,
      { by, owner, note }: { by: string; owner?: string | undefined; note?: string | undefined },
      nowMs: number,
    ): Promise<boolean> {
      const { from, to } = MOVES[move]
      const results = await run(
        [
          {
            text: `UPDATE ${cases} SET state = $2, owner = COALESCE($3, owner), changed = $4
              WHERE number = $1 AND state IN (${from.map((state) => `'${state}'`).join(', ')}) RETURNING owner`,
            values: [number, to, owner ?? (move === 'take' ? by : null), nowMs],
          },
          {
            text: `INSERT INTO ${history} (case_number, at, who, move, owner, note)
              SELECT number, CAST($2 AS bigint), CAST($3 AS text), CAST($4 AS text), owner, CAST($5 AS text)
              FROM ${cases} WHERE number = $1`,
            values: [number, nowMs, by, move, note ?? null],
          },
        ],
        'guarded',
      )
      return results.length > 0
    },

    /** How many there are by state, and how many are overdue; live ones. */
    async counts(nowMs: number): Promise<{ [state in CaseState | 'overdue']: number }> {
      const rows = await all<{ state: CaseState; count: number; late: number }>(
        `SELECT state, count(*) AS count, sum(CASE WHEN due < $1 THEN 1 ELSE 0 END) AS late
         FROM ${cases} WHERE state <> 'half' AND mode = 'live' GROUP BY state`,
        [nowMs],
      )
      const of = (state: CaseState) => rows.find((row) => row.state === state)
      return {
        open: of('open')?.count ?? 0,
        taken: of('taken')?.count ?? 0,
        closed: of('closed')?.count ?? 0,
        overdue: Number(of('open')?.late ?? 0) + Number(of('taken')?.late ?? 0),
      }
    },

    /** Lets go of halves that stayed halves, and of cases whose answer is gone (erased, or its time was over). */
    async sweep(nowMs: number): Promise<void> {
      const isGone = `state = 'half' AND changed < $1 OR NOT EXISTS (
        SELECT 1 FROM ${parts} k JOIN ${prefix}records r
          ON r.received = k.received AND r.mode = k.mode AND r.arrival = k.arrival
        WHERE k.case_number = ${cases}.number)`
      const orphans = (table: string) =>
        `DELETE FROM ${table} WHERE NOT EXISTS (SELECT 1 FROM ${cases} c WHERE c.number = ${table}.case_number)`
      await run([
        { text: `DELETE FROM ${cases} WHERE ${isGone}`, values: [nowMs - HALF_MS] },
        { text: orphans(parts) },
        { text: orphans(history) },
      ])
    },
  }
}
