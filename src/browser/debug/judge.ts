import { checkSurveys } from '../../schema/checkSurveys.ts'
import { formatProblem, type Problem } from '../../schema/problem.ts'

/** What is wrong with one survey. */
export interface Judgement {
  id: string
  problems: Problem[]
  warnings: Problem[]
}

/** Checks the surveys, each alone and all together, and files what is found under the survey it is about. */
export function judge(surveys: readonly unknown[]): Judgement[] {
  const verdict = checkSurveys(surveys)
  const of = (found: readonly Problem[], index: number) =>
    found
      .filter(({ path }) => path.startsWith(`[${index}]`))
      .map((each) => ({ ...each, path: each.path.replace(/^\[\d+\]\.?/, '') }))
  return surveys.map((survey, index) => {
    const id = typeof survey === 'object' && survey !== null && 'id' in survey ? String(survey.id) : ''
    const problems = verdict.ok ? [] : of(verdict.problems, index)
    return { id: id || `surveys[${index}]`, problems, warnings: of(verdict.warnings, index) }
  })
}

/** Tells the console everything, one group for each survey that has something wrong. */
export function reportToConsole(judgements: readonly Judgement[]): void {
  for (const { id, problems, warnings } of judgements) {
    if (problems.length + warnings.length === 0) continue
    const count = ({ length }: readonly Problem[], noun: string) =>
      length === 0 ? [] : [`${length} ${noun}${length === 1 ? '' : 's'}`]
    const counts = [...count(problems, 'problem'), ...count(warnings, 'warning')]
    console.group(`Pulso: survey "${id}" has ${counts.join(' and ')}`)
    for (const each of problems) console.error(formatProblem(each))
    for (const each of warnings) console.warn(formatProblem(each))
    console.groupEnd()
  }
}
