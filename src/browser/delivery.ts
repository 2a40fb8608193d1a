import type { Delivery, DeliveryOptions, Kept, Ledger } from '../engine/ports.ts'
import { backoffMs } from '../queue/backoffMs.ts'
import { batchOf, createOutbox } from '../queue/outbox.ts'
import { type Row, toRow } from '../queue/row.ts'
import { createStore } from '../queue/store.ts'
import { clearTimeout, setTimeout } from '../queue/within.ts'
import type { PulsoRecord } from '../schema/index.ts'
import { post as postTo } from './post.ts'
import type { Recovery } from './recovery.ts'

// What happens while all goes well. Whatever does not is fetched when it first happens: see recovery.ts.

/** Records of one moment travel together. */
const COALESCE_MS = 50
/** What was shown waits for its answer, so that a survey shown and answered is one request. */
const LAZY_MS = 20_000
const START_MS = 3000

let idb: IDBFactory | undefined
try {
  idb = indexedDB
} catch {} // a sandboxed frame

/** The queue and its sender. Nothing here throws or rejects into the page, and no timer runs while nothing waits. */
export function createDelivery(options: DeliveryOptions): Delivery {
  const {
    endpoint,
    key,
    onEvent,
    prefix = `${endpoint} ${key} `,
    post = (rows, keepalive) => postTo(endpoint, key, rows, keepalive),
  } = options
  const persistent = (options.storage ?? 'persistent') === 'persistent'
  /** Copies of what this page stored: for the hiding page, and against a wipe. */
  const kept = new Map<string, Row>()
  const fates = new Map<string, 'sent' | 'rejected'>()
  const watchers = new Set<() => void>()
  let ledger: Ledger | undefined
  let recovery: Recovery | undefined
  let running: Promise<void> | undefined
  let mending = Promise.resolve()
  let alarm: ReturnType<typeof setTimeout> | undefined
  let alarmAt = Infinity
  let fails = 0
  let hiding = false
  let destroyed = false

  const store = createStore(persistent ? idb : undefined, () => {
    // What was stored may have been wiped. Sent twice is harmless, lost is not.
    const rows = [...kept.values()]
    mending = outbox.put(rows).catch(() => recover().then(({ take }) => take(rows)))
  })
  const outbox = createOutbox(prefix, store.use)

  function settle(ids: string[], code?: string): void {
    for (const id of ids) {
      fates.set(id, code ? 'rejected' : 'sent')
      kept.delete(id)
      recovery?.loose.delete(id)
    }
    for (const look of watchers) look()
    if (ids.length) onEvent(code ? { type: 'rejected', ids, code } : { type: 'sent', ids })
  }

  async function recover(): Promise<Recovery> {
    const { createRecovery } = await import('./recovery.ts')
    recovery ??= createRecovery({
      options,
      prefix,
      outbox,
      use: store.use,
      kept,
      fates,
      settle,
      settled,
      keep,
      post,
      flush: flushNext,
      idle: async () => running,
      wake,
      hush,
      mending: () => mending,
    })
    return recovery
  }

  const hush = () => {
    clearTimeout(alarm)
    alarmAt = Infinity
  }
  /** One timer, for the earliest reason there is. */
  function wake(ms: number, force = true): void {
    const at = Date.now() + ms
    if (at >= alarmAt || destroyed) return
    hush()
    alarmAt = at
    alarm = setTimeout(() => {
      alarmAt = Infinity
      flushNext(force)
    }, ms)
  }

  /** Returns the reply when there is more to it than 'all stored'. */
  async function send(rows: readonly Row[], keepalive?: boolean): Promise<[Response, string] | undefined> {
    const reply = await post(rows, keepalive)
    try {
      // A captive portal answers 200 too: only what the collector names has arrived.
      const { v, ok, dup, retryAfterMs } = JSON.parse(reply[1])
      const named = [...ok, ...dup]
      if (reply[0].status !== 200 || v !== 1 || retryAfterMs || !rows.every(({ id }) => named.includes(id)))
        return reply
    } catch {
      return reply
    }
    settle(rows.map(({ id }) => id))
    await outbox.remove(rows.map(({ key }) => key))
    return
  }

  async function run(force: boolean): Promise<void> {
    hush()
    const ours = [...kept.keys()]
    let isPlain = false
    try {
      if (persistent && !recovery)
        await navigator.locks?.request(`pulso:flush:${prefix}`, { ifAvailable: true }, async (lock) => {
          while (lock) {
            const [waiting, pace] = await outbox.peek().catch((cause): [Row[], unknown] => [[], cause])
            const rows = batchOf(waiting)
            isPlain = !pace
            if (pace || !rows.length) break
            const reply = await send(rows)
            if (reply) {
              isPlain = force = false
              await (await recover()).judge(rows, reply)
              break
            }
          }
        })
      if (!isPlain || ours.some((id) => !fates.has(id))) await (await recover()).flush(force)
      fails = 0
    } catch (error) {
      // Nobody answered: offline, or blocked on the way.
      if (!fails++) onEvent({ type: 'blocked', reason: `${error}` })
      wake(backoffMs(fails, Math.random), false)
    }
  }

  const flush = (force = true): Promise<void> => (running ??= run(force).finally(() => (running = undefined)))
  /** Not by what runs already: that may have looked before. */
  const flushNext = async (force?: boolean): Promise<void> => {
    await running
    return flush(force)
  }

  function hide(): void {
    const rows = batchOf([...kept.values(), ...(recovery?.loose.values() ?? [])])
    if (hiding || !rows.length || recovery?.isOpen(true) === false) return
    hiding = true
    send(rows, true)
      .catch(() => send(rows)) // other scripts may have used up what keepalive requests share: whatwg/fetch#1816
      .catch(() => {})
      .then(() => (hiding = false))
  }

  /** Flushes soon, if anything waits. */
  const poke = async (ms: number) => {
    if (await (recovery ?? outbox).count().catch(() => 0)) wake(ms)
  }

  const events = ['online', 'visibilitychange', 'pageshow', 'pagehide']
  const onPage = ({ type, persisted }: Partial<PageTransitionEvent>) => {
    if (type === 'pagehide' || (type === 'visibilitychange' && document.hidden)) hide()
    else if (persisted !== false) poke(0)
  }
  for (const type of events) addEventListener(type, onPage)
  if (!persistent) recover().catch(() => {})
  poke(Math.random() * START_MS)

  async function keep(records: readonly PulsoRecord[]): Promise<Kept> {
    const put = async (): Promise<Kept> => {
      const rows = records
        .filter(({ id }) => !kept.has(id) && !fates.has(id))
        .map((record) => toRow(record, prefix))
      await outbox.put(rows)
      for (const row of rows) if (!fates.has(row.id)) kept.set(row.id, row)
      const goesOn = records.every(({ type }) => type === 'shown' || type === 'answered')
      wake(goesOn ? LAZY_MS : COALESCE_MS)
      return 'device'
    }
    return put().catch((cause) =>
      recover().then(
        (recovery) => recovery.keep(records, cause),
        // A slow device that is offline too: nothing but to try the device once more.
        () => put().catch(() => 'failed'),
      ),
    )
  }

  const settled: Delivery['settled'] = (ids) =>
    new Promise((resolve) => {
      const look = () => {
        if (ids.every((id) => fates.has(id))) {
          watchers.delete(look)
          resolve(ids.some((id) => fates.get(id) === 'rejected') ? 'rejected' : 'sent')
        }
      }
      watchers.add(look)
      look()
    })

  return {
    keep,
    settled,
    flush: () => flush(),
    hide,
    async claim(decide) {
      // Refused or slow: this page decides for itself.
      const decided = await outbox.claim(decide).catch(() => decide(ledger))
      ledger = decided ?? ledger
      return decided
    },
    pending: async () => (await recover()).count(),
    deadLetters: async () => (await recover()).deadLetters(),
    requeue: async (ids) => (await recover()).requeue(ids),
    wipe: () =>
      recover().then(
        (recovery) => recovery.wipe(),
        () => {
          kept.clear()
          store.close()
          idb?.deleteDatabase('pulso')
        },
      ),
    destroy() {
      destroyed = true
      hush()
      for (const type of events) removeEventListener(type, onPage)
      store.close()
    },
  }
}
