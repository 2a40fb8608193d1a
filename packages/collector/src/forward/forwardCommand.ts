import { type CommandContext, type ExitCode, misused, openExisting, readArgs } from '../commandTools.ts'
import { explainCode } from './explainCode.ts'
import { createForwardDesk, type ForwardDesk } from './forwardDesk.ts'
import type { ForwardFile } from './forwardFile.ts'
import { forwardPathOf } from './forwardPathOf.ts'
import { namedByRules } from './readForwardFile.ts'
import { type Feed, loadForwardFile, wantsOf } from './readForwarding.ts'

export const FORWARD_USAGE = `pulso-collector forward status
pulso-collector forward resume SINK
pulso-collector forward replay SINK --since DATE
pulso-collector forward dead SINK [--requeue | --drop] [--id ID]
  Says how far each sink of COLLECTOR_FORWARD is; ends a pause; sends again what arrived since a date (by its id it is the
  same record); lists dead letters, sends them once more, or forgets them. Works beside running collectors.`

const OPTIONS = {
  since: { type: 'string' },
  requeue: { type: 'boolean' },
  drop: { type: 'boolean' },
  id: { type: 'string', multiple: true },
} as const

/** The command `pulso-collector forward`. @throws {@link CollectorError} `invalid_config`, `store_unusable`. */
export async function forwardCommand(
  args: readonly string[],
  { env, say }: CommandContext,
): Promise<ExitCode> {
  const [verb = '', ...rest] = args
  const { values, positionals } = readArgs(rest, OPTIONS, FORWARD_USAGE, verb === 'status' ? 0 : 1)
  const [sink = ''] = positionals
  const { since, requeue = false, drop = false, id: ids } = values
  if (!['status', 'resume', 'replay', 'dead'].includes(verb))
    throw misused('Give status, resume, replay or dead.', FORWARD_USAGE)
  const sinceMs = Date.parse(since ?? '')
  if (verb === 'replay' && !Number.isFinite(sinceMs))
    throw misused('--since is a date such as 2026-01-31, or 2026-01-31T12:00:00Z.', FORWARD_USAGE)
  if (requeue && drop) throw misused('Give --requeue or --drop.', FORWARD_USAGE)
  const file = loadForwardFile(forwardPathOf(env))
  if (verb !== 'status' && !Object.hasOwn(file.sinks, sink))
    throw misused(`There is no sink ${JSON.stringify(sink)}.`, FORWARD_USAGE)

  const store = await openExisting(undefined, env)
  const desk = createForwardDesk(store, sinksOf(file), file.rules)
  const now = Date.now()
  try {
    switch (verb) {
      case 'status':
        await sayStatus(desk, now, say)
        return 0
      case 'resume': {
        const isKnown = await desk.resume(sink, now)
        say(isKnown ? `${sink} is tried now.` : `${sink} has not begun yet: no collector has run with it.`)
        return isKnown ? 0 : 1
      }
      case 'replay': {
        const done = await desk.replay(sink, sinceMs, now)
        if (done === 'nothing') say(`Nothing arrived since then, or ${sink} has not begun yet.`)
        else if (done.cases !== undefined) say(`${done.cases} cases since then are sent to ${sink} again.`)
        else say(`What arrived since then is sent to ${sink} again.`)
        return 0
      }
      default:
        if (requeue) say(`${await desk.requeue(sink, ids, now)} sent once more.`)
        else if (drop) say(`${await desk.drop(sink, ids)} forgotten; their records stay in the store.`)
        else await sayDead(desk, sink, say)
        return 0
    }
  } finally {
    await store.close()
  }
}

/** Without their secrets, so without the means to send. */
function sinksOf(file: ForwardFile): Pick<Feed, 'name' | 'wants'>[] {
  const named = namedByRules(file)
  return Object.entries(file.sinks).map(([name, entry]) =>
    named.has(name) ? { name } : { name, wants: wantsOf(entry, file.contacts) },
  )
}

const time = (ms: number | null) =>
  ms === null ? '–' : new Date(ms).toISOString().slice(0, 19).replace('T', ' ')

async function sayStatus(desk: ForwardDesk, nowMs: number, say: (line: string) => void): Promise<void> {
  for (const sink of await desk.status(nowMs)) {
    const behind = sink.behindSince === null ? 'has all' : `behind since ${time(sink.behindSince)}`
    say(
      `${sink.sink}: ${sink.state}, ${behind}; ${sink.settled} settled, ${sink.waiting} tried again, ${sink.dead} dead`,
    )
    const { message } = explainCode(sink)
    if (message) say(`  ${message}`)
    if (sink.nextTryAt !== null) say(`  Next try: ${time(sink.nextTryAt)} UTC`)
  }
}

async function sayDead(desk: ForwardDesk, sink: string, say: (line: string) => void): Promise<void> {
  const letters = await desk.dead(sink)
  for (const { project, id, received, code } of letters)
    say(`${id}  ${project}  ${time(received)}  ${code ?? ''}`)
  const [first] = letters
  if (!first) say(`${sink} has no dead letters.`)
  else say(explainCode({ sink, state: 'dead', code: first.code }).message ?? '')
}
