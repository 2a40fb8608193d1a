import { engineNamed } from '../../browser/harness/engineNamed.ts'
import type { EngineName, Page } from '../../browser/harness/index.ts'
import { type CaseWindow, openStage } from '../cases/stage.ts'
import type { Build } from './freezeBuild.ts'
import { type HerdResult, herdRun } from './herdRun.ts'
import { anEnd } from './records.ts'
import { type ThanksFigures, thanksRun } from './thanksRun.ts'
import { type Typical, typical } from './typical.ts'

const SAMPLES = 8
const ROUNDS = 40
const WAITING = 900
const TAPS = 200

export interface Figures {
  /** Milliseconds until a record is durable, with fewer than 8 records waiting and with 900 or more. */
  enqueueMs: { none: Typical; full: Typical }
  /** Median with 900 waiting ÷ median with none. */
  enqueueRatio: number
  /** Deliveries beyond the first, per record, of ten tabs that write at once to a healthy server. */
  redelivery: number
  /** From tap to thanks. */
  tap: ThanksFigures
  /** Arrivals after outages; counted, not waited for. */
  herd: HerdResult[]
}

/** Measures what no fault is needed for, in one engine. */
export async function figuresRun(name: EngineName, seed: number, build: Build): Promise<Figures> {
  const tap = await thanksRun(name, TAPS, build)
  return { ...(await queueFigures(name)), tap, herd: herdRun(seed) }
}

async function queueFigures(name: EngineName): Promise<Omit<Figures, 'tap' | 'herd'>> {
  const engine = engineNamed(name)
  const browser = await engine.open()
  const stage = await openStage(engine, async () => browser)
  const other = await openStage(engine, async () => browser)
  try {
    const page = await stage.visit()
    const empty = await other.visit()
    await stage.server.down()
    await other.server.down()
    const time = (where: Page, count: number) =>
      where.eval(
        async (records) => {
          const { delivery } = window as unknown as CaseWindow
          const times: number[] = []
          for (const record of records) {
            const before = performance.now()
            await delivery.keep([record] as never)
            times.push(performance.now() - before)
          }
          return times
        },
        Array.from({ length: count }, anEnd) as unknown[],
      )
    await time(empty, SAMPLES) // opens the database
    await time(page, SAMPLES)
    await page.eval(
      (records) => (window as unknown as CaseWindow).delivery.keep(records as never),
      Array.from({ length: WAITING - SAMPLES }, anEnd) as unknown[],
    )
    // By turns, so that whatever else the machine does falls on both.
    const none: number[] = []
    const full: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const turns = [
        async () => none.push(...(await time(empty, SAMPLES))),
        async () => full.push(...(await time(page, SAMPLES))),
      ]
      if (round % 2) turns.reverse()
      await trim(empty, 0)
      await trim(page, WAITING)
      for (const turn of turns) await turn()
    }
    await stage.server.up()
    await stage.flush(page)
    await stage.until(async () => (await stage.pending(page)) === 0)

    const pages = []
    for (let n = 0; n < 10; n++) pages.push(await stage.visit())
    stage.server.requests.length = 0
    const before = stage.rows().length
    await Promise.all(pages.map((each) => stage.keep(each, 20)))
    await stage.until(() => stage.rows().length === before + 200)
    for (const each of pages) await stage.until(async () => (await stage.pending(each)) === 0)
    const sent = stage.server.requests
      .filter(({ method }) => method === 'POST')
      .reduce((sum, { body }) => sum + (JSON.parse(body) as { items: unknown[] }).items.length, 0)

    const [once, often] = [typical(none), typical(full)]
    const round = (value: number) => Math.round(value * 1000) / 1000
    return {
      enqueueMs: { none: once, full: often },
      enqueueRatio: round(often.p50 / once.p50),
      redelivery: round((sent - 200) / 200),
    }
  } finally {
    await stage.close()
    await other.close()
    await browser.close()
  }
}

/** Deletes the newest of what waits, behind the back of the page, until so many are left. */
const trim = (page: Page, count: number) =>
  page.eval(
    (count) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('pulso')
        request.onerror = () => reject(request.error)
        request.onsuccess = () => {
          const transaction = request.result.transaction('out', 'readwrite')
          const out = transaction.objectStore('out')
          const keys = out.getAllKeys()
          keys.onsuccess = () => {
            for (const key of keys.result.slice(count)) out.delete(key)
          }
          transaction.oncomplete = () => resolve()
          transaction.onabort = () => reject(transaction.error)
          request.result.close()
        }
      }),
    count,
  )
