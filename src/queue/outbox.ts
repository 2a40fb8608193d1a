import { promisifyRequest } from 'idb-keyval'
import type { Ledger } from '../engine/ports.ts'
import type { Pace } from './pace.ts'
import type { Row } from './row.ts'
import type { Use } from './store.ts'

export const MAX_BATCH_RECORDS = 50
/** Keepalive bodies of the whole page share 64 KiB: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch */
const MAX_BATCH_BYTES = 48 * 1024
/** What may wait: 5 MiB, or 1000 records, for each counts as a thousandth part at least. */
const ROOM = 5 * 1024 * 1024
const LEAST = Math.floor(ROOM / 1000)

/** The oldest of these rows that make one batch. */
export function batchOf(rows: readonly Row[], most = MAX_BATCH_RECORDS): Row[] {
  let bytes = 0
  return rows.slice(0, most).filter((row) => (bytes += row.bytes) <= MAX_BATCH_BYTES)
}

export type Outbox = ReturnType<typeof createOutbox>

/** What is stored for one destination. Rejects where storage does. */
export function createOutbox(prefix: string, use: Use) {
  let room = ROOM
  const size = (bytes: number) => Math.max(bytes, LEAST)
  const range = () => IDBKeyRange.bound(prefix, prefix + '~')
  /** Counts what waits, and how much room that leaves. */
  const count = async (): Promise<number> => {
    const keys = await use('out')('readonly', (out) => promisifyRequest(out.getAllKeys(range())))
    room = ROOM
    for (const key of keys as string[]) room -= size(+key.split('|').pop()!)
    return keys.length
  }

  return {
    range,
    /** Resolves once the rows are on the disk. One `put` each, whatever else waits. Refuses when full, and after `ms`. */
    async put(rows: readonly Row[], ms?: number): Promise<void> {
      let need = 0
      for (const { bytes } of rows) need += size(bytes)
      if (need > room) await count()
      if (need > room) throw new DOMException('', 'QuotaExceededError')
      await use(
        'out',
        'strict',
        ms,
      )('readwrite', (out) => {
        for (const row of rows) out.put(row, row.key)
        return promisifyRequest(out.transaction)
      })
      room -= need
    },
    /** The oldest rows, and the pace, which is absent while all goes well. */
    peek: (most = MAX_BATCH_RECORDS): Promise<[Row[], Pace | undefined]> =>
      use('out')('readonly', (out) =>
        Promise.all([
          promisifyRequest(out.getAll(range(), most)),
          promisifyRequest(out.transaction.objectStore('meta').get(prefix)),
        ]),
      ),
    /** Deletes rows, and does more in the same transaction. */
    remove: (keys: Iterable<string>, more?: (transaction: IDBTransaction) => void): Promise<void> =>
      use('out')('readwrite', (out) => {
        for (const key of keys) out.delete(key)
        more?.(out.transaction)
        return promisifyRequest(out.transaction)
      }),
    count,
    /**
     * The ledger: read, decided on and written in one transaction. `decide` may run twice, and must not throw. It need
     * not outlive a power cut, so that no card waits for the disk; a crash of the browser it does outlive.
     */
    async claim(decide: (ledger: Ledger | undefined) => Ledger | undefined): Promise<Ledger | undefined> {
      let next: Ledger | undefined
      await use('meta')('readwrite', (meta) => {
        const request = meta.get('ledger')
        request.onsuccess = () => {
          next = decide(request.result)
          if (next) meta.put(next, 'ledger')
          meta.transaction.commit()
        }
        return promisifyRequest(meta.transaction)
      })
      return next
    },
  }
}
