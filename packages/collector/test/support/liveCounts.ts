import { type Aggregate, createAggregate, createPeople, type People } from '@pulso/insights'
import { createLive, type Live } from '../../src/live/createLive.ts'
import { BLOCK_ARRIVALS } from '../../src/live/deletionTables.ts'
import type { LiveFilter } from '../../src/live/LiveFilter.ts'
import type { Store } from '../../src/Store.ts'

/** After all simulated records. */
export const NOW = Date.UTC(2026, 4, 1)
export const SEGMENTS = ['country', 'relationship']
export const EVERYTHING: LiveFilter = { mode: 'live', segments: {} }
export const LIVE_OPTIONS = {
  segments: SEGMENTS,
  now: () => NOW,
  failed: (message: string) => {
    throw new Error(message)
  },
  recounted: (blocks: number, reason: string) => {
    throw new Error(`${blocks} blocks are counted again: ${reason}`)
  },
}
export const openLive = (store: Store): Live => createLive({ ...LIVE_OPTIONS, store })

/** Lets the next record begin a block: a small store then has as many as a large one. */
export async function jump({ sql }: Pick<Store, 'sql'>): Promise<void> {
  const [[found]] = await sql.run([
    sql.db.selectFrom('records').select(({ fn }) => fn.max<number | null>('arrival').as('last')),
  ])
  const next = (Math.floor((found?.last ?? 0) / BLOCK_ARRIVALS) + 1) * BLOCK_ARRIVALS - 1
  const text =
    sql.dialect === 'sqlite'
      ? `UPDATE sqlite_sequence SET seq = ? WHERE name = 'records'`
      : `SELECT setval('pulso.arrivals', greatest($1::bigint, (SELECT last_value FROM pulso.arrivals)))`
  await sql.run([{ text, values: [next], isReading: false }])
}

/** Sums of money come in another order: the last digit may differ. */
export const plain = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value, (_, one) => (typeof one === 'number' ? Number(one.toPrecision(12)) : one)))

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
const textOf = (value: unknown) => JSON.stringify(value, (_, one) => sorted(one))
const byText = (a: unknown, b: unknown) => (textOf(a) < textOf(b) ? -1 : 1)

/** All that is counted and heard, in one order. */
function inOrder(aggregate: Aggregate, people: People) {
  const { cells, flow, outcomes, findings, records } = aggregate.toJSON()
  return plain({
    ...{
      cells: cells.sort(byText),
      flow: flow.sort(byText),
      outcomes: outcomes.sort(byText),
      findings,
      records,
    },
    persons: [...people.persons].sort(byText),
    ...{ comments: [...people.comments].sort(byText), commented: people.commented, share: people.share },
  })
}

/** What is counted. */
export function counts(of: Live) {
  const { aggregate, people } = of.view(EVERYTHING, 'week')
  return inOrder(aggregate, people)
}

/** What is there. */
export async function countsIn(of: Pick<Store, 'read'>) {
  const aggregate = createAggregate({ period: 'week', segments: SEGMENTS, latest: NOW })
  const people = createPeople({ latest: NOW })
  for await (const page of of.read({ mode: 'live' }))
    for (const { json } of page) {
      aggregate.addLine(json)
      people.addLine(json)
    }
  return inOrder(aggregate, people)
}
