import type { LintFinding } from './lintProgramme.ts'

/** A micro-survey asks no more of everybody. */
const MOST_QUESTIONS = 3

/** What there is to say of how much a survey asks of everybody; nothing where that is little. */
export function tooLong(facts: {
  survey: string
  questions: number
  touchpoint?: string
  /** Answers to the question with most of them, and with least. */
  most?: number
  least?: number
}): LintFinding[] {
  const { survey, questions, touchpoint, most, least } = facts
  if (questions <= MOST_QUESTIONS) return []
  const where = touchpoint === undefined ? '' : ` at touchpoint "${touchpoint}"`
  const fewer = most === least ? '' : ` (here ${least} after ${most})`
  return [
    {
      code: 'long-survey',
      message:
        `Survey "${survey}" asks everybody ${questions} questions${where}: with each, fewer answer${fewer}. ` +
        `Ask ${MOST_QUESTIONS} at most, and the others of some only, later, or of a sample.`,
      evidence: { ...facts },
    },
  ]
}
