import type { SurveyInput } from '../schema/index.ts'
import type { Answer } from './ports.ts'

export type WrittenQuestion = SurveyInput['questions'][number]
type WrittenRule = NonNullable<WrittenQuestion['showIf']>[number]
export interface Answers {
  readonly [questionId: string]: Answer
}

/** Whether one comparison with an earlier answer holds. Without an answer, only `answered: false` does. */
function holds(rule: WrittenRule, answers: Answers): boolean {
  const given = answers[rule.question]?.value
  const { op = 'is', value } = rule
  if (op === 'answered') return (given != null) === (value ?? true)
  if (given == null) return false
  if (op === 'is') return given === value
  if (op === 'not') return given !== value
  if (op === 'in') return Array.isArray(value) && (value as unknown[]).includes(given)
  if (op === 'includes') return Array.isArray(given) && (given as unknown[]).includes(value)
  if (typeof given !== 'number' || typeof value !== 'number') return false
  if (op === 'gt') return given > value
  if (op === 'gte') return given >= value
  return op === 'lt' ? given < value : op === 'lte' && given <= value
}

/** Whether all rules hold for the answers so far; no rules always hold. */
export const allHold = (rules: readonly WrittenRule[] | undefined, answers: Answers): boolean =>
  (rules ?? []).every((rule) => holds(rule, answers))

/**
 * Id of the question after the path walked so far; `undefined` at the end. The last question's first branch whose
 * rules hold says where to go on; from there the first question in order whose `showIf` holds, and that the path
 * has not been through, is next. So no definition can walk in circles.
 */
export function nextQuestion(
  questions: readonly WrittenQuestion[],
  path: readonly string[],
  answers: Answers,
): string | undefined {
  const indexOf = (id: string | undefined) => questions.findIndex((question) => question.id === id)
  const here = indexOf(path.at(-1))
  const goTo = questions[here]?.next?.find((branch) => allHold(branch.when, answers))?.goTo
  if (goTo === 'end') return
  const target = indexOf(goTo)
  return questions
    .slice(target < 0 ? here + 1 : target)
    .find((question) => !path.includes(question.id) && allHold(question.showIf, answers))?.id
}

/** How many questions this run will have, as far as the answers given until now tell. */
export function countSteps(
  questions: readonly WrittenQuestion[],
  path: readonly string[],
  answers: Answers,
): number {
  const walked = [...path]
  for (let id: string | undefined; (id = nextQuestion(questions, walked, answers)); ) walked.push(id)
  return walked.length
}
