import { InsightsError, lintSurvey, parseProgramme } from '@pulso/insights'
import { checkSurvey, checkSurveys, formatProblem, type Problem, PulsoRecord } from '@pulso/web/schema'
import { bareRecord } from '../bareRecord.ts'
import { CliError } from '../CliError.ts'
import { linesOf, readJson } from '../files.ts'
import type { Io } from '../Io.ts'
import { parseMapping } from '../import/Mapping.ts'

const SHOWN = 20

/** What a file is, and what is wrong with it. */
interface Verdict {
  kind: string
  problems: string[]
  warnings: string[]
}

/**
 * Checks files of every kind that Pulso reads: surveys, a programme, a mapping, records. What a file is shows in what it
 * holds.
 *
 * @returns what the process ends with: 1 when a file has a problem.
 */
export async function validateCommand(files: readonly string[], io: Io): Promise<number> {
  let failed = 0
  for (const file of files) {
    const { kind, problems, warnings } = /\.(ndjson|jsonl)$/i.test(file)
      ? await recordsIn(file, io)
      : verdictOf(await readJson(file), file)
    const mark = problems.length > 0 ? '✗' : '✓'
    io.stdout.write(
      `${mark} ${file}: ${kind}${problems.length > 0 ? `, ${problems.length} problem(s)` : ''}\n`,
    )
    for (const problem of problems.slice(0, SHOWN)) io.stdout.write(`  ${problem}\n`)
    if (problems.length > SHOWN) io.stdout.write(`  … and ${problems.length - SHOWN} more\n`)
    for (const warning of warnings) io.stdout.write(`  warning: ${warning}\n`)
    if (problems.length > 0) failed += 1
  }
  return failed > 0 ? 1 : 0
}

function verdictOf(value: unknown, file: string): Verdict {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
  if (keys.includes('journeys') || keys.includes('objectives'))
    return { kind: 'programme', problems: thrown(() => parseProgramme(value)), warnings: [] }
  if (keys.includes('kind') && keys.includes('at') && !keys.includes('id'))
    return { kind: 'mapping', problems: thrown(() => parseMapping(value, file)), warnings: [] }
  const isList = Array.isArray(value) || keys.includes('surveys')
  const verdict = isList ? checkSurveys(value) : checkSurvey(value)
  const surveys = !verdict.ok ? [] : 'surveys' in verdict ? verdict.surveys : [verdict.survey]
  const lines = (list: readonly Problem[]) => list.map(formatProblem)
  return {
    kind: isList ? 'surveys' : 'survey',
    problems: verdict.ok ? [] : lines(verdict.problems),
    warnings: [...lines(verdict.warnings), ...surveys.flatMap(lintSurvey).map(({ message }) => message)],
  }
}

function thrown(check: () => unknown): string[] {
  try {
    check()
    return []
  } catch (error) {
    if (error instanceof InsightsError)
      return error.message
        .replace(/^The programme (has \d+ problem\(s\)|contradicts itself): /, '')
        .split('; ')
    if (error instanceof CliError)
      return error.message.split('\n').flatMap((line) => /^ {2}(.*)/.exec(line)?.[1] ?? [])
    throw error
  }
}

async function recordsIn(file: string, io: Io): Promise<Verdict> {
  const problems: string[] = []
  const ids = new Set<string>()
  let [line, good, twice] = [0, 0, 0]
  for await (const text of linesOf(file, io)) {
    line += 1
    if (text.trim() === '') continue
    let value: unknown
    try {
      value = bareRecord(JSON.parse(text))
    } catch {
      problems.push(`line ${line}: no JSON`)
      continue
    }
    const checked = PulsoRecord.safeParse(value)
    if (!checked.success) {
      const [issue] = checked.error.issues
      problems.push(`line ${line}: ${issue?.path.join('.') || 'record'}: ${issue?.message}`)
      continue
    }
    good += 1
    if (ids.has(checked.data.id)) twice += 1
    ids.add(checked.data.id)
  }
  return {
    kind: `${good} records`,
    problems,
    warnings: twice > 0 ? [`${twice} ids come more than once; each counts once`] : [],
  }
}
