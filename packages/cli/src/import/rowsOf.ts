import { parse } from 'csv-parse'
import { CliError } from '../CliError.ts'
import { linesOf, openRead } from '../files.ts'
import type { Io } from '../Io.ts'
import type { Row } from './toRecords.ts'

/** A row with its line in the file; `problem` where it could not be read. */
export type Read = { line: number; row: Row } | { line: number; raw: string; problem: string }

/**
 * Rows of a CSV or NDJSON file, one after the other; memory does not grow with the file. A broken line is a finding of its
 * own, and the lines after it are read.
 *
 * @throws {@link CliError} for a CSV without a header, or without a column that the mapping names.
 */
export async function* rowsOf(
  path: string,
  { columns, delimiter, io }: { columns: readonly string[]; delimiter?: string | undefined; io: Io },
): AsyncGenerator<Read> {
  if (/\.(ndjson|jsonl)$/i.test(path)) {
    let line = 0
    for await (const text of linesOf(path, io)) {
      line += 1
      if (text.trim() === '') continue
      const row = objectOf(text)
      yield row ? { line, row } : { line, raw: text, problem: 'no JSON object' }
    }
    return
  }
  const first = await firstLine(path, io)
  const { stream, bar } = await openRead(path, io)
  const parser = stream.pipe(
    parse({
      ...{
        bom: true,
        delimiter: delimiter ?? guess(first),
        relax_column_count: true,
        skip_empty_lines: true,
      },
      ...{ info: true, relax_quotes: true, trim: true },
    }),
  )
  let header: string[] | undefined
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[]
      info: { lines: number }
    }>) {
      bar.at(stream.bytesRead)
      if (!header) {
        header = record
        const missing = columns.filter((column) => !record.includes(column))
        if (missing.length > 0)
          throw new CliError(
            `${path} has no column ${missing.map((one) => `"${one}"`).join(', ')}. It has ${record.map((one) => `"${one}"`).join(', ')}. ` +
              'Mend the mapping, or its "delimiter".',
          )
      } else if (record.length !== header.length)
        yield {
          line: info.lines,
          raw: record.join(delimiter ?? guess(first)),
          problem: `has ${record.length} cells, and the header ${header.length}`,
        }
      else yield { line: info.lines, row: Object.fromEntries(header.map((name, i) => [name, record[i]!])) }
    }
  } catch (cause) {
    if (cause instanceof CliError) throw cause
    throw new CliError(`${path} cannot be read as CSV: ${(cause as Error).message}. Is a quote left open?`, {
      cause,
    })
  } finally {
    bar.stop()
    stream.destroy()
  }
  if (!header) throw new CliError(`${path} is empty: a CSV begins with the names of its columns.`)
}

/** The delimiter that the header has most of. */
const guess = (header: string): string =>
  [',', ';', '\t', '|'].reduce((best, one) =>
    header.split(one).length > header.split(best).length ? one : best,
  )

async function firstLine(path: string, io: Io): Promise<string> {
  for await (const line of linesOf(path, { ...io, stderr: { ...io.stderr, isTTY: false } as Io['stderr'] }))
    return line
  return ''
}

/** An object of plain values as text by name; nested ones by dots. */
function objectOf(text: string): Row | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return flat(value, '')
  } catch {
    return undefined
  }
}

const flat = (value: object, above: string): { [column: string]: string } =>
  Object.assign(
    {},
    ...Object.entries(value).map(([key, own]) =>
      own !== null && typeof own === 'object' && !Array.isArray(own)
        ? flat(own, `${above}${key}.`)
        : { [`${above}${key}`]: own === null || own === undefined ? '' : String(own) },
    ),
  )
