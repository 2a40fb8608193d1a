import type { Page } from './engine.ts'

/**
 * Waits until a page can write to Pulso's database, as far as the disk and within a second, if there is one. After
 * pages were left in a hurry an engine can keep it locked for up to a minute; a test of what happens with a database
 * that works begins after that.
 */
export async function storageWorks(page: Page): Promise<void> {
  await page.waitFor(
    async () => {
      const databases = await indexedDB.databases()
      if (!databases.some(({ name }) => name === 'pulso')) return true
      return new Promise<boolean>((resolve) => {
        setTimeout(resolve, 1000, false)
        const request = indexedDB.open('pulso')
        request.onsuccess = () => {
          const database = request.result
          const transaction = database.transaction([...database.objectStoreNames], 'readwrite', {
            durability: 'strict',
          })
          transaction.objectStore('meta').delete('nothing') // something to flush
          transaction.oncomplete = () => {
            database.close()
            resolve(true)
          }
        }
      })
    },
    { timeoutMs: 90_000 },
  )
}
