import type { UseStore } from 'idb-keyval'
import { within } from './within.ts'

/** `out`: rows that wait. `dead`: rows that were refused. `meta`: the ledger, and the pace of each endpoint. */
export type StoreName = 'out' | 'dead' | 'meta'

/**
 * A store for idb-keyval's helpers. Its transactions span all three, so that a row can move in one of them. Rejects
 * after `deadlineMs`, 1.5 s unless told.
 */
export type Use = (name: StoreName, durability?: IDBTransactionDurability, deadlineMs?: number) => UseStore

const NAMES = ['out', 'dead', 'meta']
/** Safari has left `open` unanswered, and an old tab can block it: jakearchibald/idb-keyval#120. */
const OPEN_MS = 2000
/** A suspended tab can hold the database for half an hour: WebKit/WebKit#67039. */
const TRANSACTION_MS = 1500

/**
 * The one place that opens IndexedDB; without a version: that makes version 1, or opens what a newer tab has made.
 *
 * A failed open is never remembered. The connection closes when another tab wants to upgrade or delete the database,
 * and is opened anew when it is needed. A transaction that dies with its connection is run once more, whole; so a
 * caller's work must bear to run twice. Every use has a deadline; what it began may still happen after it.
 *
 * @param factory - absent where storage is refused: every use then rejects.
 * @param onReopen - the connection was lost and made again: what was stored may be gone.
 */
export function createStore(
  factory: IDBFactory | undefined,
  onReopen: () => void,
): { use: Use; close: () => void } {
  let current: Promise<IDBDatabase> | undefined
  let opened = false

  const open = () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = factory!.open('pulso')
      request.onupgradeneeded = () => {
        for (const name of NAMES) request.result.createObjectStore(name)
      }
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        const database = request.result
        database.onclose = database.onversionchange = close
        if (opened) onReopen()
        opened = true
        resolve(database)
      }
    })
  const close = () => {
    current?.then((database) => database.close()).catch(() => {})
    current = undefined
  }

  return {
    close,
    use: (name, durability = 'relaxed', deadlineMs = TRANSACTION_MS) => {
      const run: UseStore = async (mode, work) => {
        current ??= within(OPEN_MS, open()).catch((error) => {
          current = undefined
          throw error
        })
        const store = (await current).transaction(NAMES, mode, { durability }).objectStore(name)
        const result = work(store)
        // WebKit keeps the database locked, for every page, when one is left while its transaction still waits for the
        // word to commit. What is in `meta` is read before it is written: that says the word itself.
        if (name !== 'meta') store.transaction.commit()
        return result
      }
      return (mode, work) =>
        within(
          deadlineMs,
          run(mode, work).catch((error) => {
            // The connection or the transaction died, not the data; the browser's own `abort()` names no error.
            // jakearchibald/idb-keyval#142, firebase/firebase-js-sdk#4948
            // Nothing is gained by a second run after a Quota…, NotFound…, Timeout… or TypeError.
            if (/Quota|NotF|Ti|Ty/.test(error?.name)) throw error
            close()
            return run(mode, work)
          }),
        )
    },
  }
}
