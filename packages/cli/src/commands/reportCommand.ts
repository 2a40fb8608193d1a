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
  const programme = programmeOf(await readJson(flags.programme), flags.programme)
  const latest = io.now()
  const aggregate = createAggregate({ period: flags.period, segments: flags.segment, latest })
  const people = createPeople({ latest })
  const begin = flags.from === undefined ? -Infinity : Date.parse(`${flags.from}T00:00:00Z`)
  const end = flags.to === undefined ? Infinity : Date.parse(`${flags.to}T00:00:00Z`) + 86_400_000
  let outside = 0
  for (const file of files)
    for await (const line of linesOf(file, io)) {
      if (line.trim() === '') continue
      let value: unknown
      try {
        value = bareRecord(JSON.parse(line))
      } catch {
        aggregate.addLine(line) // counted there as what it is
        continue
      }
      const record = checkRecord(value, latest)
      if (typeof record === 'string') aggregate.addLine(JSON.stringify(value))
      else if (record.at < begin || record.at >= end) outside += 1
      else {
        aggregate.add(record)
        people.add(record)
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
  const left = Object.entries(aggregate.findings).filter(([reason]) => reason !== 'test mode')
  io.stderr.write(
    `${aggregate.records} records${outside > 0 ? `, ${outside} outside of the days asked for` : ''}\n` +
      left.map(([reason, n]) => `  ${n} × left out: ${reason}\n`).join(''),
  )
  if (aggregate.records === 0)
    io.stderr.write(
      'No record was there to count: the report shows what would be asked. Check the file, --from and --to.\n',
    )
  if (flags.output !== '-') io.stderr.write(`Report: ${flags.output}\n`)
  return 0
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
