import type { Plain, PlainObject } from '../plainCopy.ts'
import { type Problem, type ProblemCode, problem, type Step } from '../problem.ts'

/** Where the rules file what they find. An error refuses the survey, a warning does not. */
export interface Report {
  error(steps: readonly Step[], code: ProblemCode, message: string, suggestion?: string): void
  warn(steps: readonly Step[], code: ProblemCode, message: string, suggestion?: string): void
  problems: Problem[]
  warnings: Problem[]
}

export function createReport(): Report {
  const problems: Problem[] = []
  const warnings: Problem[] = []
  return {
    error: (...found) => problems.push(problem(...found)),
    warn: (...found) => warnings.push(problem(...found)),
    problems,
    warnings,
  }
}

// The rules run over surveys of the wrong shape too, so that every mistake is reported at once: each reader
// gives nothing where the schema has already complained.

export const objectOf = (value: Plain | undefined): PlainObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}

export const listIn = (value: Plain | undefined): Plain[] => (Array.isArray(value) ? value : [])

export const textOf = (value: Plain | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

export const numberOf = (value: Plain | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined

/** The questions of a survey with their places. */
export function questionsOf(survey: PlainObject): { question: PlainObject; steps: Step[]; id: string }[] {
  return listIn(survey.questions).map((each, index) => {
    const question = objectOf(each)
    return { question, steps: ['questions', index], id: textOf(question.id) ?? '' }
  })
}
