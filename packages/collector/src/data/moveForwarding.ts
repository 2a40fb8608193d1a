import { MIRROR_FEED } from '../mirror/mirrorBook.ts'
import type { Store } from '../Store.ts'
import { allOf } from '../sql/allOf.ts'
import { inSteps } from './inSteps.ts'
import { moveCases } from './moveCases.ts'
import { placesOf } from './placesOf.ts'

type Source = Pick<Store, 'sql' | 'after'>

/** Items of one statement. */
const STEP_ITEMS = 100

/**
 * Copies cases, and what is forwarded: how far each sink is, what waits for it, its dead letters. For when the records
 * were copied and nothing forwards from the source any more. A sink that has begun in the target too goes back to what it
 * was not sent from the source: what it is sent twice has the same id. The mirror begins anew in another store.
 */
export async function moveForwarding(from: Source, to: Source): Promise<void> {
  const numbers = await moveCases(from, to)
  await moveSinks(from, to)

  const items = await allOf(from.sql)(
    from.sql.db.selectFrom('forward_items').selectAll().where('sink', '<>', MIRROR_FEED),
  )
  const arrivals = await placesOf(to.sql, items)
  const moved = items.flatMap((item) => {
    const arrival = arrivals.get(`${item.project} ${item.id}`)
    if (arrival === undefined) return [] // erased since
    return [{ ...item, arrival, case_number: numbers.get(item.case_number ?? 0) ?? null }]
  })
  if (moved.length > 0)
    await to.sql.run(
      inSteps(moved, STEP_ITEMS).map((step) =>
        to.sql.db
          .insertInto('forward_items')
          .values(step)
          .onConflict((conflict) => conflict.columns(['sink', 'project', 'id']).doNothing()),
      ),
    )
}

async function moveSinks(from: Source, to: Source): Promise<void> {
  const sinks = await allOf(from.sql)(
    from.sql.db
      .selectFrom('forward_sinks')
      .select(['sink', 'cursor', 'began', 'state', 'code', 'failures', 'next_at', 'settled', 'settled_at'])
      .where('sink', '<>', MIRROR_FEED),
  )
  for (const sink of sinks) {
    const cursor = await cursorIn(to, from, sink.cursor)
    const insert = to.sql.db.insertInto('forward_sinks').values({ ...sink, cursor: cursor.place })
    await to.sql.run([
      insert.onConflict((conflict) => {
        const known = conflict.column('sink')
        if (!cursor.isBehind) return known.doNothing()
        return known.doUpdateSet((eb) => ({
          cursor: eb
            .case()
            .when('forward_sinks.cursor', 'is', null)
            .then(eb.ref('forward_sinks.cursor'))
            .when(
              eb.cast<number>('forward_sinks.cursor', 'bigint'),
              '<',
              eb.cast<number>('excluded.cursor', 'bigint'),
            )
            .then(eb.ref('forward_sinks.cursor'))
            .else(eb.ref('excluded.cursor'))
            .end(),
          began: eb
            .case()
            .when('forward_sinks.began', '<', eb.ref('excluded.began'))
            .then(eb.ref('forward_sinks.began'))
            .else(eb.ref('excluded.began'))
            .end(),
          version: eb('forward_sinks.version', '+', 1),
        }))
      }),
    ])
  }
}

/** A cursor of the source as one of the target: before the first record that is behind it there, which keeps its order. */
async function cursorIn(
  to: Source,
  from: Source,
  cursor: string | null,
): Promise<{ place: string | null; isBehind: boolean }> {
  if (cursor === null) return { place: null, isBehind: false }
  const { records } = await from.after(cursor, 1)
  const [next] = records
  if (!next) return { place: await endOf(to), isBehind: false }
  const arrival = (await placesOf(to.sql, [next])).get(`${next.project} ${next.id}`)
  return arrival === undefined
    ? { place: '0', isBehind: true }
    : { place: String(arrival - 1), isBehind: true }
}

async function endOf({ sql }: Source): Promise<string> {
  const [end] = await allOf(sql)(
    sql.db.selectFrom('records').select(({ fn }) => fn.max<number | null>('arrival').as('last')),
  )
  return String(end?.last ?? 0)
}
