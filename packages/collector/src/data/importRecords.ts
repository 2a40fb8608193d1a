import type { KeptRecord, Store, StoredRecord } from '../Store.ts'
import { ndjsonLine } from './exportFormat.ts'
import { judgeRecord } from './judgeRecord.ts'
import { readLines, readRows } from './readLines.ts'

export interface ImportReport {
  /** Records that were not there. */
  taken: number
  /** Records that were there, or had been and were deleted. */
  already: number
  /** Records whose id is there with another text, which stays. */
  conflicts: number
  /** Lines that are no record of an export, each told of. */
  refused: number
}

export interface ImportProblem {
  line: number
  message: string
}

export type ImportFormat = 'ndjson' | 'csv'

const PAGE_RECORDS = 500
const PROJECT = /^[a-z0-9][a-z0-9-]{0,63}$/
const LAST_DATE_MS = 8.64e15
/** They were taken once, perhaps with limits of one's own. */
const NO_LIMITS = {
  bodyBytes: Number.POSITIVE_INFINITY,
  items: 1,
  itemBytes: Number.POSITIVE_INFINITY,
  depth: 1000,
  keys: Number.POSITIVE_INFINITY,
  stringLength: Number.POSITIVE_INFINITY,
}

/**
 * Takes the records of an export: text, project, and both times, in the order in which they stand there. Exported again,
 * they give the same bytes. What is there already is kept once, so an import that broke off is run again. Each line is
 * judged like a record that is sent; one that was changed since it was exported is refused, and the others are taken.
 *
 * @returns What became of the lines. Rejects where the file is no text of that format, and when the store is away.
 */
export async function importRecords(
  store: Pick<Store, 'adopt'>,
  text: AsyncIterable<string>,
  format: ImportFormat,
  onProblem: (problem: ImportProblem) => void = () => {},
): Promise<ImportReport> {
  const report: ImportReport = { taken: 0, already: 0, conflicts: 0, refused: 0 }
  let page: KeptRecord[] = []
  const settle = async () => {
    for (const outcome of await store.adopt(page)) {
      if (outcome === 'stored') report.taken += 1
      else if (outcome === 'duplicate') report.already += 1
      else report.conflicts += 1
    }
    page = []
  }
  for await (const { number, stored } of format === 'csv' ? fromCsv(text) : fromNdjson(text)) {
    const judged = typeof stored === 'string' ? stored : judge(stored)
    if (typeof judged === 'string') {
      report.refused += 1
      onProblem({ line: number, message: judged })
      continue
    }
    page.push(judged)
    if (page.length === PAGE_RECORDS) await settle()
  }
  if (page.length > 0) await settle()
  return report
}

interface Found {
  number: number
  /** What the line says, or why it says nothing. */
  stored: StoredRecord | string
}

async function* fromNdjson(text: AsyncIterable<string>): AsyncGenerator<Found> {
  for await (const { number, text: line } of readLines(text)) {
    if (line.trim() !== '') yield { number, stored: readNdjson(line) }
  }
}

function readNdjson(line: string): StoredRecord | string {
  let parsed: { project: string; received: number; sentAt: number | null; text?: string }
  try {
    parsed = JSON.parse(line) as typeof parsed
  } catch {
    return 'is not JSON'
  }
  if (typeof parsed !== 'object' || parsed === null) return NOT_AS_WRITTEN
  const { project, received, sentAt, text } = parsed
  // What stands before the record is known, so the record is cut out as it is.
  const before = ndjsonLine({ project, received, sentAt, json: '' }).slice(0, -2)
  const stored = { project, received, sentAt, json: text ?? line.slice(before.length, -1) }
  return typeof stored.json === 'string' && ndjsonLine(stored) === `${line}\n` ? stored : NOT_AS_WRITTEN
}

const NOT_AS_WRITTEN = 'is not a line as the export writes it'
const NEEDED = ['project', 'received', 'sent_at', 'record'] as const

async function* fromCsv(text: AsyncIterable<string>): AsyncGenerator<Found> {
  let columns: string[] | undefined
  for await (const { number, cells } of readRows(text)) {
    if (!columns) {
      const missing = NEEDED.filter((name) => !cells.includes(name))
      if (missing.length > 0) throw new Error(`line 1 names no column ${missing.join(', ')}`)
      columns = cells
      continue
    }
    const cell = (name: string) => cells[columns?.indexOf(name) ?? -1] ?? ''
    const [project, received, sentAt, json] = NEEDED.map(cell) as [string, string, string, string]
    const time = (digits: string) => (/^\d{1,16}$/.test(digits) ? Number(digits) : Number.NaN)
    const stored = { project, received: time(received), sentAt: sentAt === '' ? null : time(sentAt), json }
    yield { number, stored: cells.length === columns.length ? stored : 'has more or fewer cells than line 1' }
  }
}

function judge(stored: StoredRecord): KeptRecord | string {
  const { project, received, sentAt, json } = stored
  if (typeof project !== 'string' || !PROJECT.test(project)) return 'names no project'
  if (!isTime(received)) return '`received` is no time in milliseconds since 1970'
  if (sentAt !== null && !isTime(sentAt)) return 'the time of sending is no time in milliseconds since 1970'
  const judged = judgeRecord(json, NO_LIMITS)
  return typeof judged === 'string' ? judged : { ...judged, project, received, sentAt }
}

const isTime = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= LAST_DATE_MS
