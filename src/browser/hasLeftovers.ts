/**
 * Tells, by calling `found`, that answers of an earlier visit wait on this device. Looks without the queue's code, so
 * that a page with nothing to send loads nothing. A database that is not there yet is not made.
 */
export function hasLeftovers(found: () => void): void {
  try {
    const request = indexedDB.open('pulso')
    request.onupgradeneeded = () => request.transaction!.abort()
    request.onerror = (event) => event.preventDefault() // the abort above, or a private window: no news for the console
    request.onsuccess = () => {
      const database = request.result
      try {
        const transaction = database.transaction('out')
        const count = transaction.objectStore('out').count()
        count.onsuccess = () => count.result && found()
        transaction.commit() // a page left before it does so by itself locks the database in WebKit
      } catch {}
      database.close() // waits for the transaction, and lets other versions upgrade
    }
  } catch {}
}
