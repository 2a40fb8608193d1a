import { promisifyRequest } from 'idb-keyval'
import type { Use } from '../queue/store.ts'
import { randomId } from './randomId.ts'

/** Longer than one request may take. */
const LEASE_MS = 15_000

interface Lease {
  by: string
  until: number
}

/**
 * Who sends, where there are no Web Locks (pages without https): compared and set in one transaction, renewed with
 * every batch. It saves traffic only; that nothing counts twice is the work of the collector's primary key.
 */
export function createLease(prefix: string, use: Use) {
  const name = `lease ${prefix}`
  const me = randomId()
  return {
    /** True when this page may send now. */
    async take(): Promise<boolean> {
      let mine = false
      await use('meta')('readwrite', (meta) => {
        const request = meta.get(name)
        request.onsuccess = () => {
          const held: Lease | undefined = request.result
          const left = held ? held.until - Date.now() : 0
          mine = held?.by === me || left <= 0 || left > LEASE_MS // further ahead than any: the clock jumped
          if (mine) meta.put({ by: me, until: Date.now() + LEASE_MS } satisfies Lease, name)
          meta.transaction.commit()
        }
        return promisifyRequest(meta.transaction)
      })
      return mine
    },
    leave: (): Promise<void> =>
      use('meta')('readwrite', (meta) => {
        meta.delete(name)
        return promisifyRequest(meta.transaction)
      }),
  }
}
