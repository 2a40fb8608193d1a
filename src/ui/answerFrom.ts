import type { WrittenQuestion } from '../engine/flow.ts'
import type { Answer } from '../engine/ports.ts'
import { scrub } from '../engine/scrub.ts'
import type { Draft } from './view.ts'

/** The answer that a draft amounts to: blanks left out, free text masked unless the host switched that off. */
export function answerFrom(question: WrittenQuestion, draft: Draft, comments: boolean, masks = true): Answer {
  const clean = (words = '') => (masks ? scrub(words.trim()) : words.trim())
  const { value = null } = draft
  const comment = comments && clean(draft.comment)
  const other = [value].flat().includes('other') && clean(draft.other)
  return {
    value: question.type === 'text' ? clean((value as string) ?? '') || null : value,
    ...(comment && { comment }),
    ...(other && { other }),
  }
}
