import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CollectorProcess, rowsOf, startCollector } from './collector.ts'
import { canMount, copyImage, type Disk, mount, mountNew } from './disk.ts'
import { judge, type Verdict } from './oracle.ts'
import { createRandom, type Random } from './random.ts'
import { aBatch, aRecord } from './records.ts'

export interface CollectorRunOptions {
  kills: number
  /** Copies of the disk while it writes. @defaultValue `0` */
  cuts?: number
  seed: number
  main: string
  isOver?: () => boolean
  onRound?: (done: number, acked: number) => void
}

export interface CollectorRunResult {
  kills: number
  cuts: number
  acked: number
  rows: number
  /** Acknowledged before a cut, and not in the copy of the disk. */
  cutLost: number
  verdict: Verdict
  seconds: number
}

const SENDERS = 8
const ORIGIN = 'https://shop.example'

/** Posts from eight senders at once, kills the collector again and again, and compares its word with its file. */
export async function collectorRun(options: CollectorRunOptions): Promise<CollectorRunResult> {
  const { kills, cuts = 0, seed, main } = options
  const started = Date.now()
  const folder = mkdtempSync(join(tmpdir(), 'pulso-faults-'))
  const acked = new Set<string>()
  const ask = async (url: string, body: string): Promise<void> => {
    const reply = await fetch(`${url}/v1/records`, {
      method: 'POST',
      body,
      headers: { origin: ORIGIN, 'content-type': 'text/plain;charset=UTF-8' },
    })
    if (reply.status !== 200) return
    const { ok, dup } = (await reply.json()) as { ok: string[]; dup: string[] }
    for (const id of [...ok, ...dup]) acked.add(id)
  }
  /** What a sender could not deliver it sends again, to the next life of the collector. */
  const left: string[][] = Array.from({ length: SENDERS }, () => [])
  async function post(url: string, random: Random, isOver: () => boolean): Promise<void> {
    await Promise.all(
      left.map(async (mine) => {
        while (!isOver()) {
          const body =
            mine[0] ?? aBatch(Array.from({ length: 1 + Math.floor(random() * 20) }, () => aRecord()))
          mine[0] = body
          try {
            await ask(url, body)
            mine.length = 0
            if (random() < 0.1) await ask(url, body) // doubled by the network
          } catch {
            return // it is dead
          }
        }
      }),
    )
  }

  const database = join(folder, 'collector.db')
  const result = { kills: 0, cuts: 0, cutLost: 0 }
  let collector: CollectorProcess | undefined
  let disk: Disk | undefined
  try {
    while (result.kills < kills && !options.isOver?.()) {
      const random = createRandom(seed, 'collector', result.kills)
      collector = await startCollector({ main, database, origins: [ORIGIN] })
      let over = false
      const posting = post(collector.url, random, () => over)
      await sleep(random() * 500)
      await collector.kill()
      collector = undefined
      over = true
      await posting
      result.kills++
      options.onRound?.(result.kills, acked.size)
    }
    // What was never acknowledged is delivered at last: 0 may be refused, and 0 doubled.
    collector = await startCollector({ main, database, origins: [ORIGIN] })
    for (const body of left.flat()) await ask(collector.url, body)
    await collector.stop()
    collector = undefined
    const rows = rowsOf(database)
    const verdict = judge({ promised: [], rows, acked, stuck: [], refused: [] })
    const total = acked.size

    if (cuts > 0 && (await canMount(folder))) {
      const [live, copy] = [join(folder, 'live.img'), join(folder, 'cut.img')]
      while (result.cuts < cuts && !options.isOver?.()) {
        const random = createRandom(seed, 'collector cut', result.cuts)
        acked.clear()
        for (const mine of left) mine.length = 0
        disk = await mountNew(live, join(folder, 'disk'), 64)
        const path = (root: Disk) => join(root.folder, 'collector.db')
        collector = await startCollector({ main, database: path(disk), origins: [ORIGIN] })
        let over = false
        const posting = post(collector.url, random, () => over)
        await sleep(50 + random() * 300)
        process.kill(collector.pid, 'SIGSTOP')
        const before = [...acked]
        await copyImage(live, copy)
        await collector.kill()
        collector = undefined
        over = true
        await posting
        await disk.unmount()
        disk = await mount(copy, join(folder, 'disk'))
        const found = new Set(rowsOf(path(disk), true).map(({ id }) => id))
        result.cutLost += before.filter((id) => !found.has(id)).length
        await disk.unmount()
        disk = undefined
        result.cuts++
      }
    }
    return {
      ...result,
      acked: total,
      rows: rows.length,
      verdict,
      seconds: Math.round((Date.now() - started) / 1000),
    }
  } finally {
    await collector?.kill()
    await disk?.unmount()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
