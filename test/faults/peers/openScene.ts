import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineName } from '../../browser/harness/index.ts'
import { withLimit } from '../../browser/harness/withLimit.ts'
import { type Launched, launch } from '../lab/launch.ts'
import { closeInOrder, REACHABLE } from './closeInOrder.ts'
import { openPeerSite, type PeerPage } from './openPeerSite.ts'
import { openRecorder, type Recorder } from './openRecorder.ts'
import type { PeerName } from './PEERS.ts'
import { WIRES } from './wires.ts'

/** One peer in one row: a browser with a profile of its own, a site and a recorder. */
export interface Scene {
  readonly recorder: Recorder
  readonly taps: readonly string[]
  /** Opens the page in so many windows, of a new process on the same profile; resolves when each SDK has started. */
  open(windows?: number): Promise<void>
  /** Ten taps, 150 ms and more between; resolves at the last one. */
  tap(): Promise<void>
  /** One tap that does not count, for an SDK that sends only when something new comes. */
  nudge(): Promise<void>
  /** To another page of the site. */
  leave(): Promise<void>
  /** In good order, as when the visitor closes the browser. */
  quit(): Promise<void>
  kill(): Promise<void>
  /**
   * All is well from now on. Waits until ten seconds after the last of the ten arrived, three minutes at most, which is
   * longer than any of them backs off by then; 20 s in, a nudge where some are missing. The same for every peer.
   */
  settle(): Promise<void>
  /** Milliseconds from when all was well until the last of the ten was there, 0 if it was before. */
  wholeAfterMs(): number | undefined
  /** Until a request with events is there, or the time is over. */
  untilSent(ms: number): Promise<boolean>
  close(): Promise<void>
}

export interface SceneSetup {
  engine: EngineName
  peer: PeerName
  /** Folder of the peers' bundles, and of Pulso's `index.js`. */
  bundles: string
  sdk: string
}

export const TAPS = 10
const START_LIMIT_MS = 150_000
const TAPS_LIMIT_MS = 90_000
const QUIT_LIMIT_MS = 30_000
const SETTLE_MS = 180_000
const NUDGE_AFTER_MS = 20_000
const QUIET_MS = 10_000
const LOOK_MS = 100

export async function openScene({ engine, peer, bundles, sdk }: SceneSetup): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'pulso-peer-'))
  const recorder = await openRecorder(WIRES[peer])
  const site = await openPeerSite(bundles, sdk)
  const taps = Array.from({ length: TAPS }, (_, i) => `tap-${i}`)
  const nudges = ['late-0', 'late-1']
  const every = [...taps, ...nudges]
  let browser: Launched | undefined
  let pages: PeerPage[] = []

  const page = () => {
    const [first] = pages
    if (!first) throw new Error('No page is open.')
    return first
  }
  const missing = () => {
    const came = new Set(recorder.arrived.map(({ tap }) => tap))
    return taps.some((tap) => !came.has(tap))
  }
  let wellFrom = 0
  const nudge = () => {
    const [next] = nudges.splice(0, 1)
    if (!next) throw new Error('There is no nudge left.')
    return withLimit(`${peer}: a late tap`, TAPS_LIMIT_MS, page().order({ taps: [next] }))
  }

  const scene: Scene = {
    recorder,
    taps,
    async open(windows = 1) {
      pages = Array.from({ length: windows }, () => site.open(peer, recorder.origin, every))
      browser = await launch(
        engine,
        join(folder, 'profile'),
        pages.map(({ url }) => url),
        engine === 'chromium' ? REACHABLE : [],
      )
      await withLimit(`${peer}: the start`, START_LIMIT_MS, Promise.all(pages.map(({ ready }) => ready)))
    },
    tap: () => withLimit(`${peer}: ten taps`, TAPS_LIMIT_MS, page().order({ taps })),
    nudge,
    leave: () => withLimit(`${peer}: another page`, TAPS_LIMIT_MS, page().order({ leave: true })),
    async quit() {
      if (!browser) return
      if (engine === 'chromium') await closeInOrder(join(folder, 'profile'))
      else process.kill(browser.pid, 'SIGTERM')
      const end = Date.now() + QUIT_LIMIT_MS
      while (isAlive(browser.pid)) {
        if (Date.now() > end) throw new Error(`${engine} did not quit.`)
        await sleep(LOOK_MS)
      }
      await scene.kill() // what held its leash
    },
    async kill() {
      await browser?.kill()
      browser = undefined
    },
    async settle() {
      recorder.set('well')
      await recorder.up()
      wellFrom = Date.now()
      const passed = () => Date.now() - wellFrom
      let wholeAt: number | undefined
      let isNudged = false
      while (passed() < SETTLE_MS) {
        if (!missing()) wholeAt ??= passed()
        if (wholeAt !== undefined && passed() - wholeAt > QUIET_MS) return
        if (!isNudged && missing() && passed() > NUDGE_AFTER_MS) {
          isNudged = true
          await nudge()
        }
        await sleep(LOOK_MS)
      }
    },
    wholeAfterMs() {
      if (missing()) return
      const last = Math.max(
        ...taps.map((tap) => recorder.arrived.find((each) => each.tap === tap)?.atMs ?? Number.NaN),
      )
      return Math.max(0, last - wellFrom)
    },
    async untilSent(ms) {
      const [before, end] = [recorder.requests, Date.now() + ms]
      while (recorder.requests === before && Date.now() < end) await sleep(LOOK_MS)
      return recorder.requests > before
    },
    async close() {
      await scene.kill()
      await recorder.down()
      await site.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  return scene
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
