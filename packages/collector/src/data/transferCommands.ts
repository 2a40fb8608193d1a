import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CollectorError } from '../CollectorError.ts'
import { type CommandContext, type ExitCode, misused, openExisting, readArgs } from '../commandTools.ts'
import { messageOf } from '../messageOf.ts'
import { openStore, storeOf } from '../openStore.ts'
import { storeUrlOf } from '../readEnvironment.ts'
import { readFilter } from '../readFilter.ts'
import type { StoredRecord } from '../Store.ts'
import { EXPORT_FORMATS, type ExportFormat } from './exportFormat.ts'
import { exportStream } from './exportStream.ts'
import { type ImportFormat, importRecords } from './importRecords.ts'
import { readText } from './readLines.ts'

export const EXPORT_USAGE = `pulso-collector export [FILE] [--format ndjson|csv] [--mode live|test|all] [--since DATE] [--project ID] [--from URL]
  Writes records as lines, to the standard output unless a file is named; by its ending it may say the format.`

export const IMPORT_USAGE = `pulso-collector import FILE [--format ndjson|csv] [--to URL]
  Takes the records of an export, as they were; those that are there already are kept once. A FILE of - is the standard input.`

const FROM_OPTIONS = {
  format: { type: 'string' },
  mode: { type: 'string' },
  since: { type: 'string' },
  project: { type: 'string' },
  from: { type: 'string' },
} as const

const MOST_TOLD = 20

/** `ndjson` unless it is said, or the name of the file ends otherwise. @throws {@link CollectorError} `invalid_config`. */
export function formatOf(given: string | undefined, file: string | undefined, usage: string): ImportFormat {
  const format = given ?? (file?.endsWith('.csv') ? 'csv' : 'ndjson')
  if (format !== 'ndjson' && format !== 'csv') throw misused('--format is ndjson or csv.', usage)
  return format
}

/** The command `pulso-collector export`. @throws {@link CollectorError} `invalid_config`, `store_unusable`. */
export async function exportCommand(
  args: readonly string[],
  { env, say }: CommandContext,
): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, FROM_OPTIONS, EXPORT_USAGE, [0, 1])
  const [file] = positionals
  const format = EXPORT_FORMATS[formatOf(values.format, file, EXPORT_USAGE)]
  const query = new URLSearchParams()
  for (const name of ['mode', 'since', 'project'] as const)
    if (values[name] !== undefined) query.set(name, values[name])
  const filter = readFilter(query)
  if ('problem' in filter) throw misused(filter.problem, EXPORT_USAGE)
  const store = await openExisting(values.from, env)
  try {
    const count = await writeRecords(store.read(filter), format, file)
    if (file !== undefined) say(`${count} records in ${file}`)
    return 0
  } finally {
    await store.close()
  }
}

/** Writes records to a file, which is there when it is complete, or to the standard output. Gives how many. */
export async function writeRecords(
  pages: AsyncIterable<StoredRecord[]>,
  format: ExportFormat,
  file: string | undefined,
): Promise<number> {
  let count = 0
  const counted = (async function* () {
    for await (const page of pages) {
      count += page.length
      yield page
    }
  })()
  const lines = Readable.fromWeb(exportStream(counted, format) as never)
  if (file === undefined) {
    await pipeline(lines, process.stdout, { end: false })
    return count
  }
  const half = `${file}.part`
  try {
    await pipeline(lines, createWriteStream(half, { mode: 0o600, flush: true }))
    renameSync(half, file)
  } catch (cause) {
    rmSync(half, { force: true })
    throw new CollectorError('store_unusable', `${file} was not written: ${messageOf(cause)}.`, { cause })
  }
  return count
}

/** The command `pulso-collector import`. @throws {@link CollectorError} `invalid_config`, `store_unusable`. */
export async function importCommand(
  args: readonly string[],
  { env, say }: CommandContext,
): Promise<ExitCode> {
  const options = { format: { type: 'string' }, to: { type: 'string' } } as const
  const { values, positionals } = readArgs(args, options, IMPORT_USAGE, [1, 1])
  const [file = ''] = positionals
  const format = formatOf(values.format, file, IMPORT_USAGE)
  const url = values.to ?? storeUrlOf(env)
  if (!storeOf(url)) throw misused('--to names no store.', IMPORT_USAGE)
  const store = await openStore(url) // made, where there is none: a place to bring records to
  try {
    const problems = tellSome(say)
    const bytes: AsyncIterable<Uint8Array> = file === '-' ? process.stdin : createReadStream(file)
    const report = await importRecords(store, readText(bytes), format, problems.tell)
    problems.end()
    const { taken, already, conflicts, refused } = report
    say(
      `${taken} taken, ${already} were there already` +
        (conflicts > 0 ? `, ${conflicts} not taken: there is another text under their id` : '') +
        (refused > 0 ? `, ${refused} lines refused` : ''),
    )
    return conflicts + refused > 0 ? 1 : 0
  } catch (cause) {
    if (cause instanceof CollectorError) throw cause
    throw new CollectorError(
      'store_unusable',
      `The import broke off: ${messageOf(cause)}. What came before is taken; run it again.`,
      { cause },
    )
  } finally {
    await store.close()
  }
}

/** Tells the first problems, and how many more there were. */
export function tellSome(say: (line: string) => void) {
  let count = 0
  return {
    tell: ({ line, message }: { line: number; message: string }): void => {
      count += 1
      if (count <= MOST_TOLD) say(`  line ${line}: ${message}`)
    },
    end: (): void => {
      if (count > MOST_TOLD) say(`  and ${count - MOST_TOLD} more`)
    },
  }
}
