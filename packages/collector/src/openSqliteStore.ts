import { openDatabase } from './openDatabase.ts'
import type { Store } from './Store.ts'
import { sqliteStore } from './sqliteStore.ts'

export interface SqliteStoreOptions {
  /** How long a write waits for another process that writes, in milliseconds. @defaultValue 2000 */
  busyTimeoutMs?: number
}

/**
 * Opens a SQLite file, and makes it, its folder and its tables on the first run. Each commit is on the disk before
 * `append` resolves (write-ahead log, `synchronous=FULL`). A new file can be read by its owner only.
 *
 * @throws {@link CollectorError} `store_unusable`: not a database of ours, written by a newer release, or on a file
 * system without a write-ahead log (some network drives).
 */
export const openSqliteStore = (path: string, { busyTimeoutMs = 2000 }: SqliteStoreOptions = {}): Store =>
  sqliteStore(openDatabase(path, busyTimeoutMs))
