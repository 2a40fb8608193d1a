import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CollectorOptions, Sender } from '../../src/Collector.ts'
import type { CollectorEvent } from '../../src/CollectorEvent.ts'
import { createCollector } from '../../src/createCollector.ts'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import { batch, ORIGIN, PROJECTS, TOKEN } from './records.ts'

export interface Reply {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects, and fails on the rest
  body: any
}

/** A folder that is removed by `remove`. */
export function tempFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'pulso-collector-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** A collector over a real SQLite file, without a network. */
export function openCollector(over: Partial<CollectorOptions> = {}) {
  const folder = tempFolder()
  const databasePath = join(folder.path, 'records.db')
  const store = over.store ?? openSqliteStore(databasePath)
  const events: CollectorEvent[] = []
  const collector = createCollector({
    projects: PROJECTS,
    adminToken: TOKEN,
    log: (event) => events.push(event),
    ...over,
    store,
  })
  const request = async (path: string, init: RequestInit = {}, sender: Sender = {}): Promise<Reply> => {
    const response = await collector.fetch(new Request(`http://127.0.0.1${path}`, init), sender)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('application/json')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
  const post = (body: BodyInit, headers: Record<string, string> = {}, sender: Sender = {}): Promise<Reply> =>
    request(
      '/v1/records',
      {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/plain;charset=UTF-8', origin: ORIGIN, ...headers },
      },
      sender,
    )
  return {
    databasePath,
    store,
    events,
    collector,
    request,
    post,
    send: (items: readonly unknown[], over: object = {}) => post(batch(items, over)),
    exported: async (query = '') => {
      const { body } = await request(`/v1/export.ndjson${query}`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      })
      return String(body)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { project: string; received: number; record: { id: string } })
    },
    close: async () => {
      await collector.close()
      folder.remove()
    },
  }
}
export type OpenCollector = ReturnType<typeof openCollector>
