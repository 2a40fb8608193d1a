import type { WrittenQuestion } from '../engine/flow.ts'
import type { Strings } from '../engine/ports.ts'
import { type ContactValue, contactFields, isWrong } from './questions/Contact.tsx'
import type { Draft } from './view.ts'

/** What is missing or wrong in a draft, in words; empty when it may be sent. */
export function checkDraft(question: WrittenQuestion, draft: Draft, strings: Strings): string {
  const { value } = draft
  const required = question.required !== false
  if (question.type === 'contact') {
    const given = (value ?? {}) as ContactValue
    const wrong = contactFields(question).find((field) => isWrong(question, field, given[field]))
    return wrong ? (given[wrong] ? strings.email : strings.write) : ''
  }
  if (question.type === 'text') {
    const length = ((value as string) ?? '').trim().length
    return length < (length || required ? Math.max(1, question.minLength ?? 0) : 0) ? strings.write : ''
  }
  const empty = value == null || (Array.isArray(value) && !value.length)
  return required && empty ? strings.choose : ''
}
