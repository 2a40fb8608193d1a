import { randomUUID } from 'node:crypto'
import type { Registry } from 'prom-client'
import type { CollectorEvent } from '../CollectorEvent.ts'
import { createCaseBook } from '../cases/caseBook.ts'
import { readCases } from '../cases/readCases.ts'
import { messageOf } from '../messageOf.ts'
import type { Store } from '../Store.ts'
import { consentOf } from './consentOf.ts'
import { createNap } from './createNap.ts'
import { createOutbox } from './createOutbox.ts'
import { createSkipped } from './createSkipped.ts'
import { cursorSince } from './cursorSince.ts'
import { createForwardMetrics } from './forwardMetrics.ts'
import { offerOnce } from './offerOnce.ts'
import type { Feed, Forwarding } from './readForwarding.ts'
import { type Page, readPage } from './readPage.ts'
import type { SinkRow } from './SinkRow.ts'
import { type Sent, sentOf } from './sentOf.ts'
import { NOT_OFFERED, settlePass } from './settlePass.ts'
import { LONGEST_MS } from './waits.ts'
import { isContact } from './wants.ts'

export interface ForwarderOptions {
  store: Store
  forwarding: Forwarding
  registry: Registry
  now: () => number
  log: (event: CollectorEvent) => void
  /** From 0 up to 1, for waits. @defaultValue `Math.random` */
  random?: () => number
}

export interface Forwarder {
  /** The store, of which each append wakes the forwarder. */
  watched: Store
  /** Looks at once, as when something was queued anew. */
  wake: () => void
  /** Begins nothing more; resolves when what is under way is written down: within the timeout of a request, 10 s. */
  stop: () => Promise<void>
}

/** How often is looked for what other processes stored, and for what is due, in milliseconds. */
const LOOK_MS = 1000
/** Longest pause before a row is read again: someone may have ended a sink's pause. */
const LOOK_AGAIN_MS = 5000
/** A burst of batches is sent as one: each pass costs two commits. */
const GATHER_MS = 200
/** Somebody was faster. */
const ANEW_MS = 50
/** The database is away. */
const STORE_AWAY_MS = 3000
/** Least records of a pass: with fewer, a record at fault could not be told from a backend that is down. */
const MIN_PASS_RECORDS = 10
const MAX_PASS_RECORDS = 500
const SWEEP_MS = 3_600_000
const LEASE_MS = 15_000

/** The name under which the cases keep their cursor. No sink can be called so. */
export const CASES_FEED = '@cases'

