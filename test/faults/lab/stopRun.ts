import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineName } from '../../browser/harness/index.ts'
import { KEY, startCollector } from './collector.ts'
import { type Launched, launch } from './launch.ts'
import { openNetwork } from './network.ts'
import { createRandom } from './random.ts'
import { openSite } from './site.ts'
import { storedIds } from './storedIds.ts'

export interface StopRunOptions {
  engine: EngineName
  stops: number
  tabs: number
  seed: number
  /** Share of requests to which something happens, 0–1. */
  faulty: number
  sdk: string
  main: string
  folder: string
  isOver?: () => boolean
  onStop?: (done: number, lost: number) => void
}

export interface StopRunResult {
  stops: number
  /** Records that had to be on the device or with the collector, at one stop or another. */
  records: number
  /** Looks at such records, one for each at each stop. */
  looks: number
  /** Records that were in neither. */
  lost: string[]
  starts: number
  seconds: number
}

const STOPS_OF_ONE_START = 250
const FIRST_WORD_MS = 60_000

/**
 * What a SIGKILL would leave, hundreds of times a minute: the browser is stopped a random moment after a thanks, and its
 * database is read as the next start would find it. Whatever was thanked for is there, or the collector has it. Without
 * the start of a browser after each, so it says nothing of what a start may break.
 */
export async function stopRun(options: StopRunOptions): Promise<StopRunResult> {
  const { engine, stops, tabs, seed, folder } = options
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  mkdirSync(folder, { recursive: true })
  const started = Date.now()
  const promised = new Set<string>()
  const lost = new Set<string>()
  const result = { stops: 0, records: 0, looks: 0, starts: 0 }
  let wake = () => {}
  const site = await openSite(options.sdk, (told) => {
    if (told.is === 'thanked') for (const { id } of told.records) promised.add(id)
    else if (told.is === 'promised') promised.add(told.id)
    else return
    result.records += told.is === 'thanked' ? told.records.length : 1
    wake()
  })
  const collector = await startCollector({
    main: options.main,
    database: join(folder, 'collector.db'),
    origins: [site.origin],
  })
  const network = await openNetwork(() => collector.url)
  const visits = () =>
    Array.from({ length: tabs }, (_, tab) =>
      site.visit({ tab, does: 'answer', endpoint: `${network.origin}/v1/records`, key: KEY, pauseMs: 100 }),
    )
  const word = (ms: number) =>
    Promise.race([new Promise<true>((resolve) => (wake = () => resolve(true))), sleep(ms, false)])

  let browser: Launched | undefined
  try {
    while (result.stops < stops && !options.isOver?.()) {
      const random = createRandom(seed, 'stop', result.stops)
      if (result.stops % STOPS_OF_ONE_START === 0 || !browser) {
        await browser?.kill()
        browser = await launch(engine, join(folder, 'profile'), visits())
        result.starts++
        if (!(await word(FIRST_WORD_MS))) throw new Error(`${engine} did not start.`)
      }
      // One stretch in eight without any network, one with a good one.
      if (result.stops % 25 === 0) {
        const lot = random()
        network.set(lot > 0.875 ? 0 : options.faulty, random)
        await (lot < 0.125 ? network.down() : network.up())
      }
      await word(5000)
      await sleep(random() * 150)
      process.kill(-browser.pid, 'SIGSTOP')
      await standsStill(browser.pid)
      await sleep(5) // what it said before
      const stored = storedIds(engine, join(folder, 'profile'), join(folder, 'copy'))
      for (const id of promised) {
        result.looks++
        if (network.acked.has(id)) promised.delete(id)
        else if (!stored.has(id)) lost.add(id)
      }
      process.kill(-browser.pid, 'SIGCONT')
      result.stops++
      options.onStop?.(result.stops, lost.size)
    }
    return { ...result, lost: [...lost], seconds: Math.round((Date.now() - started) / 1000) }
  } finally {
    await browser?.kill()
    await collector.kill()
    await network.down()
    await site.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Resolves once every thread of a process group has stopped: only then do its files stand still. */
async function standsStill(group: number): Promise<void> {
  const end = Date.now() + 10_000
  while (!readdirSync('/proc').every((pid) => !/^\d+$/.test(pid) || isStill(pid, group))) {
    if (Date.now() > end) throw new Error('The browser did not stop.')
    await sleep(2)
  }
}

function isStill(pid: string, group: number): boolean {
  try {
    const fields = (file: string) =>
      readFileSync(file, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
    if (Number(fields(`/proc/${pid}/stat`)[2]) !== group) return true
    return readdirSync(`/proc/${pid}/task`).every((task) =>
      /[TtZX]/.test(fields(`/proc/${pid}/task/${task}/stat`)[0] ?? 'X'),
    )
  } catch {
    return !existsSync(`/proc/${pid}`) // it has ended
  }
}
