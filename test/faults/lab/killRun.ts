import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineName } from '../../browser/harness/index.ts'
import { type CollectorProcess, KEY, rowsOf, startCollector } from './collector.ts'
import { openJournal } from './journal.ts'
import { type Launched, launch } from './launch.ts'
import { type NetworkStats, openNetwork } from './network.ts'
import { judge, type Promised, type Verdict } from './oracle.ts'
import type { Told, Visit } from './page.ts'
import { percentile } from './percentile.ts'
import { createRandom } from './random.ts'
import { openSite } from './site.ts'

export interface KillRunOptions {
  engine: EngineName
  kills: number
  tabs: number
  seed: number
  /** Share of requests to which something happens, 0–1. */
  faulty: number
  /** Thanks between two kills, on average. */
  answers: number
  /** Share of rounds in which the collector is killed too, 0–1. */
  collectorKills: number
  /** Share of rounds in which the browser is stopped for longer than a request may take, 0–1. @defaultValue `0` */
  sleeps?: number
  /** Folder with the SDK's `index.js`, and the collector's `main.js`. */
  sdk: string
  main: string
  /** Where the run is kept, so that it can go on after an interrupt. */
  folder: string
  fresh?: boolean
  /** How long what waits may take to go out at the end, in milliseconds. @defaultValue 60_000 */
  healthyMs?: number
  /** Ends early, in good order, at this time of the wall clock. */
  endBefore?: number
  /** Asked between two rounds: true ends the run early, in good order. */
  isOver?: () => boolean
  onRound?: (done: Progress) => void
}

export interface Progress {
  kills: number
  thanked: number
  troubles: number
}

export interface KillRunResult {
  kills: number
  collectorKills: number
  /** Answers whose card said thanks, and outcomes whose promise resolved. */
  thanked: number
  promised: number
  /** Records that must be there because of them. */
  records: number
  rows: number
  network: NetworkStats
  verdict: Verdict
  conflicts: number
  troubles: { [what: string]: number }
  thanksMs: { p50?: number; p95?: number; p99?: number }
  outcomeMs: { p50?: number; p95?: number; p99?: number }
  drainMs: number
  seconds: number
}

interface State {
  kills: number
  collectorKills: number
  thanked: number
  seconds: number
  sitePort?: number
  networkPort?: number
  network?: NetworkStats
}

const FIRST_WORD_MS = 60_000
const HEALTHY_MS = 60_000
/** Longest Retry-After of the network, with its jitter. */
const TOLD_MS = 2000
/** Longer than the time limit of a request. */
const SLEEP_MS = 12_000
/** How many starts in a row may stay silent: busy machines fail a few. */
const MAX_SILENT = 3

