import { join } from 'node:path'
import { type Build, CACHE } from '../lab/freezeBuild.ts'
import { showProgress } from '../lab/progress.ts'
import { versions } from '../lab/versions.ts'
import { installPeers, type Peers } from './installPeers.ts'
import { type PeersRunOptions, type PeersRunResult, peersRun, planOf } from './peersRun.ts'
import { peersTable, soundPeers } from './peersTable.ts'

interface Comparison {
  result: PeersRunResult & { versions: ReturnType<typeof versions> & { peers: Peers['versions'] } }
  /** The table, as Markdown. */
  text: string
  /** Whether each peer delivered everything once when nothing was wrong. */
  isSound: boolean
}

/** `npm run faults -- --peers N`: installs the peers where needed, plays every row with each, and draws the table. */
export async function comparePeers({
  build,
  ...options
}: Omit<PeersRunOptions, 'bundles' | 'sdk' | 'folder' | 'onCell'> & { build: Build }): Promise<Comparison> {
  const { engine, repetitions, seed, only } = options
  const { rows, peers: played } = planOf(only)
  const { bundles, versions: peers } = installPeers()
  const bar = showProgress(`${engine}, peers`, repetitions * rows.length * played.length)
  const run = await peersRun({
    ...options,
    bundles,
    sdk: build.sdk,
    folder: join(CACHE, ['peers', engine, repetitions, seed, ...only, build.id].join('-')),
    onCell: (done, { row, peer, arrived, taps }) => bar.update(done, `${row} ${peer}: ${arrived} of ${taps}`),
  })
  bar.stop()
  const result = { ...run, versions: { ...versions(engine, build.id, ['src']), peers } }
  return {
    result,
    text: peersTable({ date: new Date().toISOString(), engine, seed, ...result }),
    isSound: soundPeers(run.cells).length === played.length,
  }
}
