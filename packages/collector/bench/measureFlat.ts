import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shuffled } from '../../../test/bench/summary.mjs'
import { fillPostgres, fillSqlite, warmSqlite } from './fill.ts'
import { type Lab, startCollector } from './lab.ts'
import { AT_ONCE, type FlatSample } from './Result.ts'
import { sendHttp } from './sendHttp.ts'

const FLAT_SIZES = [10, 50] as const

export interface Filled {
  sqlite: number
  postgres: number
  /** A folder that keeps the filled SQLite file for the next run. */
  data?: string | undefined
}

/**
 * The same collector on empty tables and on full ones, in turn. The engines fill the tables by themselves, and have the
 * index of ids in memory when it begins, as on a server that has been at work: Postgres has just written it.
 */
export async function measureFlat(
  { main, postgres, rounds, random, drawSeed, batchesOf, say }: Lab,
  filled: Filled,
) {
  const folder = mkdtempSync(join(tmpdir(), 'pulso-bench-'))
  const full = postgres.url(await postgres.createDatabase())
  const file = join(filled.data ?? folder, `sqlite-${filled.sqlite}.db`)
  if (!existsSync(file)) {
    fillSqlite(`${file}.part`, filled.sqlite, say)
    renameSync(`${file}.part`, file)
  }
  const collectors = {
    sqlite: {
      empty: await startCollector(main, join(folder, 'empty.db')),
      full: await startCollector(main, file),
    },
    postgres: {
      empty: await startCollector(main, postgres.url(await postgres.createDatabase())),
      full: await startCollector(main, full),
    },
  }
  const samples: FlatSample[] = []
  try {
    await sendHttp(collectors.postgres.full.url, { seed: 1, batch: 1, batches: 1, atOnce: 1 }) // makes the month's table
    await fillPostgres(full, filled.postgres, say)
    warmSqlite(file)
    const pairs = (['sqlite', 'postgres'] as const).flatMap((engine) =>
      FLAT_SIZES.map((batch) => ({ engine, batch })),
    )
    for (let round = 0; round <= rounds; round += 1) {
      for (const { engine, batch } of shuffled(pairs, random)) {
        for (const tables of shuffled(['empty', 'full'] as const, random)) {
          const work = { seed: drawSeed(), batch, batches: batchesOf(batch), atOnce: AT_ONCE }
          const { records, seconds, p99 } = await sendHttp(collectors[engine][tables].url, work)
          if (round > 0) samples.push({ engine, batch, tables, perSecond: records / seconds, p99 })
        }
      }
      say(`flat: round ${round} of ${rounds}`)
    }
    return { rounds, filled: { sqlite: filled.sqlite, postgres: filled.postgres }, samples }
  } finally {
    await Promise.all(Object.values(collectors).flatMap(({ empty, full }) => [empty.end(), full.end()]))
    rmSync(folder, { recursive: true, force: true })
  }
}
