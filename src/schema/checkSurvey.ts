import { describeIssue } from './describeIssue.ts'
import { type Plain, plainCopy } from './plainCopy.ts'
import type { Problem } from './problem.ts'
import { flowRules } from './rules/flowRules.ts'
import { questionRules } from './rules/questionRules.ts'
import { createReport, objectOf } from './rules/report.ts'
import { targetingRules } from './rules/targetingRules.ts'
import { wordRules } from './rules/wordRules.ts'
import { Survey } from './survey.ts'
import { valueAt } from './walk.ts'

/** The verdict on a definition. */
export type SurveyVerdict =
  | {
      ok: true
      /** The survey with every default filled in. */
      survey: Survey
      warnings: Problem[]
      /** Names of the `{placeholders}` that the host has to give values for. */
      placeholders: string[]
    }
  | { ok: false; problems: Problem[]; warnings: Problem[] }

/**
 * Checks a definition and reports every problem at once: the shape, the names, and what no schema can say (branches
 * that lead nowhere, labels that do not fit the scale, conditions that can never hold). Never throws, and runs no
 * code of the value it is given.
 *
 * @param input - A survey as people write it, or as JSON was read.
 */
export function checkSurvey(input: unknown): SurveyVerdict {
  const { copy, problems: unreadable } = plainCopy(input)
  if (copy === undefined && unreadable.length > 0) return { ok: false, problems: unreadable, warnings: [] }

  const { survey, problems: shape } = checkShape(copy)
  const report = createReport()
  const definition = objectOf(copy)
  flowRules(definition, report)
  questionRules(definition, report)
  targetingRules(definition, report)
  const placeholders = wordRules(definition, report)

  // A rule that looks at a value which the schema refused would say the same thing twice.
  const places = new Set(shape.map(({ path }) => path))
  const problems = [...unreadable, ...shape, ...report.problems.filter(({ path }) => !places.has(path))]
  return survey && problems.length === 0
    ? { ok: true, survey, warnings: report.warnings, placeholders }
    : { ok: false, problems, warnings: report.warnings }
}

/**
 * A question whose type is misspelt is judged as the type that was probably meant; otherwise its other mistakes
 * would show only after the first is put right. Changes `copy`.
 */
function checkShape(copy: Plain | undefined): { survey: Survey | undefined; problems: Problem[] } {
  const first = Survey.safeParse(copy)
  if (first.success) return { survey: first.data, problems: [] }
  const misspelt: Problem[] = []
  for (const issue of first.error.issues) {
    if (issue.code !== 'invalid_union' || issue.errors.length > 0) continue
    const [found] = describeIssue(issue, copy)
    const key = issue.path[issue.path.length - 1]
    const parent = objectOf(valueAt(copy, issue.path.slice(0, -1)))
    if (found?.suggestion === undefined || key === undefined) continue
    misspelt.push(found)
    parent[String(key)] = found.suggestion
  }
  const again = misspelt.length === 0 ? first : Survey.safeParse(copy)
  const issues = again.error?.issues ?? []
  return {
    survey: undefined,
    problems: [...misspelt, ...merged(issues.flatMap((each) => describeIssue(each, copy)))],
  }
}

/** A misspelt key is also a missing one: only the first is worth telling. */
function merged(problems: Problem[]): Problem[] {
  const meant = new Set(
    problems
      .filter(({ code, suggestion }) => code === 'unknown_key' && suggestion !== undefined)
      .map(({ path, suggestion }) => path.replace(/[^.[\]]+$|\["[^"]*"\]$/, suggestion ?? '')),
  )
  return problems.filter(({ code, path }) => code !== 'missing' || !meant.has(path))
}
