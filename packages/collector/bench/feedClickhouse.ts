import { clickhouseHttp } from '../src/mirror/clickhouseHttp.ts'
import { readMirrorBatch } from '../src/mirror/mirrorBatch.ts'
import { createMirrorTarget } from '../src/mirror/mirrorTarget.ts'
import { openSqliteStore } from '../src/openSqliteStore.ts'
import type { RunningClickhouse } from '../test/support/runClickhouse.ts'

/**
 * Inserts the rows of a store as a plain client does, in the mirror's batches and into a table like the mirror's. They are
 * read and written out before; gives the seconds of inserting alone.
 */
export async function feedClickhouse(clickhouse: RunningClickhouse, file: string): Promise<number> {
  const store = openSqliteStore(file)
  const bodies: string[] = []
  for (let cursor: string | null = null, isLast = false; !isLast; ) {
    const batch = await readMirrorBatch(store, cursor, null)
    if (batch.rows.length > 0) bodies.push(batch.rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    ;[cursor, isLast] = [batch.end, batch.isLast]
  }
  await store.close()
  const database = clickhouse.newDatabase()
  const { origin } = new URL(clickhouse.url(database))
  const http = clickhouseHttp({ endpoint: origin, user: '', password: '' }, new AbortController().signal)
  await createMirrorTarget(http, database).prepare(1, true) // the mirror's tables
  const query = `INSERT INTO ${database}.pulso_mirror_rows_1 FORMAT JSONEachRow`
  const began = performance.now()
  for (const body of bodies) {
    const { status, body: reply = '' } = await clickhouse.ask({
      path: `/?${new URLSearchParams({ query })}`,
      body,
    })
    if (status !== 200) throw new Error(`ClickHouse answered ${status}: ${reply}`)
  }
  return (performance.now() - began) / 1000
}
