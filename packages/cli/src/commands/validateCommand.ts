import { InsightsError, lintSurvey, parseProgramme } from '@pulso/insights'
import { checkSurvey, checkSurveys, formatProblem, type Problem, PulsoRecord } from '@pulso/web/schema'
import { bareRecord } from '../bareRecord.ts'
import { CliError } from '../CliError.ts'
import { linesOf, readJson } from '../files.ts'
import type { Io } from '../Io.ts'
import { parseMapping } from '../import/Mapping.ts'

const SHOWN = 20
/** Ids that are remembered to find one that comes twice: memory does not grow with the file. */
const MAX_IDS = 1_000_000

/** What a file is, and what is wrong with it. */
interface Verdict {
  kind: string
  /** The first of them, at least those that are shown. */
  problems: string[]
  /** Of all. @defaultValue as many as there are in `problems` */
  count?: number
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
    const {
      kind,
      problems,
      warnings,
      count = problems.length,
    } = /\.(ndjson|jsonl)$/i.test(file) ? await recordsIn(file, io) : verdictOf(await readJson(file), file)
    const mark = problems.length > 0 ? '✗' : '✓'
    io.stdout.write(`${mark} ${file}: ${kind}${count > 0 ? `, ${count} problem(s)` : ''}\n`)
    for (const problem of problems.slice(0, SHOWN)) io.stdout.write(`  ${problem}\n`)
    if (count > SHOWN) io.stdout.write(`  … and ${count - SHOWN} more\n`)
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
  let [line, good, twice, count] = [0, 0, 0, 0]
  const wrong = (text: string) => {
    count += 1
    if (problems.length < SHOWN) problems.push(text)
  }
  for await (const text of linesOf(file, io)) {
    line += 1
    if (text.trim() === '') continue
    let value: unknown
    try {
      value = bareRecord(JSON.parse(text))
    } catch {
      wrong(`line ${line}: no JSON`)
      continue
    }
    const checked = PulsoRecord.safeParse(value)
    if (!checked.success) {
      const [issue] = checked.error.issues
      wrong(`line ${line}: ${issue?.path.join('.') || 'record'}: ${issue?.message}`)
      continue
    }
    good += 1
    if (ids.has(checked.data.id)) twice += 1
    else if (ids.size < MAX_IDS) ids.add(checked.data.id)
  }
  return {
    kind: `${good} records`,
    ...{ problems, count },
    warnings: [
      ...(good + count === 0 ? ['there is no record in it; was the right file named?'] : []),
      ...(twice > 0 ? [`${twice} ids come more than once; each counts once`] : []),
    ],
  }
}
