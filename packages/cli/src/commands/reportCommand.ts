import {
  buildReport,
  checkRecord,
  createAggregate,
  createPeople,
  type Indicator,
  InsightsError,
  type PeriodLength,
  type Programme,
  parseProgramme,
} from '@pulso/insights'
import { bareRecord } from '../bareRecord.ts'
import { CliError } from '../CliError.ts'
import { createLeftOut } from '../createLeftOut.ts'
import { linesOf, readJson, writeWhole } from '../files.ts'
import type { Io } from '../Io.ts'

export interface ReportFlags {
  programme: string
  output: string
  locale: 'en' | 'es'
  period: PeriodLength
  segment: string[]
  indicators?: string
  from?: string
  to?: string
  day?: string
  json?: boolean
}

/** Findings that a file can be mended for; what the programme lacks stands in the report. */
const OF_DATA = new Set(['unknown-touchpoint', 'off-scale', 'several-scales'])
/** Keys of the context that are named when one asked for is not there. */
const MOST_KEYS = 20
const DAY = /^\d{4}-\d{2}-\d{2}$/

/**
 * Writes the journey report of a programme and its records: one HTML file, or its data as JSON. Reads each line once;
 * memory does not grow with the number of records.
 *
 * @returns what the process ends with.
 */
export async function reportCommand(files: readonly string[], flags: ReportFlags, io: Io): Promise<number> {
  for (const name of ['from', 'to', 'day'] as const)
    if (flags[name] !== undefined && !DAY.test(flags[name]))
      throw new CliError(`--${name} is ${flags[name]}, but it is a day such as 2026-05-04.`, { exitCode: 2 })
  if (flags.from !== undefined && flags.to !== undefined && flags.from > flags.to)
    throw new CliError(`--from ${flags.from} is after --to ${flags.to}: no day lies between.`, {
      exitCode: 2,
    })
  const programme = programmeOf(await readJson(flags.programme), flags.programme)
  const latest = io.now()
  const aggregate = createAggregate({ period: flags.period, segments: flags.segment, latest })
  const people = createPeople({ latest })
  const begin = flags.from === undefined ? -Infinity : Date.parse(`${flags.from}T00:00:00Z`)
  const end = flags.to === undefined ? Infinity : Date.parse(`${flags.to}T00:00:00Z`) + 86_400_000
  const leftOut = createLeftOut()
  const context = new Set<string>()
  let outside = 0
  for (const file of files) {
    let place = 0
    for await (const line of linesOf(file, io)) {
      place += 1
      if (line.trim() === '') continue
      const { record, problem, bare } = recordOf(line, latest)
      if (problem !== undefined) {
        aggregate.addLine(bare) // counted there as what it is
        leftOut.at(problem, file, place)
      } else if (record.at < begin || record.at >= end) outside += 1
      else {
        const twice = aggregate.findings.duplicate
        aggregate.add(record)
        if (aggregate.findings.duplicate !== twice) leftOut.at('duplicate', file, place)
        people.add(record)
        if (context.size < MOST_KEYS) for (const key in record.context) context.add(key)
      }
    }
  }
  const indicators = flags.indicators === undefined ? [] : await indicatorsOf(flags.indicators, io)
  const report = buildReport(programme, aggregate, {
    ...{ day: flags.day ?? new Date(latest).toISOString().slice(0, 10), people, indicators },
  })
  if (flags.json) await writeWhole(flags.output, `${JSON.stringify(report)}\n`, io)
  else {
    const { renderReport } = await import('@pulso/insights/report') // the plotting library, only where it draws
    await writeWhole(flags.output, renderReport(report, { locale: flags.locale }), io)
  }
  io.stderr.write(
    `${aggregate.records} records${outside > 0 ? `, ${outside} outside of the days asked for` : ''}\n${leftOut.say(aggregate.findings)}`,
  )
  for (const { code, message } of report.findings) if (OF_DATA.has(code)) io.stderr.write(`  ${message}\n`)
  for (const key of flags.segment)
    if (aggregate.records > 0 && !context.has(key))
      io.stderr.write(
        `  No record has "${key}" in its context, so there is nothing to compare by it. ` +
          (context.size > 0
            ? `There is: ${[...context].sort().join(', ')}.\n`
            : 'No record has a context.\n'),
      )
  if (aggregate.records === 0)
    io.stderr.write(
      'No record was there to count: the report shows what would be asked. Check the file, --from and --to.\n',
    )
  if (flags.output !== '-') io.stderr.write(`Report: ${flags.output}\n`)
  const isNothing =
    aggregate.records > 0 && aggregate.cells.length + aggregate.flow.length + aggregate.outcomes.length === 0
  if (isNothing) io.stderr.write('Nothing of it could be counted: the report is empty.\n')
  return isNothing ? 1 : 0
}

/** A line as a record, or why not. */
function recordOf(line: string, latest: number) {
  let value: unknown
  try {
    value = bareRecord(JSON.parse(line))
  } catch {
    return { problem: 'no JSON', bare: line }
  }
  const record = checkRecord(value, latest)
  return typeof record === 'string' ? { problem: record, bare: JSON.stringify(value) } : { record }
}

/** @throws {@link CliError} with every problem. */
export function programmeOf(value: unknown, path: string): Programme {
  try {
    return parseProgramme(value)
  } catch (cause) {
    if (!(cause instanceof InsightsError)) throw cause
    throw new CliError(
      `${path}: ${cause.message}\nMend it there; \`pulso validate ${path}\` checks it again.`,
      { cause },
    )
  }
}

async function indicatorsOf(path: string, io: Io): Promise<Indicator[]> {
  const found: Indicator[] = []
  let line = 0
  for await (const text of linesOf(path, io)) {
    line += 1
    if (text.trim() === '') continue
    const value = parse(text)
    if (
      typeof value?.touchpoint !== 'string' ||
      typeof value.name !== 'string' ||
      !Number.isFinite(value.value) ||
      !Number.isFinite(value.at)
    )
      throw new CliError(
        `${path}, line ${line}: is no indicator. Make the file with \`pulso import FILE --mapping …\`.`,
      )
    found.push(value as Indicator)
  }
  return found
}

function parse(text: string): Partial<Indicator> | undefined {
  try {
    return JSON.parse(text) as Partial<Indicator>
  } catch {
    return undefined
  }
}
