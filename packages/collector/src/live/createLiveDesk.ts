import type { Programme } from '@pulso/insights'
import type { Store } from '../Store.ts'
import { type Calls, createCalls } from './createCalls.ts'
import type { Asked, Drawing, Glance, Lent, Recounted, Wanted } from './LiveCalls.ts'
import type { LiveFilter } from './LiveFilter.ts'
import { openHere } from './openHere.ts'
import type { OpenThread, Thread } from './Thread.ts'

export interface LiveDeskOptions {
  store: Pick<Store, 'after' | 'end' | 'sql'>
  /** Keys of `context` by which records can be told apart. */
  segments: readonly string[]
  programme?: Programme | undefined
  now: () => number
  /** Told what went wrong. */
  failed: (message: string) => void
  /** Told how many blocks that were counted before are counted again. */
  recounted: (blocks: number, reason: Recounted) => void
  /** Starts what counts and draws. @defaultValue in this process */
  openThread?: OpenThread | undefined
}

/** The numbers, from the thread that takes records: it asks, and goes on taking records. */
export interface LiveDesk {
  /** Goes on counting what arrives, for an hour after it was last asked to. Else counting is done when somebody looks. */
  follow(): void
  /** Counts what is there, for at most `waitMs`. Rejects when the store is away. */
  glance(filter: LiveFilter, waitMs: number): Promise<Glance>
  draw(wanted: Wanted): Promise<Drawing>
  /** How many records were deleted until now: a drawing that knows of fewer may hold one. */
  deleted(): Promise<number>
  stop(): Promise<void>
}

/** A thread that ends by itself is not started again at once: what ended it may still be there. */
const REST_MS = 30_000
const STOP_MS = 2000

/** Starts nothing before somebody asks. */
export function createLiveDesk({
  store,
  segments,
  programme,
  now,
  openThread = openHere,
  ...told
}: LiveDeskOptions): LiveDesk {
  const { db, dialect } = store.sql
  const sum = db
    .selectFrom('deletions')
    .select(({ fn }) => fn.sum<number | string | null>('records').as('records'))
  let open: { thread: Thread; calls: Calls<Asked> } | undefined
  let ended: { error: Error; at: number } | undefined
  let isStopped = false
  /** What the thread is using of the store. */
  const lending = new Set<Promise<unknown>>()
  const lend = <Result>(use: Promise<Result>): Promise<Result> => {
    lending.add(use)
    return use.finally(() => lending.delete(use))
  }

  const lent: Lent = {
    async after(cursor, limit) {
      const page = await lend(store.after(cursor, limit))
      const records = page.records.map(({ project, mode, run, json }) => ({ project, mode, run, json }))
      return { ...page, records, nowMs: now() }
    },
    end: () => lend(store.end()),
    run: (statements, options) => lend(store.sql.run(statements, options)),
    ...told,
  }

  const calls = (): Calls<Asked> => {
    if (open) return open.calls
    if (isStopped) throw new Error('The collector is closing.')
    if (ended && performance.now() < ended.at + REST_MS) throw ended.error
    const thread = openThread({ segments, programme, dialect }, (error) => {
      if (open?.thread !== thread) return
      ended = { error, at: performance.now() }
      open.calls.fail(error)
      open = undefined
      told.failed(error.message)
    })
    open = { thread, calls: createCalls<Asked, Lent>(thread.port, lent) }
    return open.calls
  }

  return {
    follow() {
      void (async () => calls().ask('follow'))().catch(() => {}) // whoever looks is told
    },
    glance: async (filter, waitMs) => calls().ask('glance', filter, waitMs),
    draw: async (wanted) => calls().ask('draw', wanted),
    async deleted() {
      const [[found]] = await store.sql.run([sum])
      return Number(found?.records ?? 0)
    },
    async stop() {
      isStopped = true
      if (!open) return
      const { thread, calls } = open
      open = undefined
      // a thread that draws hears nothing; what it has counted is kept block by block, so it may end at any time
      let timer: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, STOP_MS)
      })
      await Promise.race([calls.ask('stop').catch(() => {}), late])
      calls.fail(new Error('The collector is closing.'))
      await thread.end()
      await Promise.race([Promise.allSettled(lending), late])
      clearTimeout(timer)
    },
  }
}
