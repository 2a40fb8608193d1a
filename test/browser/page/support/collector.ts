import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { createCollector } from '../../../../packages/collector/src/createCollector.ts'
import { openSqliteStore } from '../../../../packages/collector/src/openSqliteStore.ts'
import type { PulsoRecord } from '../../../../src/schema/index.ts'
import { type Server, serve } from '../../harness/index.ts'

export interface RealCollector {
  server: Server
  endpoint: string
  /** Rows of a project, read from the database file. */
  rows(project: string): PulsoRecord[]
}

/** The real collector over a real SQLite file, behind a server that can fail, go down and come back. */
export async function openCollector(
  projects: readonly { id: string; key: string; origins: readonly string[] }[],
): Promise<RealCollector> {
  const folder = mkdtempSync(join(tmpdir(), 'pulso-page-'))
  const file = join(folder, 'records.db')
  const collector = createCollector({
    store: openSqliteStore(file),
    projects,
    adminToken: 'a-token-of-a-test',
  })
  const server = await serve({
    '/v1/records': async ({ method, url, headers, body }, response) => {
      const reply = await collector.fetch(
        new Request(`http://127.0.0.1${url}`, {
          method,
          headers: { origin: headers.origin ?? '', 'content-type': headers['content-type'] ?? '' },
          ...(method === 'POST' && { body }),
        }),
      )
      response.writeHead(reply.status, Object.fromEntries(reply.headers)).end(await reply.text())
    },
  })
  onTestFinished(async () => {
    await server.close()
    await collector.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    server,
    endpoint: `${server.origin}/v1/records`,
    rows(project) {
      const database = new Database(file, { readonly: true })
      const found = database
        .prepare('SELECT json FROM records WHERE project = ? ORDER BY arrival')
        .all(project) as { json: string }[]
      database.close()
      return found.map(({ json }) => JSON.parse(json))
    },
  }
}
