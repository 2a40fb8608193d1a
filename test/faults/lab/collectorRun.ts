import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../../../packages/collector/test/support/openReceiver.ts'
import { type CollectorProcess, startCollector } from './collector.ts'
import { collectorCuts } from './collectorCuts.ts'
import { createSenders, ORIGIN } from './createSenders.ts'
import type { MirrorVerdict } from './LabStore.ts'
import { type LabStoreName, openLabStore } from './openLabStore.ts'
import { soon } from './openSqliteLab.ts'
import { isGood, judge, type Verdict } from './oracle.ts'
import { createRandom } from './random.ts'

export interface CollectorRunOptions {
  kills: number
  /** What the records are kept in, or copied to. @defaultValue `sqlite` */
  store?: LabStoreName
  /** Kills of the database's server. @defaultValue `0` */
  serverKills?: number
  /** Copies of the disk while it writes, of SQLite. @defaultValue `0` */
  cuts?: number
  seed: number
  main: string
  isOver?: () => boolean
  onRound?: (done: number, acked: number) => void
}

export interface CollectorRunResult {
  kills: number
  serverKills: number
  cuts: number
  acked: number
  rows: number
  /** Name and version of the database's server. */
  engine?: string
  /** Acknowledged before a cut, and not in the copy of the disk. */
  cutLost: number
  verdict: Verdict
  mirror?: MirrorVerdict
  seconds: number
}

/** Whether nothing is missing, doubled or changed, in the store and in its mirror. */
export const isUnharmed = ({ verdict, cutLost, mirror }: CollectorRunResult): boolean =>
  isGood(verdict) && cutLost === 0 && (!mirror || mirror.missing + mirror.twice + mirror.other === 0)

const RECOVERY_LIMIT_MS = 180_000

/** Posts from eight senders at once, kills the collector again and again, and compares its word with its database. */
export async function collectorRun(options: CollectorRunOptions): Promise<CollectorRunResult> {
  const { kills, serverKills = 0, cuts = 0, seed, main } = options
  const started = Date.now()
  const folder = mkdtempSync(join(tmpdir(), 'pulso-faults-'))
  const store = await openLabStore(options.store ?? 'sqlite', folder)
  const { database, env, server, engine } = store
  const senders = createSenders(store.pauseMs)
  const start = () => startCollector({ main, database, origins: [ORIGIN], ...(env && { env }) })
  const result = { kills: 0, serverKills: 0 }
  const told = () => options.onRound?.(result.kills + result.serverKills, senders.acked.size)
  let collector: CollectorProcess | undefined
  try {
    collector = server && (await start())
    while (server && collector && result.serverKills < serverKills && !options.isOver?.()) {
      const { url } = collector
      const random = createRandom(seed, 'server', result.serverKills)
      let over = false
      const posting = senders.post(url, random, () => over)
      await soon(random)
      await server.kill()
      await server.start()
      await until(async () => (await fetch(`${url}/readyz`)).status === 200, RECOVERY_LIMIT_MS)
      over = true
      await posting
      result.serverKills++
      told()
    }
    await collector?.stop()
    while (result.kills < kills && !options.isOver?.()) {
      const random = createRandom(seed, 'collector', result.kills)
      collector = await start()
      let over = false
      const posting = senders.post(collector.url, random, () => over)
      await store.moment(random)
      await collector.kill()
      collector = undefined
      over = true
      await posting
      result.kills++
      told()
    }
    collector = await start()
    // What was never acknowledged is delivered at last: 0 may be refused, and 0 doubled.
    await senders.deliver(collector.url)
    const rows = await store.rows()
    const mirror = await store.compare?.(rows)
    await collector.stop()
    collector = undefined
    const verdict = judge({ promised: [], rows, acked: senders.acked, stuck: [], refused: [] })
    return {
      ...result,
      ...(await collectorCuts({ cuts, seed, main, folder, isOver: options.isOver })),
      ...(engine && { engine }),
      acked: senders.acked.size,
      rows: rows.length,
      verdict,
      ...(mirror && { mirror }),
      seconds: Math.round((Date.now() - started) / 1000),
    }
  } finally {
    await collector?.kill()
    await store.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
