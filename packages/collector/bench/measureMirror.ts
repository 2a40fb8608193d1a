import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { shuffled } from '../../../test/bench/summary.mjs'
import { type RunningClickhouse, runClickhouse } from '../test/support/runClickhouse.ts'
import { feedClickhouse } from './feedClickhouse.ts'
import { fillSqlite } from './fill.ts'
import { type BenchCollector, type Lab, startCollector } from './lab.ts'
import { probeLag } from './probeLag.ts'
import { AT_ONCE, type CopySample, LAG_LOADS, type LagSample } from './Result.ts'
import { sendHttp } from './sendHttp.ts'

const BATCH = 50
/** Batches that wait when a mirror begins, for each that is sent in a measurement of speed. */
const WAITING = 5
const POLL_MS = 20
const CALM_MS = 6000

/**
 * How fast the mirror takes what waits for it, beside the same rows from a plain client of ClickHouse; and how long after
 * its acknowledgement a record is there, with nothing else to do and under a full load. Each round has a mirror of its own.
 */
export async function measureMirror({ main, rounds, random, drawSeed, batchesOf, say }: Lab) {
  const clickhouse = await runClickhouse('today')
  const copies: CopySample[] = []
  const lags: LagSample[] = []
  const records = BATCH * batchesOf(BATCH) * WAITING
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const folder = mkdtempSync(join(tmpdir(), 'pulso-bench-'))
      const file = join(folder, 'collector.db')
      fillSqlite(file, records, say)
      const database = clickhouse.newDatabase()
      let collector: BenchCollector | undefined
      const sides = {
        raw: () => feedClickhouse(clickhouse, file),
        async mirror() {
          collector = await startCollector(main, file, { COLLECTOR_MIRROR: clickhouse.url(database) })
          const began = performance.now()
          await untilThere(clickhouse, database, records)
          return (performance.now() - began) / 1000
        },
      }
      for (const side of shuffled(['mirror', 'raw'] as const, random)) {
        const seconds = await sides[side]()
        if (round > 0) copies.push({ side, records, seconds })
      }
      const { url = '', end } = collector ?? {}
      for (const load of LAG_LOADS) {
        const [batches, seed] = [2 * batchesOf(BATCH), drawSeed()]
        const ending = new AbortController()
        const sending = load === 'full' && sendHttp(url, { seed, batch: BATCH, batches, atOnce: AT_ONCE })
        const probing = probeLag({ url, clickhouse, database, seed: drawSeed(), until: ending.signal })
        await (sending || sleep(CALM_MS))
        ending.abort()
        const milliseconds = await probing
        if (round > 0) lags.push({ load, milliseconds })
      }
      await end?.()
      rmSync(folder, { recursive: true, force: true })
      say(`mirror: round ${round} of ${rounds}`)
    }
    return { rounds, copies, lags }
  } finally {
    await clickhouse.engine.stop()
  }
}

async function untilThere(clickhouse: RunningClickhouse, database: string, records: number): Promise<void> {
  for (;;) {
    const [row] = await clickhouse
      .rows(`SELECT count() AS count FROM ${database}.pulso_mirror`)
      .catch(() => [])
    if (Number(row?.count) === records) return
    await sleep(POLL_MS)
  }
}
