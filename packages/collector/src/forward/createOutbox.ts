import { queueOpened } from '../cases/queueOpened.ts'
import { allOf } from '../sql/allOf.ts'
import { prepared } from '../sql/prepared.ts'
import type { Sql } from '../sql/Sql.ts'
import type { Change, DueItem, Place } from './Item.ts'
import { itemsOf } from './itemsOf.ts'
import { putItem } from './putItem.ts'
import type { SinkRow } from './SinkRow.ts'
import { LONGEST_MS } from './waits.ts'

export type Outbox = ReturnType<typeof createOutbox>

/** What is forwarded: a cursor and a lease for each sink, and the records that are to be sent by themselves. */
export function createOutbox(store: Sql) {
  const { clock, db, run } = store
  const all = allOf(store)

  const sinks = db
    .selectFrom('forward_sinks as s')
    .select([
      's.sink',
      's.cursor',
      's.began',
      's.version',
      's.owner',
      's.until',
      's.state',
      's.code',
      's.failures',
      's.next_at as nextAt',
      's.settled',
      's.settled_at as settledAt',
    ])
    .select((eb) => [
      clock.as('clock'),
      eb
        .selectFrom('forward_items as i')
        .select(({ fn }) => fn.min('i.received').as('oldest'))
        .whereRef('i.sink', '=', 's.sink')
        .where('i.state', '=', 'waiting')
        .as('oldestItem'),
    ])

  const items = itemsOf(store)

  const put = putItem(store)
  const remove = prepared(({ sink, project, id }: Pick<Place, 'project' | 'id'> & { sink: string }) =>
    db
      .deleteFrom('forward_items')
      .where('sink', '=', sink)
      .where('project', '=', project)
      .where('id', '=', id),
  )

  const waitingOf = (sink: string, due: number) =>
    db.updateTable('forward_items').set({ due }).where('sink', '=', sink).where('state', '=', 'waiting')

  return {
    /** Writes down where a sink begins, if it is not known yet. */
    async register(sink: string, cursor: string | null, began: number): Promise<void> {
      await run([
        db
          .insertInto('forward_sinks')
          .values({ sink, cursor, began })
          .onConflict((conflict) => conflict.column('sink').doNothing()),
      ])
    },

    rows: (): Promise<SinkRow[]> => all(sinks.orderBy('s.sink')),

    row: async (sink: string): Promise<SinkRow | undefined> =>
      (await all(sinks.where('s.sink', '=', sink)))[0],

    /** Takes the lease, if it is free and nothing has changed since the row was read. */
    async claim({ sink, version }: SinkRow, owner: string, leaseMs: number): Promise<boolean> {
      const rows = await all(
        db
          .updateTable('forward_sinks')
          .set((eb) => ({ owner, until: eb(clock, '+', leaseMs) }))
          .where('sink', '=', sink)
          .where('version', '=', version)
          .where((eb) => eb.or([eb('owner', '=', owner), eb('until', '<=', clock)]))
          .returning('sink'),
      )
      return rows.length > 0
    },

    /** `false`: the lease was lost. */
    async renew(sink: string, owner: string, leaseMs: number): Promise<boolean> {
      const rows = await all(
        db
          .updateTable('forward_sinks')
          .set((eb) => ({ until: eb(clock, '+', leaseMs) }))
          .where('sink', '=', sink)
          .where('owner', '=', owner)
          .returning('sink'),
      )
      return rows.length > 0
    },

    /** Items whose time has come, the longest due first. */
    async due(sink: string, nowMs: number, limit: number): Promise<DueItem[]> {
      const rows = await all(
        items
          .leftJoin('cases as c', 'c.number', 'i.case_number')
          .select(['c.rule', 'c.owner', 'c.due as caseDue'])
          .where('i.sink', '=', sink)
          .where('i.state', '=', 'waiting')
          .where((eb) => eb.or([eb('i.due', '<=', nowMs), eb('i.due', '>', nowMs + LONGEST_MS)]))
          .orderBy('i.due')
          .limit(limit),
      )
      return rows.map(({ rule, owner, caseDue, ...item }) => ({
        ...item,
        case:
          rule === null || owner === null || caseDue === null
            ? null
            : { number: item.caseNumber ?? 0, rule, owner, due: caseDue },
      }))
    },

    /**
     * Writes down what a pass did, and lets go of the lease.
     *
     * @returns `false`, and nothing is changed: the lease was lost, or somebody moved the cursor meanwhile.
     */
    async commit({ sink, version }: SinkRow, owner: string, change: Change, nowMs: number): Promise<boolean> {
      const { cursor, state, code, failures, nextAt, settled, notBefore } = change
      const results = await run(
        [
          db
            .updateTable('forward_sinks')
            .set((eb) => ({
              ...{ state, code, failures, next_at: nextAt, owner: null, until: 0 },
              ...(cursor && { cursor }),
              ...(settled > 0 && { settled: eb('settled', '+', settled), settled_at: nowMs }),
              version: eb('version', '+', 1),
            }))
            .where('sink', '=', sink)
            .where('version', '=', version)
            .where('owner', '=', owner)
            .returning('sink'),
          ...change.over.map(({ project, id }) => remove({ sink, project, id })),
          ...change.again.map((item) => put({ ...item, sink, state: 'waiting' })),
          ...change.dead.map((item) => put({ ...item, sink, state: 'dead' })),
          ...(notBefore === undefined ? [] : [waitingOf(sink, notBefore).where('due', '<', notBefore)]),
        ],
        { guarded: true },
      )
      return results.length > 0
    },

    /** A pause is over: what failed is tried now. */
    async resume(sink: string, nowMs: number): Promise<boolean> {
      const results = await run(
        [
          db
            .updateTable('forward_sinks')
            .set({ next_at: 0, failures: 0 })
            .where('sink', '=', sink)
            .returning('sink'),
          waitingOf(sink, nowMs).where('due', '>', nowMs),
        ],
        { guarded: true },
      )
      return results.length > 0
    },

    /** Sends again what arrived since then. A pass under way changes nothing any more. */
    async rewind(sink: string, cursor: string | null, began: number): Promise<boolean> {
      const results = await run(
        [
          db
            .updateTable('forward_sinks')
            .set((eb) => ({ cursor, began, next_at: 0, failures: 0, version: eb('version', '+', 1) }))
            .where('sink', '=', sink)
            .returning('sink'),
          // The cursor comes by them again.
          db
            .deleteFrom('forward_items')
            .where('sink', '=', sink)
            .where('received', '>=', began)
            .where('case_number', 'is', null),
        ],
        { guarded: true },
      )
      return results.length > 0
    },

    /** Sends again what the cases of a rule sent since then; gives how many there are. */
    async resendCases(sink: string, rule: string, since: number, nowMs: number): Promise<number> {
      const rows = await all(
        queueOpened(store, sink, nowMs, (eb) =>
          eb.and([eb('c.rule', '=', rule), eb('c.received', '>=', since), eb('c.state', '<>', 'half')]),
        )
          .onConflict((conflict) =>
            conflict.columns(['sink', 'project', 'id']).doUpdateSet(({ ref }) => ({
              state: 'waiting',
              tries: 0,
              faults: 0,
              due: ref('excluded.due'),
            })),
          )
          .returning('id'),
      )
      return rows.length
    },

    async counts(): Promise<Map<string, { waiting: number; dead: number }>> {
      const rows = await all(
        db
          .selectFrom('forward_items')
          .select(({ fn }) => ['sink', 'state', fn.countAll<number>().as('count')])
          .groupBy(['sink', 'state']),
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
