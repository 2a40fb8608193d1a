import { setTimeout as sleep } from 'node:timers/promises'
import { openReceiver, until } from '../../../packages/collector/test/support/openReceiver.ts'
import { runClickhouse } from '../../../packages/collector/test/support/runClickhouse.ts'
import type { StoredRow } from './collector.ts'
import type { LabStore, MirrorVerdict } from './LabStore.ts'
import { openSqliteLab } from './openSqliteLab.ts'

/** How long a batch may take to set out: a lease of the collector before runs out first. */
const BATCH_LIMIT_MS = 120_000
const COPY_LIMIT_MS = 1_200_000
/** Of each sender between two batches: enough for a batch of the mirror in every life of the collector, and no backlog. */
const PAUSE_MS = 300

/**
 * A SQLite file, and a real ClickHouse that it is copied to. The collector is killed while a batch is on its way: before it
 * is taken, right after, or a little later.
 */
export async function openMirrorLab(folder: string): Promise<LabStore> {
  const sqlite = openSqliteLab(folder)
  const clickhouse = await runClickhouse('today')
  const name = clickhouse.newDatabase()
  let batches = 0
  let meet = (_: 'before' | 'after') => {}
  const gate = await openReceiver(async (request) => {
    const isBatch = request.path.startsWith('/?query=INSERT')
    if (isBatch) {
      batches += 1
      meet('before')
    }
    const answer = await clickhouse.ask(request).catch(() => ({ status: 502 }))
    if (isBatch) meet('after')
    return answer
  })
  const [version] = await clickhouse.rows('SELECT version() AS version')
  return {
    ...sqlite,
    env: { COLLECTOR_MIRROR: `${gate.url}/${name}`, COLLECTOR_MIRROR_LEASE_SECONDS: '1' },
    engine: `ClickHouse ${version?.version} (chdb)`,
    pauseMs: PAUSE_MS,
    async moment(random) {
      gate.received.length = 0 // it remembers every body
      const [wanted, lateMs] = [random() < 0.4 ? 'before' : 'after', random() < 0.3 ? random() * 50 : 0]
      let isMet = false
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('No batch set out for ClickHouse.')), BATCH_LIMIT_MS)
        meet = (met) => {
          if (met !== wanted || isMet) return
          isMet = true
          clearTimeout(timer)
          resolve()
        }
      })
      if (lateMs > 0) await sleep(lateMs)
    },
    async compare(rows): Promise<MirrorVerdict> {
      const numberOf = async (sql: string) => Number((await clickhouse.rows(sql))[0]?.count)
      const view = `${name}.pulso_mirror`
      await until(
        async () => (await numberOf(`SELECT uniqExact(id) AS count FROM ${view}`)) >= rows.length,
        COPY_LIMIT_MS,
      )
      const seen = (await clickhouse.rows(`SELECT id, json FROM ${view}`)) as unknown as StoredRow[]
      const found = new Map(seen.map(({ id, json }) => [id, json]))
      const stored = new Map(rows.map(({ id, json }) => [id, json]))
      const raw = await numberOf(`SELECT count() AS count FROM ${name}.pulso_mirror_rows_1`)
      return {
        records: seen.length,
        missing: rows.filter(({ id }) => !found.has(id)).length,
        twice: seen.length - found.size,
        other: [...found].filter(([id, json]) => stored.get(id) !== json).length,
        copies: raw - found.size,
        batches,
      }
    },
    async close() {
      await gate.close()
      await clickhouse.engine.stop()
    },
  }
}
