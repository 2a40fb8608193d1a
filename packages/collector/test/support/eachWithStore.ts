import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import type { Store } from '../../src/Store.ts'
import { tempFolder } from './openCollector.ts'

/** Gives each test of a file an empty store of its own, on the disk, and takes it away afterwards. */
export function eachWithStore(take: (store: Store, databasePath: string) => void): void {
  let end = async () => {}
  beforeEach(() => {
    const folder = tempFolder()
    const databasePath = join(folder.path, 'records.db')
    const store = openSqliteStore(databasePath)
    end = async () => {
      await store.close()
      folder.remove()
    }
    take(store, databasePath)
  })
  afterEach(() => end())
}
