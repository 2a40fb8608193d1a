import { CollectorError } from './CollectorError.ts'
import { openSqliteStore } from './openSqliteStore.ts'
import { openPostgresStore } from './postgres/openPostgresStore.ts'
import type { Store } from './Store.ts'

export const STORE_EXAMPLES = 'postgres://user:password@host:5432/database, or the path of a SQLite file'
const SCHEME = /^([a-z][a-z0-9+.-]*):/i
const WINDOWS_DRIVE = /^[a-z]:[\\/]/i

/** Which store a URL names; `undefined` for a scheme that none has. A path without a scheme is a SQLite file. */
export function storeOf(url: string): { kind: 'sqlite'; path: string } | { kind: 'postgres' } | undefined {
  const scheme = WINDOWS_DRIVE.test(url) ? undefined : SCHEME.exec(url)?.[1]?.toLowerCase()
  switch (scheme) {
    case undefined:
      return { kind: 'sqlite', path: url }
    case 'sqlite':
      return { kind: 'sqlite', path: url.slice('sqlite:'.length).replace(/^\/\/(?=.)/, '') }
    case 'postgres':
    case 'postgresql':
      return URL.canParse(url) ? { kind: 'postgres' } : undefined
    default:
      return undefined
  }
}

/**
 * Opens the store that a URL names: `postgres://user:password@host:5432/database`, `sqlite:records.db`, or the plain path
 * of a SQLite file. Makes its tables on the first run.
 *
 * @throws {@link CollectorError} `invalid_config` for another URL; `store_unusable` as the stores' own functions do.
 */
export async function openStore(url: string): Promise<Store> {
  const store = storeOf(url)
  if (store?.kind === 'postgres') return openPostgresStore(url)
  if (store?.kind === 'sqlite' && store.path !== '') return openSqliteStore(store.path)
  // A URL may hold a password: it is not said back.
  throw new CollectorError(
    'invalid_config',
    `The URL of the store names none that there is. Give ${STORE_EXAMPLES}.`,
  )
}

/** The store of a URL, to be shown: without user and password. */
export function nameOfStore(url: string): string {
  const store = storeOf(url)
  if (store?.kind === 'sqlite') return store.path
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}
