import { join } from 'node:path'
import { CliError } from '../CliError.ts'
import { openOutput, writeWhole } from '../files.ts'
import type { Io } from '../Io.ts'
import { progress } from '../progress.ts'
import { shopProgramme } from '../simulate/shopProgramme.ts'
import { simulateJourneys } from '../simulate/simulateJourneys.ts'
import { truthOf } from '../simulate/truthOf.ts'

export interface SimulateFlags {
  output: string
  seed: number
  persons: number
  days: number
  from?: string
  locale: 'en' | 'es'
}

const DAY_MS = 86_400_000
/** The last journeys end some weeks after they began. */
const TAIL_DAYS = 90

/** Writes records of a made-up shop, its programme, and what is true of it, into a folder. The same seed, the same bytes. */
export async function simulateCommand(flags: SimulateFlags, io: Io): Promise<number> {
  const { output, seed, persons, days, locale } = flags
  for (const [name, value] of Object.entries({ seed, persons, days }))
    if (!Number.isInteger(value) || value < (name === 'seed' ? 0 : 1))
      throw new CliError(`--${name} is a whole number from ${name === 'seed' ? 0 : 1}.`, { exitCode: 2 })
  const from =
    flags.from === undefined
      ? Math.floor(io.now() / DAY_MS) * DAY_MS - (days + TAIL_DAYS) * DAY_MS
      : Date.parse(`${flags.from}T00:00:00Z`)
  if (Number.isNaN(from)) throw new CliError('--from is a day such as 2026-01-05.', { exitCode: 2 })
  const options = { seed, persons, days, from, locale }
  const records = await openOutput(join(output, 'records.ndjson'), io)
  const bar = progress(io, 'Simulating', persons)
  const known = new Set<string>()
  let n = 0
  try {
    for (const record of simulateJourneys(options)) {
      n += 1
      if (record.person !== undefined && !known.has(record.person)) bar.at(known.add(record.person).size)
      await records.write(`${JSON.stringify(record)}\n`)
    }
    await records.done()
  } catch (error) {
    await records.undo()
    throw error
  } finally {
    bar.stop()
  }
  const whole = (name: string, value: unknown) =>
    writeWhole(join(output, name), `${JSON.stringify(value, null, 2)}\n`, io)
  await whole('pulso.programme.json', shopProgramme(from, days, locale))
  await whole('truth.json', truthOf(options))
  io.stderr.write(
    `${n} records of ${persons} made-up customers in ${output}. Next:\n` +
      `  pulso report ${join(output, 'records.ndjson')} --programme ${join(output, 'pulso.programme.json')} ` +
      '--segment relationship --segment country -o report.html\n',
  )
  return 0
}
