import { checkSurvey } from './checkSurvey.ts'
import { nearest } from './nearest.ts'
import { plainCopy } from './plainCopy.ts'
import { type Problem, problem, type Step } from './problem.ts'
import { overlap } from './rules/overlap.ts'
import { objectOf } from './rules/report.ts'
import type { Survey } from './survey.ts'

/** The verdict on a list of definitions. */
export type SurveysVerdict =
  | { ok: true; surveys: Survey[]; warnings: Problem[] }
  | { ok: false; problems: Problem[]; warnings: Problem[] }

/**
 * Checks every survey of a site and what they say together: ids that occur twice, triggers that overlap at equal
 * priority, pairs without a partner, touchpoints that two surveys describe differently.
 *
 * @param input - `[survey, …]`, or `{ surveys: [survey, …] }` as a surveys file may hold it.
 */
export function checkSurveys(input: unknown): SurveysVerdict {
  const { copy, problems } = plainCopy(input)
  const warnings: Problem[] = []
  const above: Step[] = Array.isArray(copy) ? [] : ['surveys']
  const list = Array.isArray(copy) ? copy : objectOf(copy).surveys
  if (!Array.isArray(list)) {
    const message = 'is no list; expected [survey, …] or { "surveys": [survey, …] }.'
    return { ok: false, problems: [...problems, problem([], 'wrong_type', message)], warnings }
  }

  const surveys: { survey: Survey; steps: Step[] }[] = []
  list.forEach((each, index) => {
    const steps = [...above, index]
    const verdict = checkSurvey(each)
    const prefixed = (found: Problem) => ({
      ...found,
      path: join(problem(steps, found.code, '').path, found.path),
    })
    warnings.push(...verdict.warnings.map(prefixed))
    if (verdict.ok) surveys.push({ survey: verdict.survey, steps })
    else problems.push(...verdict.problems.map(prefixed))
  })

  const ids = surveys.map(({ survey }) => survey.id)
  surveys.forEach(({ survey, steps }, index) => {
    const first = ids.indexOf(survey.id)
    if (first < index) {
      const message = `is the id of ${problem(surveys[first]?.steps ?? [], 'duplicate_id', '').path} too.`
      problems.push(problem([...steps, 'id'], 'duplicate_id', message))
    }
    const pair = survey.eligibility.pairOverride
    if (pair !== undefined && !ids.includes(pair)) {
      const message = `names ${JSON.stringify(pair)}, which is not among these surveys.`
      warnings.push(
        problem([...steps, 'eligibility', 'pairOverride'], 'unknown_survey', message, nearest(pair, ids)),
      )
    }
    for (const other of surveys.slice(0, index)) {
      const shared = overlap(survey, other.survey)
      if (shared !== undefined && survey.id !== other.survey.id) {
        const message =
          `starts at ${shared}, and so does ${JSON.stringify(other.survey.id)} at the same priority: ` +
          'the one shown least recently wins. Set "priority" to decide.'
        warnings.push(problem([...steps, 'trigger'], 'overlap', message))
      }
      problems.push(...conflicts(survey, other.survey, steps))
    }
  })
  return problems.length === 0
    ? { ok: true, surveys: surveys.map(({ survey }) => survey), warnings }
    : { ok: false, problems, warnings }
}

const join = (above: string, path: string): string =>
  path === '' || path.startsWith('[') ? `${above}${path}` : `${above}.${path}`

/** One touchpoint has one phase, and a journey one first and one last touchpoint, whoever asks there. */
function conflicts(
  { touchpoint: one }: Survey,
  { touchpoint: two, id }: Survey,
  steps: readonly Step[],
): Problem[] {
  const found: Problem[] = []
  const say = (key: string, message: string) =>
    found.push(problem([...steps, 'touchpoint', key], 'conflict', message))
  if (one.id === two.id && one.phase !== two.phase)
    say(
      'phase',
      `is ${JSON.stringify(one.phase)}, but survey ${JSON.stringify(id)} says ${JSON.stringify(two.phase)}.`,
    )
  for (const end of ['first', 'last'] as const)
    if (one.id !== two.id && one.journey !== undefined && one.journey === two.journey && one[end] && two[end])
      say(
        end,
        `marks a second ${end} touchpoint of journey ${JSON.stringify(one.journey)}; the other is ${two.id}.`,
      )
  return found
}
