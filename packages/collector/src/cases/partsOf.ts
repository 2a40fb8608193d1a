import type { PulsoRecord } from '@pulso/web/schema'
import type { Rule } from '../forward/forwardFile.ts'
import { allows, isContact } from '../forward/wants.ts'

/** What a record does for a case of its run. */
export interface Part {
  rule: Rule
  /** `opened`: the answer fits the rule. `text`: it has text, and the rule asks for some. `contact`: how to reach the person. */
  part: 'opened' | 'text' | 'contact'
  /** Whether the text that the rule asks for is in it. */
  hasText: boolean
}

type Answer = Extract<PulsoRecord, { type: 'answered' }>

/** What a record means to the rules: of each at most one part. */
export function partsOf(record: PulsoRecord, project: string, rules: readonly Rule[]): Part[] {
  if (record.type !== 'answered') return []
  const hasText = saysSomething(record)
  return rules.flatMap((rule): Part[] => {
    const { when } = rule
    const inScope =
      when.mode === record.mode &&
      when.audience === record.survey.audience &&
      allows(when.projects, project) &&
      allows(when.surveys, record.survey.id) &&
      allows(when.touchpoints, record.touchpoint.id)
    if (!inScope) return []
    if (answersRule(record, rule, hasText)) return [{ rule, part: 'opened', hasText }]
    if (isContact(record)) return record.value === null ? [] : [{ rule, part: 'contact', hasText: false }]
    const isAwaited = when.textPresent && when.scoreBelow !== undefined && hasText
    return isAwaited ? [{ rule, part: 'text', hasText: true }] : []
  })
}

function answersRule(record: Answer, { when }: Rule, hasText: boolean): boolean {
  const { question, value } = record
  if (isContact(record)) return false
  const isAsked =
    allows(when.questions, question.id) &&
    allows(when.types, question.type) &&
    allows(when.instruments, question.instrument) &&
    allows(when.roles, question.role)
  if (!isAsked) return false
  if (when.scoreBelow === undefined) return hasText // the rule asks for text alone
  return typeof value === 'number' && value < when.scoreBelow
}

/** A comment, another option's words, or the answer to a question for text. */
function saysSomething({ question, value, comment, other }: Answer): boolean {
  const texts = [comment, other, question.type === 'text' && typeof value === 'string' ? value : undefined]
  return texts.some((text) => text !== undefined && text.trim() !== '')
}
