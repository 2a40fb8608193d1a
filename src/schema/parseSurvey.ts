import { PulsoError } from '../errors.ts'
import { checkSurvey } from './checkSurvey.ts'
import { plainCopy } from './plainCopy.ts'
import { formatProblem } from './problem.ts'
import { objectOf, textOf } from './rules/report.ts'
import type { Survey } from './survey.ts'

/**
 * The survey with every default filled in.
 *
 * @throws {@link PulsoError} `invalid_survey`: one line for each problem, with its place and the nearest right name.
 */
export function parseSurvey(input: unknown): Survey {
  const verdict = checkSurvey(input)
  if (verdict.ok) return verdict.survey
  const id = textOf(objectOf(plainCopy(input).copy).id)
  const name = id !== undefined ? `Survey ${JSON.stringify(id.slice(0, 64))}` : 'The survey'
  const { length } = verdict.problems
  throw new PulsoError(
    'invalid_survey',
    `${name} has ${length === 1 ? 'a problem' : `${length} problems`}:\n` +
      verdict.problems.map((each) => `  ${formatProblem(each)}`).join('\n'),
  )
}
