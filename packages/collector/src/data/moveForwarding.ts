import type { Row } from '../forward/Sql.ts'
import { MIRROR_FEED } from '../mirror/mirrorBook.ts'
import type { Store } from '../Store.ts'
import { moveCases } from './moveCases.ts'
import { placesOf } from './placesOf.ts'

type Source = Pick<Store, 'sql' | 'after'>
type SinkLine = Row & { cursor: string | null }
type ItemLine = Row & { project: string; id: string; received: number; case_number: number | null }

const SINK = 'sink, cursor, began, state, code, failures, next_at, settled, settled_at'.split(', ')
const ITEM =
  'sink, project, id, mode, arrival, received, case_number, state, tries, faults, since, due, code'.split(
    ', ',
  )
const places = (count: number) => Array.from({ length: count }, (_, place) => `$${place + 1}`).join(', ')

/**
 * Copies cases, and what is forwarded: how far each sink is, what waits for it, its dead letters. For when the records
 * were copied and nothing forwards from the source any more. A sink that has begun in the target too goes back to what it
 * was not sent from the source: what it is sent twice has the same id. The mirror begins anew in another store.
 */
export async function moveForwarding(from: Source, to: Source): Promise<void> {
  const numbers = await moveCases(from, to)
  const [old, table] = [from.sql.prefix, `${to.sql.prefix}forward_sinks`]
  const [sinks = []] = await from.sql.run<SinkLine>([
    { text: `SELECT ${SINK.join(', ')} FROM ${old}forward_sinks WHERE sink <> $1`, values: [MIRROR_FEED] },
  ])
  for (const sink of sinks) {
    const cursor = await cursorIn(to, from, sink.cursor)
    const goBack =
      cursor.isBehind &&
      `DO UPDATE SET cursor = CASE WHEN sink.cursor IS NULL OR CAST(sink.cursor AS bigint) < CAST(excluded.cursor AS bigint) THEN sink.cursor ELSE excluded.cursor END,
         began = CASE WHEN sink.began < excluded.began THEN sink.began ELSE excluded.began END, version = sink.version + 1`
    await to.sql.run([
      {
        text: `INSERT INTO ${table} AS sink (${SINK.join(', ')}) VALUES (${places(SINK.length)})
          ON CONFLICT (sink) ${goBack || 'DO NOTHING'}`,
        values: SINK.map((column) => (column === 'cursor' ? cursor.place : (sink[column] ?? null))),
      },
    ])
  }

  const [items = []] = await from.sql.run<ItemLine>([
    { text: `SELECT ${ITEM.join(', ')} FROM ${old}forward_items WHERE sink <> $1`, values: [MIRROR_FEED] },
  ])
  const arrivals = await placesOf(to.sql, items)
  const moved = items.flatMap((item) => {
    const arrival = arrivals.get(`${item.project} ${item.id}`)
    if (arrival === undefined) return [] // erased since
    const changed: Row = { ...item, arrival, case_number: numbers.get(item.case_number ?? 0) ?? null }
    return [
      {
        text: `INSERT INTO ${to.sql.prefix}forward_items (${ITEM.join(', ')}) VALUES (${places(ITEM.length)})
          ON CONFLICT (sink, project, id) DO NOTHING`,
        values: ITEM.map((column) => changed[column] ?? null),
      },
    ]
  })
  if (moved.length > 0) await to.sql.run(moved)
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
  const [rows = []] = await sql.run<{ last: number | null }>([
    { text: `SELECT max(arrival) AS last FROM ${sql.prefix}records` },
  ])
  return String(rows[0]?.last ?? 0)
}
