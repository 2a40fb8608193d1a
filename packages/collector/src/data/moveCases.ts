import { sql } from 'kysely'
import type { Store } from '../Store.ts'
import { allOf } from '../sql/allOf.ts'
import { inSteps } from './inSteps.ts'
import { placesOf } from './placesOf.ts'

type SqlStore = Pick<Store, 'sql'>

/** Rows of one statement. */
const STEP_ROWS = 100

/**
 * Copies the cases, with their history and the records that they are about; of a case in both stores the one that changed
 * last stays. A case keeps its number, unless another one of the target has it.
 *
 * @returns The number in the target of each of the source's cases.
 */
export async function moveCases(from: SqlStore, to: SqlStore): Promise<Map<number, number>> {
  const numbers = new Map<number, number>()
  const { db } = to.sql
  const allThere = allOf(to.sql)
  const cases = await allOf(from.sql)(from.sql.db.selectFrom('cases').selectAll().orderBy('number'))
  type Case = (typeof cases)[number]

  const later: Case[] = [] // a number is free for its own case before it is given to another
  for (const line of cases) if (!(await moveCase(line, 'keep'))) later.push(line)
  // SQLite goes on after the largest number by itself.
  if (to.sql.dialect === 'postgres' && cases.length > 0) {
    const largest = db.selectFrom('cases').select(({ fn }) => fn.max('number').as('number'))
    const next = sql`setval(pg_get_serial_sequence('pulso.cases', 'number'), (${largest}))`
    await allThere(db.selectNoFrom(next.as('number')))
  }
  for (const line of later) await moveCase(line, 'give')

  /** `false`: another case has its number, which was to be kept. */
  async function moveCase({ number, ...line }: Case, which: 'keep' | 'give'): Promise<boolean> {
    const [there] = await allThere(
      db
        .selectFrom('cases')
        .select(['number', 'changed'])
        .where('project', '=', line.project)
        .where('rule', '=', line.rule)
        .where('run', '=', line.run),
    )
    if (there) {
      numbers.set(number, there.number)
      if (there.changed >= line.changed) return true
      await to.sql.run([db.updateTable('cases').set(line).where('number', '=', there.number)])
    } else {
      const isTaken = async () =>
        (await allThere(db.selectFrom('cases').select('number').where('number', '=', number))).length > 0
      if (which === 'keep' && (await isTaken())) return false
      const [made] = await allThere(
        db
          .insertInto('cases')
          .values(which === 'keep' ? { ...line, number } : line)
          .returning('number'),
      )
      numbers.set(number, made?.number ?? number)
    }
    await moveHistory(from, to, number, numbers.get(number) ?? number)
    return true
  }

  await moveCaseRecords(from, to, numbers)
  return numbers
}

async function moveHistory(from: SqlStore, to: SqlStore, number: number, newNumber: number): Promise<void> {
  const historyOf = ({ sql: { db } }: SqlStore, of: number) =>
    db
      .selectFrom('case_history')
      .select(['at', 'who', 'move', 'owner', 'note'])
      .where('case_number', '=', of)
      .orderBy('place')
  const events = await allOf(from.sql)(historyOf(from, number))
  const known = await allOf(to.sql)(historyOf(to, newNumber))
  const keyOf = ({ at, who, move }: (typeof events)[number]) => JSON.stringify([at, who, move])
  const there = new Set(known.map(keyOf))
  const missing = events.filter((event) => !there.has(keyOf(event)))
  if (missing.length === 0) return
  const rows = missing.map((event) => ({ ...event, case_number: newNumber }))
  await to.sql.run(inSteps(rows, STEP_ROWS).map((step) => to.sql.db.insertInto('case_history').values(step)))
}

async function moveCaseRecords(
  from: SqlStore,
  to: SqlStore,
  numbers: ReadonlyMap<number, number>,
): Promise<void> {
  const lines = await allOf(from.sql)(from.sql.db.selectFrom('case_records').selectAll())
  const arrivals = await placesOf(to.sql, lines)
  const moved = lines.flatMap((line) => {
    const arrival = arrivals.get(`${line.project} ${line.id}`)
    const number = numbers.get(line.case_number)
    if (arrival === undefined || number === undefined) return [] // erased since
    return [{ ...line, arrival, case_number: number }]
  })
  if (moved.length === 0) return
  await to.sql.run(
    inSteps(moved, STEP_ROWS).map((step) =>
      to.sql.db
        .insertInto('case_records')
        .values(step)
        .onConflict((conflict) => conflict.columns(['case_number', 'part']).doNothing()),
    ),
  )
}
