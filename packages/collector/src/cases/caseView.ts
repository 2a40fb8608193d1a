import type { PulsoRecord } from '@pulso/web/schema'
import type { ConsentOf } from '../forward/consentOf.ts'
import type { CaseDetail, CaseEvent, CaseRow } from './caseBook.ts'

/** What was said, as far as a case is about it. */
export interface SaidView {
  question: string
  type: string
  value: unknown
  comment?: string
  other?: string
}

/** A case for those who work on it. Times in milliseconds since 1970. */
export interface CaseView extends Omit<CaseRow, 'json' | 'received'> {
  opened: number
  isOverdue: boolean
  /** The answer that opened it; `null` when its record is gone. */
  answer: SaidView | null
}

export interface CaseDetailView extends CaseView {
  /** The text of the same run, where it came by itself. */
  text: SaidView | null
  /** Name, e-mail, phone; `null` unless the person left them under words that ask for consent. */
  contact: unknown
  history: CaseEvent[]
}

export function caseView({ json, received, ...row }: CaseRow, nowMs: number): CaseView {
  return {
    ...row,
    opened: received,
    isOverdue: row.state !== 'closed' && row.due < nowMs,
    answer: saidIn(json),
  }
}

export async function caseDetailView(
  { parts, history, ...row }: CaseDetail,
  nowMs: number,
  consents: ConsentOf,
): Promise<CaseDetailView> {
  const jsonOf = (part: 'text' | 'contact') => parts.find((each) => each.part === part)?.json ?? null
  const contact = answerIn(jsonOf('contact'))
  return {
    ...caseView(row, nowMs),
    text: saidIn(jsonOf('text')),
    contact: contact && (await consents(contact, row.project)) ? contact.value : null,
    history,
  }
}

function answerIn(json: string | null) {
  const record = json === null ? undefined : (JSON.parse(json) as PulsoRecord) // checked when it came in
  return record?.type === 'answered' ? record : undefined
}

function saidIn(json: string | null): SaidView | null {
  const record = answerIn(json)
  if (!record) return null
  const { question, value, comment, other } = record
  return {
    question: question.id,
    type: question.type,
    value,
    ...(comment !== undefined && { comment }),
    ...(other !== undefined && { other }),
  }
}
