import { createReadStream } from 'node:fs'
import { CollectorError } from '../CollectorError.ts'
import {
  type CommandContext,
  type ExitCode,
  misused,
  openExisting,
  readArgs,
  readMode,
} from '../commandTools.ts'
import { messageOf } from '../messageOf.ts'
import { projectOf } from '../projectOf.ts'
import { importOutcomes } from './importOutcomes.ts'
import { readText } from './readLines.ts'
import { formatOf, tellSome } from './transferCommands.ts'

export const OUTCOMES_USAGE = `pulso-collector outcomes FILE --project ID [--mode live|test] [--format csv|ndjson] [--keep-unjoined] [--to URL]
  Takes what customers then did: columns person, kind, at, and perhaps value, currency, ref. Of people without an answer
  nothing is kept unless told, and the join loss is counted.`

const OPTIONS = {
  project: { type: 'string' },
  mode: { type: 'string' },
  format: { type: 'string' },
  'keep-unjoined': { type: 'boolean' },
  to: { type: 'string' },
} as const

/** The command `pulso-collector outcomes`. @throws {@link CollectorError} `invalid_config`, `store_unusable`. */
export async function outcomesCommand(
  args: readonly string[],
  { env, say }: CommandContext,
): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, OPTIONS, OUTCOMES_USAGE, 1)
  const [file = ''] = positionals
  const { project: wanted, 'keep-unjoined': keepUnjoined = false } = values
  if (wanted === undefined) throw misused('Give --project.', OUTCOMES_USAGE)
  const project = projectOf({ project: wanted }, env)
  const mode = readMode(values.mode, OUTCOMES_USAGE)
  const format = formatOf(values.format, file, OUTCOMES_USAGE)
  const store = await openExisting(values.to, env)
  try {
    const problems = tellSome(say)
    const report = await importOutcomes(store, () => readText(createReadStream(file)), format, {
      ...{ project, mode, keepUnjoined, nowMs: Date.now() },
      onProblem: problems.tell,
    })
    problems.end()
    const { rows, taken, already, conflicts, refused, unjoined, persons, unjoinedPersons } = report
    say(`${rows} rows: ${taken} taken, ${already} were there already`)
    if (conflicts > 0) say(`${conflicts} not taken: there is another outcome under their ref`)
    if (refused > 0) say(`${refused} refused`)
    const share = rows > refused ? ((100 * unjoined) / (rows - refused)).toFixed(1) : '0.0'
    say(
      `Join loss: ${unjoined} rows (${share} %), ${unjoinedPersons} of ${persons} people: no ${mode} record of a run is theirs` +
        (unjoined > 0 ? `; ${keepUnjoined ? 'taken too' : 'left out'}` : ''),
    )
    return conflicts + refused > 0 ? 1 : 0
  } catch (cause) {
    if (cause instanceof CollectorError) throw cause
    const message = `The import broke off: ${messageOf(cause)}. What came before is taken; run it again.`
    throw new CollectorError('store_unusable', message, { cause })
  } finally {
    await store.close()
  }
}
