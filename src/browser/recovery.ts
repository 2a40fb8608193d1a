import { promisifyRequest } from 'idb-keyval'
import type { DeadLetter, Delivery, DeliveryEvent, DeliveryOptions, Kept } from '../engine/ports.ts'
import { afterAck } from '../queue/afterAck.ts'
import { batchOf, MAX_BATCH_RECORDS, type Outbox } from '../queue/outbox.ts'
import { isDue, newPace, type Pace } from '../queue/pace.ts'
import { readAck } from '../queue/readAck.ts'
import { type DeadRow, type Row, toRow } from '../queue/row.ts'
import type { Use } from '../queue/store.ts'
import { within } from '../queue/within.ts'
import type { PulsoRecord } from '../schema/index.ts'
import { createLease } from './lease.ts'
import { mirrorInSession } from './sessionMirror.ts'

const KEPT_MS = 6000
const DURABLE_MS = 1500
const LAZY_MS = 20_000
const START_MS = 3000
/** How long a disk that answers late is listened to. */
const PATIENT_MS = 60_000
/** While another tab sends: how soon this one looks again, and when one that makes no progress is passed over. */
const BUSY_MS = 1000
const STEAL_MS = 60_000

/** What the recovery shares with the delivery. */
export interface Host {
  options: DeliveryOptions
  prefix: string
  outbox: Outbox
  use: Use
  kept: Map<string, Row>
  fates: Map<string, 'sent' | 'rejected'>
  settle: (ids: string[], code?: string) => void
  settled: Delivery['settled']
  keep: Delivery['keep']
  post: (rows: readonly Row[]) => Promise<[Response, string]>
  /** Once what runs now is over. */
  flush: () => Promise<void>
  idle: () => Promise<void>
  wake: (ms: number, force?: boolean) => void
  hush: () => void
  /** The last time that lost rows were put back. */
  mending: () => Promise<void>
}

export type Recovery = ReturnType<typeof createRecovery>

/**
 * What the delivery needs when something does not go well: no storage, no lock, a reply that is more than 'all
 * stored'. A chunk of its own, fetched when that first happens; until it is there, everything simply waits.
 */
