import type { PulsoRecord } from '@pulso/web/schema'
import type { ContactSource, RecordFilter } from './forwardFile.ts'

/** Whether a list that narrows lets a value through; without a list everything passes. */
export const allows = (list: readonly string[] | undefined, value: string | undefined): boolean =>
  list === undefined || (value !== undefined && list.includes(value))

/** Whether a record fits a sink's filter. */
export function fits(filter: RecordFilter, record: PulsoRecord, project: string): boolean {
  const ofRun = record.type === 'outcome' ? undefined : record
  return (
    filter.modes.includes(record.mode) &&
    allows(filter.projects, project) &&
    allows(filter.types, record.type) &&
    allows(filter.surveys, ofRun?.survey.id) &&
    allows(filter.touchpoints, ofRun?.touchpoint.id)
  )
}

export const isContact = (record: PulsoRecord): boolean =>
  record.type === 'answered' && record.question.type === 'contact'

/**
 * Whether a contact answer was given for this use. The record says that the person filled it in, not what words stood
 * beside it: so the operator names the questions whose words ask.
 */
export const isConsented = (record: PulsoRecord, contacts: readonly ContactSource[]): boolean =>
  record.type === 'answered' &&
  record.value !== null &&
  contacts.some(({ survey, question }) => survey === record.survey.id && question === record.question.id)
