import { createHash } from 'node:crypto'
import { DEFAULT_LIMITS } from '../limits.ts'
import type { Mode, NewRecord, Store } from '../Store.ts'
import type { ImportFormat, ImportProblem } from './importRecords.ts'
import { judgeRecord } from './judgeRecord.ts'
import { readLines, readRows } from './readLines.ts'

export interface OutcomeReport {
  /** Rows of the file. */
  rows: number
  /** Outcomes that were not there. */
  taken: number
  already: number
  /** Outcomes under whose `ref` there is another one, which stays. */
  conflicts: number
  refused: number
  /** The join loss: rows of people without a record of a run, and how many people that are, of how many. */
  unjoined: number
  persons: number
  unjoinedPersons: number
}

export interface OutcomeOptions {
  project: string
  mode: Mode
  /** Whether outcomes of people who never met a survey are kept too. Counted they are in any case. */
  keepUnjoined: boolean
  nowMs: number
  onProblem?: (problem: ImportProblem) => void
}

const COLUMNS = ['person', 'kind', 'at', 'value', 'currency', 'ref'] as const
type Column = (typeof COLUMNS)[number]
type OutcomeRow = { [column in Column]?: unknown }

const PAGE_RECORDS = 500
// A time without a zone would be read as that of this machine.
const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/

/**
 * Takes what customers then did, as a business system tells it, and joins it to their answers by person id. The file is
 * read twice: who is in it, then what they did. An outcome has an id made of what it says, or of its `ref`, such as an
 * order number: taken again it is known again.
 *
 * @param open - gives the text of the file from its beginning, each time it is called.
 * @returns What became of the rows. Rejects where the file is no text of that format, and when the store is away.
 */
export async function importOutcomes(
  store: Pick<Store, 'append' | 'owner'>,
  open: () => AsyncIterable<string>,
  format: ImportFormat,
  { project, mode, keepUnjoined, nowMs, onProblem = () => {} }: OutcomeOptions,
): Promise<OutcomeReport> {
  const rowsOf = () => (format === 'csv' ? fromCsv(open()) : fromNdjson(open()))
  const persons = new Set<string>()
  for await (const { row } of rowsOf()) {
    const judged = typeof row === 'string' ? row : judge(row, project, mode)
    if (typeof judged !== 'string' && judged.person !== null) persons.add(judged.person)
  }
  const known = await store.owner.knownPersons(project, mode, [...persons])

  const report: OutcomeReport = {
    ...{ rows: 0, taken: 0, already: 0, conflicts: 0, refused: 0, unjoined: 0 },
    persons: persons.size,
    unjoinedPersons: persons.size - known.size,
  }
  let page: NewRecord[] = []
  const settle = async () => {
    for (const outcome of await store.append(project, page, { received: nowMs, sentAt: null })) {
      if (outcome === 'stored') report.taken += 1
      else if (outcome === 'duplicate') report.already += 1
      else report.conflicts += 1
    }
    page = []
  }
  for await (const { number, row } of rowsOf()) {
    report.rows += 1
    const judged = typeof row === 'string' ? row : judge(row, project, mode)
    if (typeof judged === 'string') {
      report.refused += 1
      onProblem({ line: number, message: judged })
      continue
    }
    if (!known.has(judged.person ?? '')) {
      report.unjoined += 1
      if (!keepUnjoined) continue
    }
    page.push(judged)
    if (page.length === PAGE_RECORDS) await settle()
  }
  if (page.length > 0) await settle()
  return report
}

interface Found {
  number: number
  row: OutcomeRow | string
}

async function* fromNdjson(text: AsyncIterable<string>): AsyncGenerator<Found> {
  for await (const { number, text: line } of readLines(text)) {
    if (line.trim() === '') continue
    let row: Found['row']
    try {
      const parsed: unknown = JSON.parse(line)
      const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      row = isObject ? parsed : 'is not an object'
    } catch {
      row = 'is not JSON'
    }
    const others = typeof row === 'string' ? [] : unknownIn(Object.keys(row))
    yield { number, row: others.length > 0 ? `has unknown keys: ${others.join(', ')}` : row }
  }
}

async function* fromCsv(text: AsyncIterable<string>): AsyncGenerator<Found> {
  let columns: string[] | undefined
  for await (const { number, cells } of readRows(text)) {
    if (!columns) {
      columns = cells.map((cell) => cell.trim())
      const missing = (['person', 'kind', 'at'] as const).filter((name) => !columns?.includes(name))
      const others = unknownIn(columns)
      if (missing.length > 0) throw new Error(`line 1 names no column ${missing.join(', ')}`)
      if (others.length > 0)
        throw new Error(
          `line 1 names columns that none knows: ${others.join(', ')}. There are ${COLUMNS.join(', ')}`,
        )
      continue
    }
    if (cells.length !== columns.length) {
      yield { number, row: 'has more or fewer cells than line 1' }
      continue
    }
    const row: OutcomeRow = {}
    columns.forEach((name, n) => {
      if (cells[n] !== '') row[name as Column] = cells[n]
    })
    // What is a number in JSON is digits here.
    if (typeof row.value === 'string' && /^-?\d+(?:\.\d+)?$/.test(row.value)) row.value = Number(row.value)
    yield { number, row }
  }
}

const unknownIn = (names: readonly string[]) =>
  names.filter((name) => !COLUMNS.some((column) => column === name))

/** The outcome as a record, judged like one that is sent; or why it is none. */
function judge(row: OutcomeRow, project: string, mode: Mode): NewRecord | string {
  const { person, kind, value, currency, ref } = row
  if (typeof person !== 'string' || person === '') return 'names no person'
  const at = timeOf(row.at)
  if (at === undefined)
    return '`at` is no date such as 2026-01-31 or 2026-01-31T12:00:00Z, and no milliseconds since 1970'
  const given = { at, mode, person, kind, ...defined({ value, currency }) }
  const name = ref === undefined ? [person, kind, at, value, currency] : [kind, String(ref)]
  const id = createHash('sha256')
    .update(JSON.stringify(['outcome', project, mode, ...name]))
    .digest('hex')
  const json = JSON.stringify({ id: id.slice(0, 32), type: 'outcome', ...given })
  return judgeRecord(json, DEFAULT_LIMITS)
}

const defined = (values: object) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null))

function timeOf(at: unknown): number | undefined {
  const ms =
    typeof at === 'number'
      ? at
      : typeof at !== 'string'
        ? Number.NaN
        : /^\d{11,16}$/.test(at)
          ? Number(at)
          : DATE.test(at)
            ? Date.parse(at)
            : Number.NaN
  return Number.isSafeInteger(ms) && ms >= 0 ? ms : undefined
}
