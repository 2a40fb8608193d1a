import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shuffled } from '../../../test/bench/summary.mjs'
import { openDatabase } from '../src/openDatabase.ts'
import { openPostgresStore } from '../src/postgres/openPostgresStore.ts'
import { feedPostgres } from './feedPostgres.ts'
import { feedSqlite } from './feedSqlite.ts'
import { type Lab, ownCpuSeconds, serverCpuSeconds, startCollector } from './lab.ts'
import { AT_ONCE, ENGINES, type Engine, type Sample, SIZES } from './Result.ts'
import { sendHttp } from './sendHttp.ts'

const feeds = { sqlite: feedSqlite, postgres: feedPostgres }
const MEGABYTE = 1e6

/**
 * Records per second through the collector, and through the engine's own client fed the same rows. One collector for each
 * engine serves the whole part; each round measures every pair in a drawn order, on tables that grow alike. Round 0 is not counted.
 */
export async function measureSpeed({ main, postgres, rounds, random, drawSeed, batchesOf, say }: Lab) {
  const folder = mkdtempSync(join(tmpdir(), 'pulso-bench-'))
  const urls = { collector: postgres.url(await postgres.createDatabase()), raw: await rawTable(postgres) }
  const raw = { sqlite: join(folder, 'raw.db'), postgres: urls.raw }
  openDatabase(raw.sqlite, 0).close()
  const collectors = {
    sqlite: await startCollector(main, join(folder, 'collector.db')),
    postgres: await startCollector(main, urls.collector),
  }
  const samples: Sample[] = []
  /** Processor time of whoever is measured, with the engine, without the senders. */
  const spent = (side: 'collector' | 'raw', engine: Engine) =>
    (side === 'raw' ? ownCpuSeconds() : collectors[engine].cpuSeconds()) +
    (engine === 'postgres' ? serverCpuSeconds(postgres.engine.folder) : 0)
  const pairs = ENGINES.flatMap((engine) => SIZES.map((batch) => ({ engine, batch })))
  try {
    for (let round = 0; round <= rounds; round += 1) {
      for (const { engine, batch } of shuffled(pairs, random)) {
        const same = { seed: drawSeed(), batch, batches: batchesOf(batch), atOnce: AT_ONCE }
        for (const side of shuffled(['collector', 'raw'] as const, random)) {
          const work = { ...same, spent: () => spent(side, engine) }
          const figures = await (side === 'raw'
            ? feeds[engine](raw[engine], work)
            : sendHttp(collectors[engine].url, work))
          if (round > 0) samples.push({ ...figures, engine, batch, side })
        }
      }
      say(`speed: round ${round} of ${rounds}`)
    }
    const memory = (engine: Engine) => Math.round(collectors[engine].peakBytes() / MEGABYTE)
    return { rounds, samples, memoryMb: { sqlite: memory('sqlite'), postgres: memory('postgres') } }
  } finally {
    await Promise.all(Object.values(collectors).map(({ end }) => end()))
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One plain table with the columns and indexes of the collector's, and the primary key that the ledger has there. */
async function rawTable(postgres: Lab['postgres']): Promise<string> {
  const database = await postgres.createDatabase()
  const store = await openPostgresStore(postgres.url(database))
  await store.close()
  await postgres.query(
    database,
    'CREATE TABLE raw (LIKE pulso.records INCLUDING ALL, PRIMARY KEY (project, id))',
  )
  return postgres.url(database)
}