export function createRecovery(host: Host) {
  const { options, prefix, outbox, use, kept, fates, settle, wake } = host
  const { onEvent, storage = 'persistent' } = options
  const persistent = storage === 'persistent'
  const locks = persistent ? navigator.locks : undefined
  const lease = createLease(prefix, use)
  /** In memory only. They are sent by this page, lock or no lock: no other tab can see them. */
  const loose = new Map<string, Row>()
  /** Sent, and still to be deleted or moved. They are offered to nobody any more. */
  const gone = new Set<string>()
  const dead = new Map<string, DeadRow>()
  const said = new Set<string>()
  /** Called when something could be stored after all. */
  const hopeful = new Set<() => void>()
  let pace: Pace = newPace()
  /** The last write of the pace failed: ours is newer than the stored one. */
  let unsaved = false
  let steals = false
  let mark: string | undefined
  let markAt = 0

  const now = () => Date.now()
  const isOpen = (force: boolean) => isDue(pace, now(), force)
  const sayOnce = (event: DeliveryEvent) => {
    if (!said.has(event.type)) onEvent(event)
    said.add(event.type)
  }

  async function peek(owns: boolean): Promise<Row[]> {
    let stored: Row[] = []
    if (owns)
      try {
        const most = MAX_BATCH_RECORDS + gone.size + Object.keys(pace.bad).length
        const [rows, shared] = await outbox.peek(most)
        stored = rows
        if (!unsaved) pace = { ...newPace(), ...shared }
      } catch {}
    return [...loose.values(), ...stored.filter(({ id, key }) => !loose.has(id) && !gone.has(key))]
  }

  /** Those that failed alone go last, and alone. */
  function choose(rows: readonly Row[]): Row[] {
    const good = rows.filter(({ id }) => pace.bad[id] === undefined)
    return good.length ? batchOf(good, pace.limit) : rows.slice(0, 1)
  }

  /** Files what is gone or dead, and the pace, in one transaction. Where it fails, the next one does it. */
  async function file(): Promise<void> {
    if (!persistent) return gone.clear()
    const keys = [...gone]
    const buried = [...dead.values()]
    const { nextAt, fails, holds, bad, limit } = pace
    const isPlain = !nextAt && !fails && !holds && limit >= MAX_BATCH_RECORDS && !Object.keys(bad).length
    unsaved = true
    await outbox
      .remove(keys, (transaction) => {
        for (const row of buried) transaction.objectStore('dead').put(row, row.key)
        const meta = transaction.objectStore('meta')
        if (isPlain) meta.delete(prefix)
        else meta.put(pace, prefix)
      })
      .then(
        () => {
          for (const key of keys) gone.delete(key)
          for (const { key } of buried) dead.delete(key)
          unsaved = false
        },
        () => {},
      )
  }

  /** Files each row by the reply. True: the next batch may go at once. */
  async function judge(rows: readonly Row[], [response, text]: [Response, string]): Promise<boolean> {
    const { status, redirected, headers } = response
    const reply = { status, redirected, retryAfter: headers.get('retry-after'), text }
    const ids = rows.map(({ id }) => id)
    const ack = readAck(ids, reply, options.ack, now(), Math.random)
    const verdict = afterAck(ack, rows, pace, now(), Math.random)
    pace = verdict.pace
    for (const { key } of [...verdict.sent, ...verdict.dead]) gone.add(key)
    for (const row of verdict.dead) dead.set(row.key, row)
    if (ack.status === 'held') sayOnce({ type: 'held', reason: ack.reason })
    if (verdict.sent.length) said.clear()
    settle(verdict.sent.map(({ id }) => id))
    for (const { id, code } of verdict.dead) settle([id], code)
    await file()
    return verdict.goOn
  }

  /** Sends batch after batch. Returns whether what is stored was ours to send. */
  async function turn(owns: boolean, force: boolean): Promise<boolean> {
    for (;;) {
      if (owns && !locks) owns = await lease.take().catch(() => true)
      const waiting = await peek(owns)
      const rows = choose(waiting)
      if (!rows.length || !isOpen(force)) return owns
      if (!(await judge(rows, await host.post(rows)))) return owns
      force = false
    }
  }

  async function graves(): Promise<DeadRow[]> {
    const stored: DeadRow[] = await use('dead')('readonly', (rows) =>
      promisifyRequest(rows.getAll(outbox.range())),
    ).catch(() => [])
    return [...stored.filter(({ key }) => !dead.has(key)), ...dead.values()]
  }

  /** Counts what waits. Of the rows this page stored, those that are stored no more were filed by another tab. */
  async function review(): Promise<[number, string | undefined]> {
    const ours = [...kept.keys()] // before the read: what is put during it is not lost
    try {
      const mended = host.mending()
      await mended
      const stored = await use('out')('readonly', (out) => promisifyRequest(out.getAllKeys(outbox.range())))
      const keys = (stored as string[]).filter((key) => !gone.has(key))
      const there = new Set(keys.map((key) => key.split('|').at(-2)))
      const missing = ours.filter((id) => kept.has(id) && !there.has(id))
      if (mended !== host.mending()) return review() // they were lost, and are put back
      if (missing.length) {
        const buried = await graves()
        settle(missing.filter((id) => !buried.some((row) => row.id === id)))
        for (const { id, code } of buried) if (missing.includes(id)) settle([id], code)
      }
      for (const id of loose.keys()) there.add(id)
      return [there.size, keys[0]]
    } catch {
      return [loose.size, undefined]
    }
  }

  /** Puts what is only in memory on the disk, if that can be had by now. */
  async function restore(deadlineMs?: number): Promise<void> {
    const rows = [...loose.values()]
    await outbox.put(rows, deadlineMs)
    for (const row of rows)
      if (loose.delete(row.id)) kept.set(row.id, row)
      else if (fates.has(row.id)) gone.add(row.key) // it was sent meanwhile
    for (const look of hopeful) look()
  }

  async function flush(force: boolean): Promise<void> {
    let owns = persistent
    let failure: unknown
    const attempt = async (mine: boolean) => {
      try {
        owns = await turn(mine, force)
      } catch (error) {
        failure = error
      }
    }
    if (loose.size) {
      // These first: somebody may be waiting for them, and storage may hang.
      await attempt(false)
      force = false
    }
    if (persistent && !failure) {
      let asked = false
      await locks
        ?.request(`pulso:flush:${prefix}`, steals ? { steal: true } : { ifAvailable: true }, async (lock) => {
          asked = true
          if (lock) await attempt(true)
          else owns = false
        })
        .catch(() => {}) // taken over by another tab, or a frame that has no locks
      if (!asked) await attempt(true)
    }
    if (owns && !locks) await lease.leave().catch(() => {})
    if (persistent && loose.size) await restore().catch(() => {})
    if (failure) throw failure

    const [count, first] = await review()
    const isBusy = persistent && !owns
    if (!isBusy || first !== mark) markAt = now()
    mark = first
    steals = now() - markAt > STEAL_MS
    if (count) wake(isBusy ? BUSY_MS : isOpen(false) ? LAZY_MS : pace.nextAt - now(), false)
  }

  if (storage === 'session') {
    mirrorInSession(loose, prefix)
    if (loose.size) wake(Math.random() * START_MS)
  }

  return {
    loose,
    judge,
    flush,
    isOpen,
    count: async () => (await review())[0],

    /** What was stored is lost, and could not be stored again. */
    take(rows: readonly Row[]): void {
      for (const row of rows) if (kept.delete(row.id)) loose.set(row.id, row)
    },

    /** Where storage failed: sends now, and says 'sent' only when it is. Goes on trying afterwards. */
    async keep(records: readonly PulsoRecord[], cause: unknown): Promise<Kept> {
      const rows: Row[] = []
      const good = records.filter((record) => {
        try {
          return rows.push(toRow(record, prefix))
        } catch (error) {
          settle([record.id], (error as Error).name)
          return false
        }
      })
      if (good.length < records.length) {
        if (good.length) await host.keep(good)
        return 'failed'
      }
      if (persistent) {
        const isFull = (cause as Error | undefined)?.name === 'QuotaExceededError'
        if (isFull) onEvent({ type: 'storage-full' })
        else sayOnce({ type: 'storage-refused', cause })
      }
      for (const row of rows) if (!fates.has(row.id) && !kept.has(row.id)) loose.set(row.id, row)
      const ids = rows.map(({ id }) => id)
      const sent = host.settled(ids).then((is): Kept => (is === 'sent' ? is : 'failed'))
      let look = () => {}
      const stored = new Promise<Kept>((resolve) => {
        look = () => {
          if (ids.every((id) => kept.has(id))) resolve('device')
        }
        hopeful.add(look)
      })
      if (records.every(({ type }) => type === 'shown')) wake(LAZY_MS)
      else host.flush()
      // A disk that is only slow may have them before the server does.
      if (persistent) restore(PATIENT_MS).catch(() => {})
      const leftMs = persistent ? KEPT_MS - DURABLE_MS : KEPT_MS
      return within(leftMs, Promise.race([sent, stored]))
        .catch((): Kept => 'failed')
        .finally(() => hopeful.delete(look))
    },

    async deadLetters(): Promise<DeadLetter[]> {
      return (await graves()).map(({ json, code, message, at }) => ({
        record: JSON.parse(json),
        code,
        ...(message && { message }),
        at,
      }))
    },

    async requeue(ids?: readonly string[]): Promise<number> {
      const chosen = (await graves()).filter(({ id }) => !ids || ids.includes(id))
      const rows = chosen.map(({ key, id, json, bytes }): Row => ({ key, id, json, bytes }))
      for (const row of rows) {
        fates.delete(row.id)
        gone.delete(row.key)
        dead.delete(row.key)
        loose.set(row.id, row)
      }
      await use('out', 'strict')('readwrite', (out) => {
        for (const row of rows) {
          out.put(row, row.key)
          out.transaction.objectStore('dead').delete(row.key)
        }
        return promisifyRequest(out.transaction)
      }).then(
        () => {
          for (const row of rows) if (loose.delete(row.id)) kept.set(row.id, row)
        },
        () => {}, // they go from memory
      )
      if (rows.length) await host.flush()
      return rows.length
    },

    async wipe(): Promise<void> {
      const forget = async () => {
        host.hush()
        for (const id of loose.keys()) loose.delete(id)
        for (const each of [kept, fates, gone, dead, said]) each.clear()
        pace = newPace()
        await use('out')('readwrite', ({ transaction }) => {
          for (const name of transaction.objectStoreNames) transaction.objectStore(name).clear()
          return promisifyRequest(transaction)
        }).catch(() => {})
      }
      await forget()
      await host.idle() // a batch on its way leaves traces
      await forget()
    },
  }
}
