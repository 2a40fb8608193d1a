import { sentence } from '@pulso/adapters'
import type { PulsoRecord } from '@pulso/web/schema'

/** What is said of a case to those who only get the record: names in its context. */
export interface CaseNote {
  number: number
  rule: string
  owner: string
  /** Milliseconds since 1970. */
  due: number
}

/** A record as a case sends it: with number, rule, owner and due time of the case in its context. */
export const withCase = (record: PulsoRecord, { number, rule, owner, due }: CaseNote): PulsoRecord => ({
  ...record,
  context: {
    ...record.context,
    case_number: number,
    case_rule: rule,
    case_owner: owner,
    case_due: new Date(due).toISOString(),
  },
})

/** A record for a person to read, and whose turn it is. */
export function caseText(record: PulsoRecord): string {
  const { case_number, case_owner, case_due } = record.context ?? {}
  const said = sentence(record)
  if (case_number === undefined) return said
  return `${said}\nCase ${case_number}, for ${case_owner}, until ${String(case_due).slice(0, 16).replace('T', ' ')} UTC`
}
