import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineName } from '../../browser/harness/index.ts'
import { KEY, rowsOf, startCollector } from './collector.ts'
import { canMount, copyImage, type Disk, mount, mountNew } from './disk.ts'
import { type Launched, launch } from './launch.ts'
import { openNetwork } from './network.ts'
import { judge, type Promised } from './oracle.ts'
import type { Told, Visit } from './page.ts'
import { createRandom } from './random.ts'
import { openSite } from './site.ts'

export interface PowerRunOptions {
  engine: EngineName
  cuts: number
  seed: number
  sdk: string
  main: string
  folder: string
  isOver?: () => boolean
  onCut?: (done: number, lost: number) => void
}

export interface PowerRunResult {
  cuts: number
  thanked: number
  lost: string[]
  /** Cuts whose copy of the disk could not be used at all: those count as lost. */
  unreadable: number
  /** Cuts after which the browser did not say in time that nothing waits: nothing follows from these. */
  undecided: number
  seconds: number
}

const FIRST_WORD_MS = 150_000
const DRAIN_MS = 120_000

/**
 * Cuts the power right after a thanks: the disk under the profile is copied at that moment, and a new browser starts
 * on the copy. Nothing was sent before, so that what arrives then was on the disk.
 *
 * @throws where file systems cannot be mounted.
 */
export async function powerRun(options: PowerRunOptions): Promise<PowerRunResult> {
  const { engine, cuts, seed, folder } = options
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  mkdirSync(folder, { recursive: true })
  if (!(await canMount(folder)))
    throw new Error(
      'Power cuts need root and loop devices: the disk of the profile is a file that is copied.',
    )

  const started = Date.now()
  const result: PowerRunResult = { cuts: 0, thanked: 0, lost: [], unreadable: 0, undecided: 0, seconds: 0 }
  let promised: Promised[] = []
  let waiting: Extract<Told, { is: 'waiting' }> | undefined
  let wake = () => {}
  const site = await openSite(options.sdk, (told) => {
    if (told.is === 'thanked' || told.is === 'promised') promised.push(told)
    if (told.is === 'waiting') waiting = told
    wake()
  })
  const database = join(folder, 'collector.db')
  const collector = await startCollector({ main: options.main, database, origins: [site.origin] })
  const network = await openNetwork(() => collector.url)
  const visits = (does: Visit['does']) => [
    site.visit({ tab: 0, does, endpoint: `${network.origin}/v1/records`, key: KEY, pauseMs: 100 }),
  ]
  const until = async (isSo: () => boolean, ms: number): Promise<boolean> => {
    const end = Date.now() + ms
    while (!isSo()) {
      if (Date.now() > end) return false
      await Promise.race([new Promise<void>((resolve) => (wake = resolve)), sleep(100)])
    }
    return true
  }

  let browser: Launched | undefined
  let disk: Disk | undefined
  const rest = async () => {
    await browser?.kill()
    browser = undefined
    await disk?.unmount()
    disk = undefined
  }
  const images = Object.fromEntries(['new', 'live', 'cut'].map((name) => [name, join(folder, `${name}.img`)]))
  try {
    // Once: a profile that has been started, so that a cut meets answers and not a first start.
    disk = await mountNew(images.new as string, join(folder, 'disk'))
    browser = await launch(engine, join(disk.folder, 'profile'), visits('drain'))
    if (!(await until(() => !!waiting, FIRST_WORD_MS))) throw new Error(`${engine} did not start.`)
    await sleep(1500)
    await rest()

    for (let cut = 0; cut < cuts && !options.isOver?.(); cut++) {
      const random = createRandom(seed, 'cut', cut)
      const count = 1 + Math.floor(random() * 4)
      await network.down()
      promised = []
      waiting = undefined
      await copyImage(images.new as string, images.live as string)
      disk = await mount(images.live as string, join(folder, 'disk'))
      browser = await launch(engine, join(disk.folder, 'profile'), visits('answer'))
      await until(() => promised.length >= count, FIRST_WORD_MS)
      process.kill(-browser.pid, 'SIGSTOP') // so that the copy is of one moment
      const before = [...promised]
      await copyImage(images.live as string, images.cut as string)
      await rest()

      await network.up()
      disk = await mount(images.cut as string, join(folder, 'disk')).catch(() => undefined)
      let isDecided = true
      if (disk) {
        browser = await launch(engine, join(disk.folder, 'profile'), visits('drain'))
        isDecided = await until(() => !!waiting && !waiting.out.length, DRAIN_MS)
        await rest()
      } else result.unreadable++
      if (!isDecided) {
        result.undecided++
        continue
      }
      const { lost } = judge({ promised: before, rows: rowsOf(database), acked: [], stuck: [], refused: [] })
      result.cuts++
      result.thanked += before.length
      result.lost.push(...lost)
      options.onCut?.(result.cuts, result.lost.length)
    }
    return { ...result, seconds: Math.round((Date.now() - started) / 1000) }
  } finally {
    await rest()
    await collector.kill()
    await network.down()
    await site.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
