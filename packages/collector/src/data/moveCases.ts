import { allOf } from '../forward/allOf.ts'
import type { Row } from '../forward/Sql.ts'
import type { Store } from '../Store.ts'
import { placesOf } from './placesOf.ts'

type SqlStore = Pick<Store, 'sql'>
type CaseLine = Row & { number: number; project: string; rule: string; run: string; changed: number }
type EventLine = Row & { at: number; who: string; move: string }
interface PartLine {
  case_number: number
  part: string
  project: string
  id: string
  mode: string
  received: number
}

const COLUMNS =
  'project, mode, rule, run, survey, touchpoint, matched, texted, state, owner, received, due, changed'.split(
    ', ',
  )
const HISTORY = 'at, who, move, owner, note'.split(', ')
const places = (count: number) => Array.from({ length: count }, (_, place) => `$${place + 1}`).join(', ')

/**
 * Copies the cases, with their history and the records that they are about; of a case in both stores the one that changed
 * last stays. A case keeps its number, unless another one of the target has it.
 *
 * @returns The number in the target of each of the source's cases.
 */
export async function moveCases(from: SqlStore, to: SqlStore): Promise<Map<number, number>> {
  const numbers = new Map<number, number>()
  const [source, target] = [from.sql.prefix, to.sql.prefix]
  const cases = await allOf(from.sql)<CaseLine>(
    `SELECT number, ${COLUMNS.join(', ')} FROM ${source}cases ORDER BY number`,
  )
  const later: CaseLine[] = [] // a number is free for its own case before it is given to another
  for (const line of cases) if (!(await moveCase(line, 'keep'))) later.push(line)
  if (target !== '' && cases.length > 0)
    await one(
      to,
      `SELECT setval(pg_get_serial_sequence('pulso.cases', 'number'), (SELECT max(number) FROM pulso.cases))`,
    )
  for (const line of later) await moveCase(line, 'give')

  /** `false`: another case has its number, which was to be kept. */
  async function moveCase(line: CaseLine, number: 'keep' | 'give'): Promise<boolean> {
    const values = COLUMNS.map((column) => line[column] ?? null)
    const there = await one(
      to,
      `SELECT number, changed FROM ${target}cases WHERE project = $1 AND rule = $2 AND run = $3`,
      [line.project, line.rule, line.run],
    )
    if (there) {
      numbers.set(line.number, there.number)
      if (there.changed >= line.changed) return true
      const set = COLUMNS.map((column, place) => `${column} = $${place + 1}`).join(', ')
      const text = `UPDATE ${target}cases SET ${set} WHERE number = $${COLUMNS.length + 1}`
      await to.sql.run([{ text, values: [...values, there.number] }])
    } else {
      if (
        number === 'keep' &&
        (await one(to, `SELECT number FROM ${target}cases WHERE number = $1`, [line.number]))
      )
        return false
      const columns = number === 'keep' ? ['number', ...COLUMNS] : COLUMNS
      const made = await one(
        to,
        `INSERT INTO ${target}cases (${columns.join(', ')}) VALUES (${places(columns.length)}) RETURNING number`,
        number === 'keep' ? [line.number, ...values] : values,
      )
      numbers.set(line.number, made?.number ?? line.number)
    }
    await moveHistory(from, to, line.number, numbers.get(line.number) ?? line.number)
    return true
  }

  await moveCaseRecords(from, to, numbers)
  return numbers
}

async function moveHistory(from: SqlStore, to: SqlStore, number: number, newNumber: number): Promise<void> {
  const events = await allOf(from.sql)<EventLine>(
    `SELECT ${HISTORY.join(', ')} FROM ${from.sql.prefix}case_history WHERE case_number = $1 ORDER BY place`,
    [number],
  )
  const known = await allOf(to.sql)<EventLine>(
    `SELECT at, who, move FROM ${to.sql.prefix}case_history WHERE case_number = $1`,
    [newNumber],
  )
  const keyOf = (event: EventLine) => JSON.stringify([event.at, event.who, event.move])
  const there = new Set(known.map(keyOf))
  const missing = events.filter((event) => !there.has(keyOf(event)))
  if (missing.length === 0) return
  await to.sql.run(
    missing.map((event) => ({
      text: `INSERT INTO ${to.sql.prefix}case_history (case_number, ${HISTORY.join(', ')}) VALUES (${places(HISTORY.length + 1)})`,
      values: [newNumber, ...HISTORY.map((column) => event[column] ?? null)],
    })),
  )
}

async function moveCaseRecords(
  from: SqlStore,
  to: SqlStore,
  numbers: ReadonlyMap<number, number>,
): Promise<void> {
  const lines = await allOf(from.sql)<PartLine>(
    `SELECT case_number, part, project, id, mode, received FROM ${from.sql.prefix}case_records`,
  )
  const arrivals = await placesOf(to.sql, lines)
  const moved = lines.flatMap((line) => {
    const arrival = arrivals.get(`${line.project} ${line.id}`)
    const number = numbers.get(line.case_number)
    if (arrival === undefined || number === undefined) return [] // erased since
    return [
      {
        text: `INSERT INTO ${to.sql.prefix}case_records (case_number, part, project, id, mode, arrival, received)
          VALUES (${places(7)}) ON CONFLICT (case_number, part) DO NOTHING`,
        values: [number, line.part, line.project, line.id, line.mode, arrival, line.received],
      },
    ]
  })
  if (moved.length > 0) await to.sql.run(moved)
}

async function one(
  store: SqlStore,
  text: string,
  values: (string | number | null)[] = [],
): Promise<{ number: number; changed: number } | undefined> {
  return (await allOf(store.sql)<{ number: number; changed: number }>(text, values))[0]
}
