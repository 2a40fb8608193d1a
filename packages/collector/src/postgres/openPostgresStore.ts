import { CollectorError } from '../CollectorError.ts'
import { messageOf } from '../messageOf.ts'
import type { Store } from '../Store.ts'
import { migratePostgres } from './migratePostgres.ts'
import { openPool } from './pg.ts'
import { postgresStore } from './postgresStore.ts'

export interface PostgresStoreOptions {
  /** Most connections of this process. @defaultValue 10 */
  connections?: number
}

/**
 * Opens a database of PostgreSQL 13 or newer, and makes the schema `pulso` with its tables on the first run. Each commit
 * is on the server's disk before `append` resolves. Several processes may share one database. Connections that break
 * are made again; until then its methods reject.
 *
 * @param url - `postgres://user:password@host:5432/database`, with what `pg` understands behind `?`, such as `sslmode`.
 * @throws {@link CollectorError} `store_unusable`: out of reach, no right to make tables, written by a newer release,
 * or set to acknowledge what is not on the disk (`fsync=off`). The message never holds the password.
 */
export async function openPostgresStore(
  url: string,
  { connections = 10 }: PostgresStoreOptions = {},
): Promise<Store> {
  const pool = openPool(url, connections)
  try {
    await migratePostgres(pool)
    return postgresStore(pool)
  } catch (cause) {
    await pool.end().catch(() => {})
    const { host, pathname } = new URL(url)
    throw new CollectorError(
      'store_unusable',
      `The database ${host}${pathname} cannot be used: ${messageOf(cause)}. ` +
        'Give the URL of a PostgreSQL database in which this role may make a schema, such as postgres://user:password@host:5432/pulso.',
      { cause },
    )
  }
}
