import { shuffled } from '../../../test/bench/summary.mjs'
import { cpuShare } from './cpuShare.ts'
import { type Lab, ownCpuSeconds, serverCpuSeconds, startCollector } from './lab.ts'
import { AT_ONCE, SIZES, TWO_SHARES, type TwoSample } from './Result.ts'
import { sendHttp } from './sendHttp.ts'

/**
 * Two collectors on one Postgres beside one of them, with twice the senders at once, so that both have as much to do. Free
 * processes share the cores with Postgres and the senders, and say what this machine can give; processes that are held to
 * a share of a core leave room for all, and say whether two of them hinder each other.
 */
export async function measureTwo(lab: Lab) {
  const samples: TwoSample[] = []
  for (const share of TWO_SHARES) samples.push(...(await measureWith(lab, share)))
  return { rounds: lab.rounds, samples }
}

async function measureWith(
  { main, postgres, rounds, random, drawSeed, batchesOf, say }: Lab,
  share: number | null,
): Promise<TwoSample[]> {
  const url = postgres.url(await postgres.createDatabase())
  const collectors = [await startCollector(main, url), await startCollector(main, url)]
  const releases = share === null ? [] : collectors.map(({ pid }) => cpuShare(pid, share))
  const samples: TwoSample[] = []
  const cpuSeconds = () => [
    collectors.reduce((sum, collector) => sum + collector.cpuSeconds(), 0),
    serverCpuSeconds(postgres.engine.folder),
    ownCpuSeconds(),
  ]
  try {
    if (releases.includes(undefined)) {
      say(`two: here no process can be held to ${share} of a core; that is left out`)
      return []
    }
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
          if (round > 0) samples.push({ processes, share, batch, perSecond: records / seconds, micros })
        }
      }
      say(`two: ${share === null ? 'free' : `${share} of a core each`}, round ${round} of ${rounds}`)
    }
    return samples
  } finally {
    await Promise.all(collectors.map(({ end }) => end()))
    for (const release of releases) release?.()
  }
}