/** Kills browsers while pages answer, and compares what was thanked for with what the collector stored. */
export async function killRun(options: KillRunOptions): Promise<KillRunResult> {
  const { engine, tabs, seed, folder } = options
  const journal = openJournal<State>(
    folder,
    { kills: 0, collectorKills: 0, thanked: 0, seconds: 0 },
    !!options.fresh,
  )
  const { state } = journal
  const started = Date.now() - state.seconds * 1000
  const troubles: { [what: string]: number } = {}
  let waiting: { [tab: number]: Extract<Told, { is: 'waiting' }> } = {}
  let conflicts = 0
  let wake = () => {}

  const site = await openSite(
    options.sdk,
    (told) => {
      if (told.is === 'trouble') {
        const what = told.what.replace(/[\d.]{3,}|[0-9a-f]{16,}/g, '#').slice(0, 200)
        troubles[what] = (troubles[what] ?? 0) + 1
      } else if (told.is === 'waiting') waiting[told.tab] = told
      else {
        journal.note('promised', told)
        if (told.is === 'thanked') state.thanked++
      }
      wake()
    },
    state.sitePort,
  )
  let collector: CollectorProcess | undefined
  const network = await openNetwork(() => collector?.url ?? 'http://127.0.0.1:9', state.networkPort)
  if (state.network) Object.assign(network.stats, state.network)
  for (const id of journal.read<string>('acked')) network.acked.add(id)
  Object.assign(state, { sitePort: site.port, networkPort: network.port, network: network.stats })
  const noted = new Set(network.acked)
  const save = () => {
    for (const id of network.acked)
      if (!noted.has(id)) {
        noted.add(id)
        journal.note('acked', id)
      }
    state.seconds = Math.round((Date.now() - started) / 1000)
    journal.save()
  }
  journal.save()

  const database = join(folder, 'collector.db')
  const profile = join(folder, 'profile')
  const start = () =>
    startCollector({
      main: options.main,
      database,
      origins: [site.origin],
      onEvent: ({ event }) => {
        if (event === 'conflict') conflicts++
      },
    })
  const visits = (does: Visit['does'], count: number) =>
    Array.from({ length: count }, (_, tab) =>
      site.visit({ tab, does, endpoint: `${network.origin}/v1/records`, key: KEY, pauseMs: 250 }),
    )
  /** Resolves when `isSo`, looked at whenever a page speaks, or at the deadline. */
  const until = async (isSo: () => boolean, ms: number): Promise<boolean> => {
    const end = Date.now() + ms
    while (!isSo()) {
      const left = end - Date.now()
      if (left <= 0) return false
      await Promise.race([new Promise<void>((resolve) => (wake = resolve)), sleep(Math.min(left, 250))])
    }
    return true
  }

  let browser: Launched | undefined
  let silent = 0
  try {
    collector = await start()
    while (state.kills < options.kills) {
      if (options.isOver?.() || Date.now() > (options.endBefore ?? Infinity)) break
      const random = createRandom(seed, 'round', state.kills)
      const lot = random()
      // One round in eight without any network, one with a good one.
      const isDown = lot < 0.125
      network.set(lot > 0.875 ? 0 : options.faulty, random)
      if (isDown) await network.down()
      const count = 1 + Math.floor(random() * 2 * options.answers)
      const lagMs = random() * 150
      const killsCollector = random() < options.collectorKills
      const collectorAt = random()
      const sleeps = random() < (options.sleeps ?? 0)

      const before = state.thanked
      browser = await launch(engine, profile, visits('answer', tabs))
      const heard = await until(() => state.thanked > before, FIRST_WORD_MS)
      if (killsCollector && collector) {
        await until(() => state.thanked - before >= count * collectorAt, 30_000)
        const dying: CollectorProcess = collector
        collector = undefined
        await dying.kill()
        state.collectorKills++
        collector = await start()
      }
      await until(() => state.thanked - before >= count, 30_000)
      if (sleeps) {
        process.kill(-browser.pid, 'SIGSTOP')
        await sleep(SLEEP_MS)
        process.kill(-browser.pid, 'SIGCONT')
        await sleep(2000)
      }
      await sleep(lagMs)
      await browser.kill()
      browser = undefined
      if (isDown) await network.up()
      silent = heard ? 0 : silent + 1
      if (silent >= MAX_SILENT) {
        troubles['gave up'] = 1 // what was thanked for until then is judged all the same
        break
      }
      if (heard) state.kills++
      else troubles.silent = (troubles.silent ?? 0) + 1
      save()
      options.onRound?.({
        kills: state.kills,
        thanked: state.thanked,
        troubles: Object.values(troubles).reduce((sum, times) => sum + times, 0),
      })
    }

    network.set(0, () => 1)
    waiting = {}
    const healthyFrom = Date.now()
    browser = await launch(engine, profile, visits('drain', 1))
    await until(() => !!waiting[0], FIRST_WORD_MS)
    await until(() => !!waiting[0] && !waiting[0].out.length, (options.healthyMs ?? HEALTHY_MS) + TOLD_MS)
    const drainMs = Date.now() - healthyFrom
    await browser.kill()
    browser = undefined
    save()

    const promised = journal.read<Promised>('promised')
    const rows = rowsOf(database)
    const left = waiting[0] ?? { out: ['the page did not speak'], dead: [] }
    const times = (is: Promised['is']) => {
      const all = promised.filter((each) => each.is === is).map(({ ms }) => ms)
      return Object.fromEntries(
        [50, 95, 99].map((share) => [`p${share}`, percentile(all, share / 100)]),
      ) as KillRunResult['thanksMs']
    }
    return {
      kills: state.kills,
      collectorKills: state.collectorKills,
      thanked: promised.filter(({ is }) => is === 'thanked').length,
      promised: promised.filter(({ is }) => is === 'promised').length,
      records: promised.reduce((sum, each) => sum + (each.is === 'thanked' ? each.records.length : 1), 0),
      rows: rows.length,
      network: network.stats,
      verdict: judge({ promised, rows, acked: network.acked, stuck: left.out, refused: left.dead }),
      conflicts,
      troubles,
      thanksMs: times('thanked'),
      outcomeMs: times('promised'),
      drainMs,
      seconds: Math.round((Date.now() - started) / 1000),
    }
  } finally {
    await browser?.kill()
    await collector?.kill()
    await network.down()
    await site.close()
    save()
  }
}
