import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../../../packages/collector/test/support/openReceiver.ts'
import { type CollectorProcess, startCollector } from './collector.ts'
import { collectorCuts } from './collectorCuts.ts'
import { createSenders, ORIGIN, type Senders } from './createSenders.ts'
import type { MirrorVerdict } from './LabStore.ts'
import { type LabStoreName, openLabStore } from './openLabStore.ts'
import { soon } from './openSqliteLab.ts'
import { judge, type Verdict } from './oracle.ts'
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
  /** Rounds whose draws were used before. @defaultValue `0` of each */
  from?: { kills: number; serverKills: number } | undefined
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

const RECOVERY_LIMIT_MS = 180_000
const FIRST_BATCH_LIMIT_MS = 60_000
/** Share of the collectors that live until they have acknowledged something, however busy the machine is. */
const BUSY_LIVES = 0.8

/** Posts from eight senders at once to each collector, kills it again and again, and compares its word with its database. */
export async function collectorRun(options: CollectorRunOptions): Promise<CollectorRunResult> {
  const { kills, serverKills = 0, cuts = 0, seed, main } = options
  const { from = { kills: 0, serverKills: 0 } } = options
  const started = Date.now()
  const folder = mkdtempSync(join(tmpdir(), 'pulso-faults-'))
  const store = await openLabStore(options.store ?? 'sqlite', folder)
  const { database, env, server, engine } = store
  const lanes = Array.from({ length: store.collectors ?? 1 }, () => createSenders(store.pauseMs))
  const ackedNow = () => lanes.reduce((sum, { acked }) => sum + acked.size, 0)
  const result = { kills: 0, serverKills: 0 }
  const told = () => options.onRound?.(result.kills + result.serverKills, ackedNow())
  const alive = new Set<CollectorProcess>()
  const start = async () => {
    const collector = await startCollector({ main, database, origins: [ORIGIN], ...(env && { env }) })
    alive.add(collector)
    return collector
  }
  const end = async (collector: CollectorProcess, how: 'kill' | 'stop') => {
    await collector[how]()
    alive.delete(collector)
  }

  /** The server goes while a collector lives, which has to find it again. */
  async function killServer(stop: NonNullable<typeof server>, senders: Senders): Promise<void> {
    const collector = await start()
    while (result.serverKills < serverKills && !options.isOver?.()) {
      const random = createRandom(seed, 'server', from.serverKills + result.serverKills)
      let over = false
      const posting = senders.post(collector.url, random, () => over)
      await soon(random)
      await stop.kill()
      await stop.start()
      await until(async () => (await fetch(`${collector.url}/readyz`)).status === 200, RECOVERY_LIMIT_MS)
      over = true
      await posting
      result.serverKills++
      told()
    }
    await end(collector, 'stop')
  }

  let begun = 0
  async function killCollectors(senders: Senders): Promise<void> {
    while (begun < kills && !options.isOver?.()) {
      const random = createRandom(seed, 'collector', from.kills + begun)
      begun++
      const collector = await start()
      let over = false
      const posting = senders.post(collector.url, random, () => over)
      const before = senders.acked.size
      if (random() < BUSY_LIVES) await until(() => senders.acked.size > before, FIRST_BATCH_LIMIT_MS)
      await store.moment(random)
      await end(collector, 'kill')
      over = true
      await posting
      result.kills++
      told()
    }
  }

  try {
    if (server && serverKills > 0) await killServer(server, lanes[0]!)
    await Promise.all(lanes.map(killCollectors))
    const collector = await start()
    // What was never acknowledged is delivered at last: 0 may be refused, and 0 doubled.
    for (const senders of lanes) await senders.deliver(collector.url)
    const rows = await store.rows()
    const mirror = await store.compare?.(rows)
    await end(collector, 'stop')
    const acked = lanes.flatMap((senders) => [...senders.acked])
    const verdict = judge({ promised: [], rows, acked, stuck: [], refused: [] })
    return {
      ...result,
      ...(await collectorCuts({ cuts, seed, main, folder, isOver: options.isOver })),
      ...(engine && { engine }),
      acked: acked.length,
      rows: rows.length,
      verdict,
      ...(mirror && { mirror }),
      seconds: Math.round((Date.now() - started) / 1000),
    }
  } finally {
    for (const collector of alive) await collector.kill()
    await store.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
