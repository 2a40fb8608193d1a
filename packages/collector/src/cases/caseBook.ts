import type { SinkRow } from '../forward/SinkRow.ts'
import type { Mode } from '../Store.ts'
import { allOf } from '../sql/allOf.ts'
import type { Sql } from '../sql/Sql.ts'
import { casesOf } from './casesOf.ts'
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
export function createCaseBook(store: Sql) {
  const { db, run } = store
  const all = allOf(store)
  const partsOf = takePart(store)

  const cases = casesOf(store)

  /** The records of a case's parts, `r`, beside them, `k`. */
  const records = db
    .selectFrom('case_records as k')
    .innerJoin('records as r', (join) =>
      join
        .onRef('r.received', '=', 'k.received')
        .onRef('r.mode', '=', 'k.mode')
        .onRef('r.arrival', '=', 'k.arrival'),
    )

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
          db
            .updateTable('forward_sinks')
            .set((eb) => ({ cursor, version: eb('version', '+', 1), owner: null, until: 0 }))
            .where('sink', '=', row.sink)
            .where('version', '=', row.version)
            .where('owner', '=', owner)
            .returning('sink'),
          ...taken.flatMap((part) => partsOf(part, nowMs)),
        ],
        { guarded: true },
      )
      return results.length > 0
    },

    list({ state, project, mode, before, limit }: CaseFilter, nowMs: number): Promise<CaseRow[]> {
      let query = cases.orderBy('c.number', 'desc').limit(limit)
      if (before !== undefined) query = query.where('c.number', '<', before)
      if (mode !== 'all') query = query.where('c.mode', '=', mode)
      if (project !== undefined) query = query.where('c.project', '=', project)
      if (state === 'overdue') query = query.where('c.due', '<', nowMs)
      if (state === 'overdue' || state === 'unsettled')
        query = query.where('c.state', 'in', ['open', 'taken'])
      else if (state !== undefined) query = query.where('c.state', '=', state)
      return all(query)
    },

    async find(number: number): Promise<CaseDetail | undefined> {
      const [found] = await all(cases.where('c.number', '=', number))
      if (!found) return undefined
      const parts = await all(
        records
          .select(['k.part', 'r.json'])
          .where('k.case_number', '=', number)
          .where('k.part', '<>', 'opened')
          .orderBy('k.part', 'desc')
          .$narrowType<{ part: 'text' | 'contact' }>(),
      )
      const history = await all(
        db
          .selectFrom('case_history')
          .select(['at', 'who', 'move', 'owner', 'note'])
          .where('case_number', '=', number)
          .orderBy('place'),
      )
      return { ...found, parts, history }
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
      const whose = owner ?? (move === 'take' ? by : undefined)
      const results = await run(
        [
          db
            .updateTable('cases')
            .set({ state: to, owner: whose, changed: nowMs })
            .where('number', '=', number)
            .where('state', 'in', from)
            .returning('owner'),
          db
            .insertInto('case_history')
            .columns(['case_number', 'at', 'who', 'move', 'owner', 'note'])
            .expression(
              db
                .selectFrom('cases')
                .select((eb) => [
                  'number',
                  eb.cast<number>(eb.val(nowMs), 'bigint').as('at'),
                  eb.cast<string>(eb.val(by), 'text').as('who'),
                  eb.cast<Move>(eb.val(move), 'text').as('move'),
                  'owner',
                  eb.cast<string | null>(eb.val(note ?? null), 'text').as('note'),
                ])
                .where('number', '=', number),
            ),
        ],
        { guarded: true },
      )
      return results.length > 0
    },

    /** How many there are by state, and how many are overdue; live ones. */
    async counts(nowMs: number): Promise<{ [state in CaseState | 'overdue']: number }> {
      const rows = await all(
        db
          .selectFrom('cases')
          .select((eb) => [
            'state',
            eb.fn.countAll<number>().as('count'),
            eb.fn.count<number>(eb.case().when('due', '<', nowMs).then(1).end()).as('late'),
          ])
          .where('state', '<>', 'half')
          .where('mode', '=', 'live')
          .groupBy('state'),
      )
      const of = (state: CaseState) => rows.find((row) => row.state === state)
      return {
        open: of('open')?.count ?? 0,
        taken: of('taken')?.count ?? 0,
        closed: of('closed')?.count ?? 0,
        overdue: (of('open')?.late ?? 0) + (of('taken')?.late ?? 0),
      }
    },

    /** Lets go of halves that stayed halves, and of cases whose answer is gone (erased, or its time was over). */
    async sweep(nowMs: number): Promise<void> {
      const orphans = (table: 'case_records' | 'case_history') =>
        db
          .deleteFrom(table)
          .where(({ not, exists, selectFrom, lit }) =>
            not(
              exists(
                selectFrom('cases as c')
                  .select(lit(1).as('one'))
                  .whereRef('c.number', '=', `${table}.case_number`),
              ),
            ),
          )
      await run([
        db
          .deleteFrom('cases')
          .where((eb) =>
            eb.or([
              eb.and([eb('state', '=', 'half'), eb('changed', '<', nowMs - HALF_MS)]),
              eb.not(
                eb.exists(
                  records.select(eb.lit(1).as('one')).where('k.case_number', '=', eb.ref('cases.number')),
                ),
              ),
            ]),
          ),
        orphans('case_records'),
        orphans('case_history'),
      ])
    },
  }
}
