import { PulsoRecord } from '@pulso/web/schema'
import { bareRecord } from '../bareRecord.ts'
import { CliError } from '../CliError.ts'
import { linesOf, type Output, openOutput, readJson } from '../files.ts'
import type { Io } from '../Io.ts'
import { columnsOf, type Mapping, parseMapping } from '../import/Mapping.ts'
import { type Read, rowsOf } from '../import/rowsOf.ts'
import { toIndicators, toRecords } from '../import/toRecords.ts'
import { createSender } from '../sendRecords.ts'

export interface ImportFlags {
  mapping?: string
  output?: string
  to?: string
  key?: string
  rejects?: string
  dryRun?: boolean
}

/** Rows whose keys are remembered to find one that comes twice; beyond, the ids alone keep records apart. */
const MAX_KEYS = 2_000_000
const SHOWN_REASONS = 8

/**
 * Reads answers of past surveys, or operational indicators, by a mapping file; without one, records as Pulso writes them.
 * Rows that cannot be taken go to the reject file with line, column and reason, so that it can be mended and imported again.
 *
 * @returns what the process ends with: 0, or 1 when rows were rejected.
 */
export async function importCommand(file: string, flags: ImportFlags, io: Io): Promise<number> {
  const mapping =
    flags.mapping === undefined ? undefined : parseMapping(await readJson(flags.mapping), flags.mapping)
  const personKey = io.env.PULSO_PERSON_KEY
  if (mapping?.kind === 'answers' && mapping.person?.id === 'hashed' && !personKey)
    throw new CliError(
      `The mapping takes persons from "${mapping.person.column}" and hashes them, which needs a secret. Set PULSO_PERSON_KEY ` +
        '(openssl rand -hex 32) and keep it: the same secret gives the same persons next time. If the column holds ids that ' +
        'mean nobody, write "id": "as-is".',
    )
  if (flags.to !== undefined && !flags.key)
    throw new CliError('--to needs --key, a write key of the collector.', { exitCode: 2 })
  if (mapping?.kind === 'indicators' && flags.to !== undefined)
    throw new CliError(
      'Indicators are no records, and a collector takes none. Write them to a file with -o, for `pulso report --indicators`.',
    )
  const output =
    flags.dryRun || (flags.to !== undefined && flags.output === undefined)
      ? undefined
      : await openOutput(flags.output ?? '-', io)
  const sender = flags.to !== undefined && !flags.dryRun ? createSender(io, flags.to, flags.key!) : undefined
  const rejectPath = flags.rejects ?? `${file === '-' ? 'stdin' : file}.rejects.ndjson`
  const counts = { rows: 0, taken: 0, made: 0, rejected: 0 }
  const reasons = new Map<string, number>()
  const seen = new Set<string>()
  let rejects: Output | undefined
  try {
    const rows: AsyncGenerator<Source> = mapping
      ? rowsOf(file, { columns: columnsOf(mapping), delimiter: mapping.delimiter, io })
      : recordsOf(file, io)
    for await (const read of rows) {
      counts.rows += 1
      const made = takeRow(read, mapping, {
        now: io.now(),
        place: file,
        ...(personKey !== undefined && { personKey }),
      })
      const [first] = made.ok ? made.values : []
      const id = first && 'id' in first ? first.id : undefined
      const isTwice = id !== undefined && seen.has(id)
      if (made.ok && !isTwice) {
        if (id !== undefined && seen.size < MAX_KEYS) seen.add(id)
        counts.taken += 1
        counts.made += made.values.length
        for (const value of made.values) {
          await output?.write(`${JSON.stringify(value)}\n`)
          if (sender && 'id' in value) await sender.send(value)
        }
        continue
      }
      const { column, reason } = made.ok ? { column: '', reason: 'a row with this key came before' } : made
      const named = column === '' ? reason : `"${column}" ${reason}`
      counts.rejected += 1
      reasons.set(named, (reasons.get(named) ?? 0) + 1)
      if (flags.dryRun) continue
      rejects ??= await openOutput(rejectPath, io)
      const { line } = read
      await rejects.write(
        `${JSON.stringify({ line, column, reason, ...('row' in read ? { row: read.row } : { raw: read.raw }) })}\n`,
      )
    }
    await sender?.flush()
    await output?.done()
    await rejects?.done()
  } catch (error) {
    await output?.undo()
    await rejects?.done() // what was refused is worth keeping even when the rest failed
    throw error
  }
  say(io, counts, reasons, mapping, flags.dryRun ? undefined : counts.rejected > 0 ? rejectPath : undefined)
  if (sender) {
    const { stored, known, refused } = sender.sent
    io.stderr.write(`Collector: ${stored} stored, ${known} there before, ${refused.length} refused\n`)
    for (const { id, reason } of refused.slice(0, SHOWN_REASONS)) io.stderr.write(`  ${id}: ${reason}\n`)
    if (refused.length > 0) return 1
  }
  return counts.rejected > 0 ? 1 : 0
}

/** What is read: a row, a record of ours, or what is neither. */
type Source = Read | { line: number; raw: string; record: unknown }

function takeRow(read: Source, mapping: Mapping | undefined, options: Parameters<typeof toRecords>[2]) {
  if ('problem' in read) return { ok: false as const, column: '', reason: read.problem }
  if ('record' in read) {
    const checked = PulsoRecord.safeParse(read.record)
    // as it was given: parsing sorts the keys, and an export must come back unchanged
    if (checked.success) return { ok: true as const, values: [read.record as PulsoRecord] }
    const [issue] = checked.error.issues
    return {
      ok: false as const,
      column: issue?.path.join('.') ?? '',
      reason: issue?.message ?? 'is no record',
    }
  }
  const { row, line } = read
  if (mapping?.kind === 'indicators') return toIndicators(row, mapping, options)
  return toRecords(row, mapping!, { ...options, place: `${options.place}\n${line}` })
}

/** Records as Pulso exports them: alone, or inside what the collector adds. */
async function* recordsOf(path: string, io: Io): AsyncGenerator<Source> {
  let line = 0
  for await (const text of linesOf(path, io)) {
    line += 1
    if (text.trim() === '') continue
    try {
      yield { line, raw: text, record: bareRecord(JSON.parse(text)) }
    } catch {
      yield { line, raw: text, problem: 'no JSON; to read another format, give --mapping' }
    }
  }
}

function say(
  io: Io,
  { rows, taken, made, rejected }: { rows: number; taken: number; made: number; rejected: number },
  reasons: ReadonlyMap<string, number>,
  mapping: Mapping | undefined,
  rejectPath: string | undefined,
): void {
  const what = mapping?.kind === 'indicators' ? 'indicators' : 'records'
  io.stderr.write(`${rows} rows: ${taken} taken (${made} ${what}), ${rejected} rejected\n`)
  const sorted = [...reasons].sort(([, a], [, b]) => b - a)
  for (const [reason, n] of sorted.slice(0, SHOWN_REASONS)) io.stderr.write(`  ${n} × ${reason}\n`)
  if (sorted.length > SHOWN_REASONS)
    io.stderr.write(`  … and ${sorted.length - SHOWN_REASONS} other reasons\n`)
  if (rejectPath !== undefined)
    io.stderr.write(
      `Rejected rows are in ${rejectPath}. Mend the file or the mapping, and import again: the same rows make the same records.\n`,
    )
}