/** Sends committed records on, each sink in a loop of its own: one that is slow or broken delays no other. */
export function createForwarder(options: ForwarderOptions): Forwarder {
  const { store, forwarding, registry, now, log, random = Math.random } = options
  const { feeds, rules, contacts, leaseMs = LEASE_MS, gatherMs = GATHER_MS } = forwarding
  const outbox = createOutbox(store.sql)
  const cases = createCaseBook(store.sql)
  const consents = consentOf(store.publications, contacts, now)
  const owner = randomUUID()
  const startedAt = now()
  const lateSince = new Map<string, number>()
  const metrics = createForwardMetrics(registry, {
    sinks: feeds.map(({ name }) => name),
    outbox,
    cases,
    lagMs: (sink) => (lateSince.has(sink) ? Math.max(0, now() - lateSince.get(sink)!) : 0),
    now,
  })
  let isStopping = false

  async function register(name: string, from: Feed['from']): Promise<void> {
    if (from === 'start') return outbox.register(name, null, 0)
    if (from === 'now') return outbox.register(name, await store.end(), startedAt)
    await outbox.register(name, (await cursorSince(store.sql, from)) ?? (await store.end()), from)
  }

  /** What every feed does: read the row, respect pauses and others' leases, and see to it that there is a row. */
  async function rowOf(name: string, from: Feed['from']): Promise<SinkRow | number> {
    const row = await outbox.row(name)
    if (!row) {
      await register(name, from)
      return 0
    }
    if (name !== CASES_FEED) metrics.state(name, row.state)
    const pauseMs = row.nextAt - now()
    if (pauseMs > 0 && pauseMs < LONGEST_MS) return Math.min(pauseMs, LOOK_AGAIN_MS)
    return row.owner !== owner && row.until > row.clock ? LOOK_MS : row
  }

  /** One look at a sink; gives how long to wait for the next. */
  function stepOf(feed: Feed): () => Promise<number> {
    const { name, sink, wants } = feed
    const size = Math.min(MAX_PASS_RECORDS, Math.max(MIN_PASS_RECORDS, sink.maxBatchRecords))
    const mostItems = wants ? Math.floor(size / 2) : size // what failed and what is new take turns
    const skipped = createSkipped(now)
    return async () => {
      const row = await rowOf(name, feed.from)
      if (typeof row === 'number') return row
      const items = await outbox.due(name, now(), mostItems)
      const page: Page | undefined =
        wants && (await readPage(store, skipped.cursorOf(row), size - items.length, row.began, wants))
      const oldest = Math.min(page?.records[0]?.received ?? Infinity, row.oldestItem ?? Infinity)
      if (oldest === Infinity) lateSince.delete(name)
      else lateSince.set(name, oldest)
      if (items.length === 0 && (page?.records.length ?? 0) === 0) {
        if (!page || page.cursor === row.cursor) return LOOK_MS
        if (skipped.isEarly(row, page.cursor)) return page.isLast ? LOOK_MS : 0
      }

      if (!(await outbox.claim(row, owner, leaseMs))) return ANEW_MS
      const isAllowed = async ({ record, project }: Sent) => !isContact(record) || consents(record, project)
      const allowed = await filterAsync(sentOf(page, items, now()), isAllowed)
      const renew = () => outbox.renew(name, owner, leaseMs)
      const offered = await offerOnce(sink, allowed, { renew, leaseMs, isStopping: () => isStopping })
      if (offered.length > 0 && offered.every(({ outcome }) => outcome.code === NOT_OFFERED)) {
        await outbox.renew(name, owner, 0) // free for another process
        return 0
      }
      const change = settlePass({
        row,
        offered,
        gone: items.filter(
          ({ id, project }) => !allowed.some((each) => each.id === id && each.project === project),
        ),
        cursor: page?.cursor,
        nowMs: now(),
        random,
      })
      if (!(await outbox.commit(row, owner, change, now()))) return 0
      const failed = change.again.length + (change.cursor === undefined && page ? page.records.length : 0)
      metrics.outcome(name, 'settled', change.settled)
      metrics.outcome(name, 'rejected', change.dead.length)
      metrics.outcome(name, 'failed', failed)
      metrics.state(name, change.state)
      if (failed === 0 && row.oldestItem === null && page?.isLast) lateSince.delete(name)
      if (change.dead.length > 0) log({ event: 'dead_letters', sink: name, codes: codesOf(change.dead) })
      if (change.state !== row.state || change.code !== row.code)
        log({ event: `sink_${change.state}`, sink: name, ...(change.code && { code: change.code }) })
      if (change.nextAt > 0) return Math.min(change.nextAt - now(), LOOK_AGAIN_MS)
      return (page && !page.isLast) || items.length === mostItems ? 0 : LOOK_MS
    }
  }

  const stepOfCases = (): (() => Promise<number>) => {
    const skipped = createSkipped(now)
    let sweptAt = 0
    return async () => {
      const row = await rowOf(CASES_FEED, 'now')
      if (typeof row === 'number') return row
      if (now() - sweptAt > SWEEP_MS) {
        sweptAt = now()
        await cases.sweep(now())
      }
      const page = await readCases(store, { cursor: skipped.cursorOf(row), began: row.began }, rules)
      if (page.cursor === row.cursor) return LOOK_MS
      if (page.parts.length === 0 && skipped.isEarly(row, page.cursor)) return page.isLast ? LOOK_MS : 0
      if (!(await outbox.claim(row, owner, leaseMs))) return ANEW_MS
      if (!(await cases.take(row, owner, page.parts, page.cursor, now()))) return 0
      if (page.parts.length > 0) wake()
      return page.isLast ? LOOK_MS : 0
    }
  }

  const loops = [...feeds.map((feed) => ({ name: feed.name, step: stepOf(feed) }))]
  if (rules.length > 0) loops.push({ name: CASES_FEED, step: stepOfCases() })
  const naps = loops.map(() => createNap())
  const pauses = loops.map(() => createNap())
  const wake = () => {
    for (const nap of naps) nap.wake()
  }
  const running = loops.map(async ({ name, step }, place) => {
    const nap = naps[place]!
    // A person may have put the set-up right: what was held is tried when a collector starts.
    let isFirst = true
    let lastFailure = ''
    while (!isStopping) {
      let waitMs = STORE_AWAY_MS
      try {
        if (isFirst && (await outbox.row(name))?.state === 'held') await outbox.resume(name, now())
        isFirst = false
        waitMs = await step()
        lastFailure = ''
      } catch (error) {
        const message = messageOf(error)
        if (message !== lastFailure) log({ event: 'forward_failed', sink: name, message }) // once, not every three seconds
        lastFailure = message
      }
      if (waitMs > 0) await nap.for(waitMs)
      if (waitMs > ANEW_MS) await pauses[place]!.for(gatherMs) // nobody ends this one but the end
    }
  })

  return {
    wake,
    watched: {
      ...store,
      append: async (...given) => {
        const outcomes = await store.append(...given)
        wake()
        return outcomes
      },
    },
    async stop() {
      isStopping = true
      for (const nap of [...naps, ...pauses]) nap.end()
      await Promise.allSettled(running)
      await Promise.allSettled(feeds.map(({ sink }) => sink.close?.()))
    },
  }
}

async function filterAsync<T>(entries: readonly T[], isWanted: (entry: T) => Promise<boolean>): Promise<T[]> {
  const wanted = await Promise.all(entries.map(isWanted))
  return entries.filter((_, place) => wanted[place])
}

function codesOf(items: readonly { code: string | null }[]): { [code: string]: number } {
  const codes: { [code: string]: number } = {}
  for (const { code } of items) codes[code ?? 'rejected'] = (codes[code ?? 'rejected'] ?? 0) + 1
  return codes
}
