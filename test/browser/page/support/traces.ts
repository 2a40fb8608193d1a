import type { Page } from '../../harness/index.ts'

/** Everything that Pulso could have left on the device: names of keys, and rows as text. */
export const traces = (page: Page): Promise<string[]> =>
  page.eval(async () => {
    const rows: unknown[] = []
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name!)
        request.onsuccess = () => resolve(request.result)
        request.onerror = reject
      })
      for (const store of database.objectStoreNames)
        rows.push(
          ...(await new Promise<unknown[]>((resolve) => {
            const request = database.transaction(store).objectStore(store).getAll()
            request.onsuccess = () => resolve(request.result)
          })),
        )
      database.close()
    }
    return [
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage),
      ...rows.map((row) => JSON.stringify(row)),
    ]
  })
