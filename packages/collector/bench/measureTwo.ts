import { shuffled } from '../../../test/bench/summary.mjs'
import { type Lab, ownCpuSeconds, serverCpuSeconds, startCollector } from './lab.ts'
import { AT_ONCE, SIZES, type TwoSample } from './Result.ts'
import { sendHttp } from './sendHttp.ts'

/** Two collectors on one Postgres beside one of them, with twice the senders at once, so that both have as much to do. */
export async function measureTwo({ main, postgres, rounds, random, drawSeed, batchesOf, say }: Lab) {
  const url = postgres.url(await postgres.createDatabase())
  const collectors = [await startCollector(main, url), await startCollector(main, url)]
  const samples: TwoSample[] = []
  const cpuSeconds = () => [
    collectors.reduce((sum, collector) => sum + collector.cpuSeconds(), 0),
    serverCpuSeconds(postgres.engine.folder),
    ownCpuSeconds(),
  ]
  try {
    for (let round = 0; round <= rounds; round += 1) {
      for (const batch of SIZES) {
        for (const processes of shuffled([1, 2] as const, random)) {
          const urls = collectors.slice(0, processes).map((collector) => collector.url)
          const marks: number[][] = [] // before what is counted, and after it
          const work = {
            spent: () => marks.push(cpuSeconds()),
            seed: drawSeed(),
            batch,
            batches: batchesOf(batch) * processes,
            atOnce: AT_ONCE * processes,
          }
          const { records, seconds } = await sendHttp(urls.join(), work)
          const [before = [], after = []] = marks
          const microsOf = (place: number) => (((after[place] ?? 0) - (before[place] ?? 0)) * 1e6) / records
          const micros = { collectors: microsOf(0), engine: microsOf(1), senders: microsOf(2) }
          if (round > 0) samples.push({ processes, batch, perSecond: records / seconds, micros })
        }
      }
      say(`two: round ${round} of ${rounds}`)
    }
    return { rounds, samples }
  } finally {
    await Promise.all(collectors.map(({ end }) => end()))
  }
}
