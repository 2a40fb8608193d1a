import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { CollectorError } from './CollectorError.ts'
import { moveForwarding } from './data/moveForwarding.ts'
import { moveRest } from './data/moveRest.ts'
import { type MoveReport, moveRecords } from './moveRecords.ts'
import { nameOfStore, openStore, STORE_EXAMPLES, storeOf } from './openStore.ts'

export const MOVE_USAGE = `pulso-collector move --from URL --to URL [--follow]
  Copies every record, with the surveys published, the ids of what was deleted, the cases, and what waits to be forwarded, while collectors go on writing. --follow goes on with what arrives until Ctrl+C or SIGTERM.
  A URL is ${STORE_EXAMPLES}.`

const PROGRESS_MS = 2000

/**
 * The command `pulso-collector move`.
 *
 * @param until - aborted when the operator asks it to end.
 * @returns The exit code: 0, or 1 when the target holds other texts under ids of the source.
 * @throws {@link CollectorError} `invalid_config`, `store_unusable`.
 */
export async function moveCommand(
  args: readonly string[],
  until: AbortSignal,
  say: (line: string) => void,
): Promise<0 | 1> {
  const { from, to, follow } = readArgs(args)
  const source = await openStore(from)
  try {
    const target = await openStore(to)
    try {
      say(`From ${nameOfStore(from)} to ${nameOfStore(to)}${follow ? ', until Ctrl+C' : ''}`)
      await moveRest(source, target) // first: a collector that is started on the target finds its surveys
      let toldAt = Date.now()
      const report = await moveRecords(source, target, {
        ...(follow && { until }),
        onProgress: (progress) => {
          if (Date.now() - toldAt < PROGRESS_MS) return
          toldAt = Date.now()
          say(inWords(progress))
        },
      })
      await moveRest(source, target) // and what changed since
      await moveForwarding(source, target)
      say(`Done: ${inWords(report)}`)
      return report.conflicts > 0 ? 1 : 0
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

function readArgs(args: readonly string[]): { from: string; to: string; follow: boolean } {
  const wrong = (problem: string) => new CollectorError('invalid_config', `${problem}\n${MOVE_USAGE}`)
  let values: { from?: string | undefined; to?: string | undefined; follow?: boolean | undefined }
  try {
    const options = { from: { type: 'string' }, to: { type: 'string' }, follow: { type: 'boolean' } } as const
    values = parseArgs({ args: [...args], options }).values
  } catch {
    throw wrong('An argument is not known, or lacks its value.') // not said back: it may hold a password
  }
  const { from, to, follow = false } = values
  for (const [name, url] of Object.entries({ from, to }))
    if (!url || !storeOf(url)) throw wrong(`--${name} names no store.`)
  if (!from || !to || from === to) throw wrong('--from and --to are the same.')
  const source = storeOf(from)
  // Opened, it would be made: a mistyped path would look like a source without records.
  if (source?.kind === 'sqlite' && !existsSync(source.path)) throw wrong(`There is no file ${source.path}.`)
  return { from, to, follow }
}

const inWords = ({ moved, already, conflicts }: MoveReport) =>
  `${moved} moved, ${already} were there already` +
  (conflicts > 0 ? `, ${conflicts} not taken: the target holds another text under their id` : '')
