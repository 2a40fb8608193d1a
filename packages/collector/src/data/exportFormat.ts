import type { StoredRecord } from '../Store.ts'

/** How records are written for people and programs outside. */
export interface ExportFormat {
  contentType: string
  /** Of a file. */
  extension: 'ndjson' | 'csv'
  /** What stands before the first record. */
  head: string
  line: (record: StoredRecord) => string
}

/**
 * A line of JSON per record, the record as it was given. A line break in it can only be blank space between tokens: it
 * becomes a space there, and the exact text follows under `text`.
 */
export function ndjsonLine({ project, received, sentAt, json }: StoredRecord): string {
  const record = json.replace(/[\r\n]/g, ' ')
  const exact = record === json ? '' : `,"text":${JSON.stringify(json)}`
  return `{"project":${JSON.stringify(project)},"received":${received},"sentAt":${sentAt},"record":${record}${exact}}\n`
}

/** Columns of the CSV. `project`, `received`, `sent_at` and `record` hold everything; the others are for reading. */
export const CSV_COLUMNS = [
  ...['project', 'received', 'sent_at', 'id', 'type', 'mode', 'at', 'person', 'run', 'survey', 'rev', 'hash'],
  ...['touchpoint', 'phase', 'channel', 'question', 'question_type', 'role', 'value', 'comment', 'record'],
] as const

interface Readable {
  id: string
  type: string
  mode: string
  at: number
  person?: string
  run?: string
  survey?: { id: string; rev: number; hash: string }
  touchpoint?: { id: string; phase: string; channel: string }
  question?: string | { id: string; type: string; role?: string }
  kind?: string
  value?: unknown
  comment?: string
}

/** A row of RFC 4180. */
export function csvLine({ project, received, sentAt, json }: StoredRecord): string {
  const record = JSON.parse(json) as Readable
  const { survey, touchpoint } = record
  const question = typeof record.question === 'string' ? { id: record.question } : record.question
  const cells: { [column in (typeof CSV_COLUMNS)[number]]: string | number | null | undefined } = {
    project,
    received,
    sent_at: sentAt,
    id: record.id,
    type: record.type,
    mode: record.mode,
    at: isoOf(record.at),
    person: record.person,
    run: record.run,
    survey: survey?.id,
    rev: survey?.rev,
    hash: survey?.hash,
    touchpoint: touchpoint?.id,
    phase: touchpoint?.phase,
    channel: touchpoint?.channel,
    question: question?.id ?? record.kind,
    question_type: question && 'type' in question ? question.type : undefined,
    role: question && 'role' in question ? question.role : undefined,
    value: scalarOf(record.value),
    comment: record.comment,
    record: json,
  }
  return `${CSV_COLUMNS.map((column) => cellOf(column, cells[column])).join(',')}\r\n`
}

/** The visitor's clock may show any time. */
const isoOf = (ms: number) => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : ms)

const scalarOf = (value: unknown): string | number | null | undefined =>
  typeof value === 'number' || typeof value === 'string' || value === undefined || value === null
    ? value
    : JSON.stringify(value)

/**
 * Words that a spreadsheet would take for a formula get an apostrophe before them; numbers stay numbers. The record is JSON
 * of an object and never a formula, and stays as it is.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function cellOf(column: string, value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  const isRisky =
    typeof value === 'string' &&
    column !== 'record' &&
    /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u.test(value)
  const text = isRisky ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const EXPORT_FORMATS = {
  ndjson: {
    contentType: 'application/x-ndjson; charset=utf-8',
    extension: 'ndjson',
    head: '',
    line: ndjsonLine,
  },
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    extension: 'csv',
    head: `${CSV_COLUMNS.join(',')}\r\n`,
    line: csvLine,
  },
} satisfies { [format: string]: ExportFormat }
