import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { bareRecord } from '../bareRecord.ts'
import { CliError } from '../CliError.ts'
import { openOutput } from '../files.ts'
import type { Io } from '../Io.ts'

export interface ExportFlags {
  output: string
  token?: string
  mode: 'live' | 'test' | 'all'
  since?: string
  format: 'ndjson' | 'csv'
  envelope?: boolean
}

/**
 * Takes every record out of a collector, as NDJSON that `report` and `import` read, or as CSV. A connection that breaks
 * leaves no half file behind.
 */
export async function exportCommand(url: string, flags: ExportFlags, io: Io): Promise<number> {
  const token = flags.token ?? io.env.PULSO_ADMIN_TOKEN
  if (!token)
    throw new CliError(
      'The collector wants its admin token: set PULSO_ADMIN_TOKEN, or give --token. It is beside a SQLite database, in DATABASE.token.',
      {
        exitCode: 2,
      },
    )
  const address = new URL(`v1/export.${flags.format}`, url.endsWith('/') ? url : `${url}/`)
  address.searchParams.set('mode', flags.mode)
  if (flags.since !== undefined) address.searchParams.set('since', flags.since)
  let response: Response
  try {
    response = await io.fetch(address, { headers: { Authorization: `Bearer ${token}` } })
  } catch (cause) {
    throw new CliError(
      `${address.origin} cannot be reached: ${reasonOf(cause)}. Is the collector running there?`,
      { cause },
    )
  }
  if (response.status === 401)
    throw new CliError(`${address.origin} refused the token (HTTP 401). Check PULSO_ADMIN_TOKEN.`)
  if (!response.ok || !response.body)
    throw new CliError(
      `${address.origin} answered HTTP ${response.status}. Is this a Pulso collector? ${address.pathname} was asked for.`,
    )
  const output = await openOutput(flags.output, io)
  let lines = 0
  try {
    const stream = Readable.fromWeb(response.body as import('node:stream/web').ReadableStream)
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      const text =
        flags.format === 'ndjson' && !flags.envelope ? JSON.stringify(bareRecord(JSON.parse(line))) : line
      await output.write(`${text}\n`)
      lines += 1
      if (io.stderr.isTTY && lines % 5000 === 0) io.stderr.write(`\r${lines} lines`)
    }
    await output.done()
  } catch (cause) {
    await output.undo()
    throw new CliError(
      `The export broke off after ${lines} lines: ${reasonOf(cause)}. Nothing was written; run it again.`,
      { cause },
    )
  }
  if (flags.output !== '-') io.stderr.write(`${io.stderr.isTTY ? '\r' : ''}${lines} lines: ${flags.output}\n`)
  return 0
}

const reasonOf = (error: unknown) => {
  const { message, cause } = error as Error
  return cause instanceof Error ? cause.message : message
}
