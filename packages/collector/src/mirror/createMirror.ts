import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Registry } from 'prom-client'
import type { CollectorEvent } from '../CollectorEvent.ts'
import { invalidConfig } from '../checkOptions.ts'
import { createNap } from '../forward/createNap.ts'
import { createOutbox } from '../forward/createOutbox.ts'
import type { SinkRow } from '../forward/SinkRow.ts'
import { LONGEST_MS, sinkWaitMs } from '../forward/waits.ts'
import { messageOf } from '../messageOf.ts'
import type { Store } from '../Store.ts'
import { clickhouseHttp } from './clickhouseHttp.ts'
import { MirrorError } from './MirrorError.ts'
import type { MirrorOptions } from './MirrorOptions.ts'
import { mirrorAddress } from './mirrorAddress.ts'
import { createMirrorBook, MIRROR_FEED, type MirrorState } from './mirrorBook.ts'
import { MIRROR_SHAPE } from './mirrorColumns.ts'
import { createMirrorMetrics, type MirrorStatus } from './mirrorMetrics.ts'
import { createMirrorPass } from './mirrorPass.ts'
import { createMirrorTarget } from './mirrorTarget.ts'

export interface MirrorContext {
  store: Pick<Store, 'after' | 'sql'>
  options: MirrorOptions
  registry: Registry
  now: () => number
  log: (event: CollectorEvent) => void
  /** From 0 up to 1, for waits. @defaultValue `Math.random` */
  random?: () => number
}

export interface Mirror {
  /** What an operator should know, without being a reason to send nobody here; `undefined`: all is well. */
  warning: () => { code: string; lagSeconds: number } | undefined
  /** Gives up what is under way, which is done again by who comes next. */
  stop: () => Promise<void>
}

const HOUR_MS = 3_600_000
const LOOK_MS = 1000
/** Longest pause before the notes are read again: someone may have ended a wait, or begun anew. */
const LOOK_AGAIN_MS = 5000
const LEASE_MS = 15_000
const STORE_AWAY_MS = 3000
/** It is ours, so it is asked again soon: after 32 s at most. */
const MOST_FAILURES = 5
/** From then on the lag is worth a word. */
const LATE_MS = 60_000

/**
 * Copies committed records, and deletions, to ClickHouse, in a loop of its own: what goes wrong there delays nobody here.
 * One process at a time does it, by a lease in the store.
 *
 * @throws {@link CollectorError} `invalid_config`.
 */
export function createMirror({
  store,
  options,
  registry,
  now,
  log,
  random = Math.random,
}: MirrorContext): Mirror {
  const { url, sweepMs = HOUR_MS, lookMs = LOOK_MS, leaseMs = LEASE_MS } = options
  const address = mirrorAddress(url)
  if ('problems' in address) throw invalidConfig(address.problems.map((problem) => `mirror.url: ${problem}`))
  const ending = new AbortController()
  const outbox = createOutbox(store.sql)
  const book = createMirrorBook(store.sql)
  const target = createMirrorTarget(clickhouseHttp(address, ending.signal), address.database)
  const pass = createMirrorPass({ store, book, target, sweepMs })
  const owner = randomUUID()
  const nap = createNap()
  let status: MirrorStatus = 'building'
  let code: string | null = null
  let lateSince: number | undefined
  let hadAllAt = 0
  let isFirst = true
  const lagMs = () => (lateSince === undefined ? 0 : Math.max(0, now() - lateSince))
  const metrics = createMirrorMetrics(registry, { status: () => status, lagMs })

  /** One look at the notes; gives how long to wait for the next. */
  async function look(): Promise<number> {
    const row = await outbox.row(MIRROR_FEED) // before the state: who begins anew changes both, and this one's version
    const state = await book.read()
    if (!row || !state) {
      await book.begin(MIRROR_SHAPE)
      await outbox.register(MIRROR_FEED, null, 0)
      return 0
    }
    if (state.shape < MIRROR_SHAPE) {
      await book.restart(MIRROR_SHAPE)
      return 0
    }
    if (state.shape > MIRROR_SHAPE) {
      // Collectors of that release copy; this one leaves their notes alone.
      ;[status, code] = ['waiting', 'newer_release']
      return LOOK_AGAIN_MS
    }
    const [oldest] = (await store.after(row.cursor, 1)).records
    if (!oldest) hadAllAt = now()
    lateSince = oldest && Math.max(oldest.received, hadAllAt) // an import brings records of long ago
    status = row.state === 'ok' ? (state.isComplete ? 'ok' : 'building') : 'waiting'
    code = row.code
    if (isFirst) {
      isFirst = false
      if (status === 'waiting') await outbox.resume(MIRROR_FEED, now()) // a person may have put it right
      return 0
    }
    const waitMs = row.nextAt - now()
    if (waitMs > 0 && waitMs < LONGEST_MS) return Math.min(waitMs, LOOK_AGAIN_MS)
    const isSweepDue = state.hiddenSince !== null && row.clock - state.hiddenSince >= sweepMs
    const isIdle = !oldest && !state.isGoneQueued && !isSweepDue && state.isComplete && row.state === 'ok'
    if (isIdle || (row.owner !== owner && row.until > row.clock)) return lookMs
    return (await outbox.claim(row, owner, leaseMs)) ? work(row, state) : lookMs
  }

  async function work(row: SinkRow, state: MirrorState): Promise<number> {
    const renewing = setInterval(() => {
      outbox.renew(MIRROR_FEED, owner, leaseMs).catch(() => {}) // the database is away: the commit will tell
    }, leaseMs / 3)
    const settle = (
      change: Pick<SinkRow, 'state' | 'code' | 'failures' | 'nextAt'>,
      cursor?: string,
      settled = 0,
    ) => outbox.commit(row, owner, { ...change, cursor, settled, over: [], again: [], dead: [] }, now())
    try {
      const { cursor, added, hidden, isBuilt, isMore } = await pass(row, state)
      metrics.added(added)
      metrics.hidden(hidden)
      await settle({ state: 'ok', code: null, failures: 0, nextAt: 0 }, cursor, added)
      if (row.state !== 'ok') log({ event: 'mirror_ok' })
      if (isBuilt) log({ event: 'mirror_built' })
      return isMore ? 0 : lookMs
    } catch (error) {
      if (ending.signal.aborted || !(error instanceof MirrorError)) {
        await outbox.renew(MIRROR_FEED, owner, 0) // free for another process
        throw error
      }
      const failures = row.failures + 1
      const nextAt = now() + sinkWaitMs(Math.min(failures, MOST_FAILURES), random)
      await settle({ state: 'waiting', code: error.code, failures, nextAt })
      if (row.code !== error.code) log({ event: 'mirror_waiting', code: error.code })
      return 0
    } finally {
      clearInterval(renewing)
    }
  }

  const running = (async () => {
    let lastFailure = ''
    while (!ending.signal.aborted) {
      let waitMs = STORE_AWAY_MS
      try {
        waitMs = await look()
        lastFailure = ''
      } catch (error) {
        const message = messageOf(error)
        if (message !== lastFailure && !ending.signal.aborted) log({ event: 'mirror_failed', message })
        lastFailure = message
      }
      await (waitMs > 0 ? nap.for(waitMs) : nextTurn()) // others get theirs: SQLite lets nobody in between
    }
  })()

  return {
    warning() {
      const isLate = lagMs() > LATE_MS
      if (status !== 'waiting' && !isLate) return undefined
      return { code: code ?? 'late', lagSeconds: Math.round(lagMs() / 1000) }
    },
    async stop() {
      ending.abort()
      nap.end()
      await running
    },
  }
}
