import { setTimeout as sleep } from 'node:timers/promises'
import { Registry } from 'prom-client'
import { CollectorError } from '../CollectorError.ts'
import { type CommandContext, type ExitCode, misused, openExisting, readArgs } from '../commandTools.ts'
import { createOutbox } from '../forward/createOutbox.ts'
import { mirrorOf } from '../readEnvironment.ts'
import type { Store } from '../Store.ts'
import { clickhouseHttp } from './clickhouseHttp.ts'
import { createMirror } from './createMirror.ts'
import { explainMirror } from './explainMirror.ts'
import { MirrorError } from './MirrorError.ts'
import { mirrorAddress } from './mirrorAddress.ts'
import { createMirrorBook, MIRROR_FEED } from './mirrorBook.ts'
import { MIRROR_SHAPE } from './mirrorColumns.ts'
import { createMirrorTarget } from './mirrorTarget.ts'
import { verifyMirror } from './verifyMirror.ts'

export const MIRROR_USAGE = `pulso-collector mirror status
pulso-collector mirror verify
pulso-collector mirror rebuild
pulso-collector mirror forget
  Says how far the ClickHouse of COLLECTOR_MIRROR is; counts what the store and the mirror have of the records copied; copies
  everything anew into a table of its own, which takes the place of the old one when it is complete; lets the store forget
  that it had a mirror (what ClickHouse holds stays). Works beside running collectors.`

const VERBS = { status, verify, rebuild, forget }
const LOOK_MS = 250
const PROGRESS_MS = 2000

/** The command `pulso-collector mirror`. @throws {@link CollectorError} `invalid_config`, `store_unusable`. */
export async function mirrorCommand(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { positionals } = readArgs(args, {}, MIRROR_USAGE, 1)
  const [verb = ''] = positionals
  if (!Object.hasOwn(VERBS, verb)) throw misused('Give status, verify, rebuild or forget.', MIRROR_USAGE)
  const url = verb === 'forget' ? '' : mirrorOf(context.env)
  const store = await openExisting(undefined, context.env)
  try {
    return await VERBS[verb as keyof typeof VERBS](store, url, context)
  } finally {
    await store.close()
  }
}

async function status(store: Store, _: string, { say }: CommandContext): Promise<ExitCode> {
  const row = await createOutbox(store.sql).row(MIRROR_FEED)
  const state = await createMirrorBook(store.sql).read()
  if (!row || !state) {
    say('The mirror has not begun yet: no collector has run with it.')
    return 1
  }
  const [oldest] = (await store.after(row.cursor, 1)).records
  const behind = oldest ? `behind since ${new Date(oldest.received).toISOString()}` : 'has all'
  say(`${row.state}${state.isComplete ? '' : ', building'}; ${behind}; ${row.settled} records copied`)
  if (row.code !== null) say(`  ${row.code}: ${explainMirror(row.code)}`)
  if (state.isGoneQueued) say('  Deletions wait to be told.')
  if (state.hiddenSince !== null)
    say(`  Deleted since ${new Date(state.hiddenSince).toISOString()}: hidden there, and soon off its disk.`)
  return row.state === 'ok' ? 0 : 1
}

async function verify(store: Store, url: string, { say, until }: CommandContext): Promise<ExitCode> {
  const address = mirrorAddress(url)
  if ('problems' in address) throw new CollectorError('invalid_config', address.problems.join('\n'))
  const target = createMirrorTarget(clickhouseHttp(address, until), address.database)
  try {
    const verdict = await verifyMirror(store, target)
    if (!verdict) {
      say('Nothing was copied yet.')
      return 1
    }
    for (const { project, mode, store: of, mirror } of verdict.counts)
      say(
        `  ${project}, ${mode}: ${of} in the store, ${mirror} in the mirror${of === mirror ? '' : '  DIFFERS'}`,
      )
    if (verdict.isBehind) say('  Newer records, or deletions, are still to come.')
    say(verdict.isEqual ? 'The same.' : 'Not the same. `pulso-collector mirror rebuild` puts it right.')
    return verdict.isEqual ? 0 : 1
  } catch (error) {
    if (!(error instanceof MirrorError)) throw error
    say(`${error.code}: ${explainMirror(error.code)}`)
    return 1
  }
}

async function rebuild(store: Store, url: string, { say, until }: CommandContext): Promise<ExitCode> {
  const book = createMirrorBook(store.sql)
  const outbox = createOutbox(store.sql)
  await book.begin(MIRROR_SHAPE)
  await outbox.register(MIRROR_FEED, null, 0)
  await book.restart(MIRROR_SHAPE)
  const before = (await outbox.row(MIRROR_FEED))?.settled ?? 0
  // Whoever has the lease copies: this process, or a collector that runs.
  const options = { url }
  const mirror = createMirror({ store, options, registry: new Registry(), now: Date.now, log: () => {} })
  let [told, toldAt] = ['', Date.now()]
  try {
    while (!until.aborted) {
      const [row, state] = [await outbox.row(MIRROR_FEED), await book.read()]
      const copied = `${(row?.settled ?? 0) - before} records copied`
      if (state?.isComplete) {
        say(`Done: ${copied}. The new table is the one that is read.`)
        return 0
      }
      const trouble = row?.code ? `${row.code}: ${explainMirror(row.code)} It is tried again.` : ''
      if (trouble !== told || Date.now() - toldAt > PROGRESS_MS) {
        say(trouble || copied)
        ;[told, toldAt] = [trouble, Date.now()]
      }
      await sleep(LOOK_MS)
    }
    say('Ended before its time. A collector that runs with the mirror goes on with it.')
    return 1
  } finally {
    await mirror.stop()
  }
}

async function forget(store: Store, _: string, { say }: CommandContext): Promise<ExitCode> {
  await createMirrorBook(store.sql).forget()
  say(
    'Forgotten. A collector that runs with COLLECTOR_MIRROR begins a new one; drop what you need no more in ClickHouse.',
  )
  return 0
}
