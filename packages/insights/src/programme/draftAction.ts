import type { PulsoRecord } from '@pulso/web/schema'
import { maskContacts } from '../report/maskContacts.ts'
import { MASKS } from '../report/verbatimsOf.ts'
import type { Action } from './Programme.ts'

/** An action that somebody has yet to take on: what only people can say of it is missing. */
export interface ActionDraft extends Pick<Action, 'id' | 'what' | 'touchpoint' | 'finding'> {
  /** Keys without which `parseProgramme` refuses it. */
  missing: readonly ('element' | 'owner' | 'due' | 'expects')[]
}

const MISSING = ['element', 'owner', 'due', 'expects'] as const
const LONGEST = 280

/**
 * A proposal of somebody in contact with customers, as a draft for the programme's `actions`. It says what was proposed and
 * where; who takes it on, until when and what should move by it is decided by people. It carries no person, and names in it are
 * masked by rule: employees were promised not to be known.
 *
 * @returns `undefined` for what is no text of an employee.
 */
export function draftAction(record: PulsoRecord): ActionDraft | undefined {
  if (record.type !== 'answered' || record.survey.audience !== 'employee' || record.mode === 'test')
    return undefined
  const { question, value, touchpoint, id } = record
  if (question.type !== 'text' || typeof value !== 'string') return undefined
  const text = maskContacts(value.trim().replace(/\s+/g, ' '), MASKS)
  if (text === '') return undefined
  return {
    id: `proposal-${id.slice(0, 8)}`,
    what: text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`,
    touchpoint: touchpoint.id,
    finding: `Proposed by an employee, asked "${question.id}"`,
    missing: MISSING,
  }
}
