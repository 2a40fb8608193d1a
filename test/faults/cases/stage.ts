import { mkdtempSync, rmSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CollectorEvent } from '../../../packages/collector/src/CollectorEvent.ts'
import { createCollector } from '../../../packages/collector/src/createCollector.ts'
import { openSqliteStore } from '../../../packages/collector/src/openSqliteStore.ts'
import type { Delivery, DeliveryOptions, Kept } from '../../../src/engine/ports.ts'
import {
  type Browser,
  type Engine,
  type LoggedRequest,
  type Page,
  type Server,
  serve,
} from '../../browser/harness/index.ts'
import { bundleDelivery } from '../../browser/queue/bundleDelivery.ts'
import { rowsOf } from '../lab/collector.ts'
import { anEnd, aRecord } from '../lab/records.ts'

/** What the page of a case has besides the delivery. */
export interface CaseWindow {
  ready?: boolean
  delivery: Delivery
  events: { type: string; ids?: string[]; code?: string }[]
  start: (options?: Partial<DeliveryOptions>) => Delivery
  /** Turned by a case; read by its sabotage. */
  flag?: unknown
}

export interface VisitOptions {
  /** Runs before anything of ours is loaded. */
  sabotage?: string
  options?: Partial<DeliveryOptions>
  /** Added to the answer that carries the page. */
  headers?: { [name: string]: string }
  /** Another browser than the shared one. */
  browser?: Browser
}

export type Answer = (request: LoggedRequest, response: ServerResponse) => void | Promise<void>
interface Reply {
  status: number
  headers: { [name: string]: string }
  text: string
}

/** One case's own site and collector, so its own storage, in a browser that the cases share. */
export interface Stage {
  engine: Engine
  browser: () => Promise<Browser>
  site: Server
  /** The collector's address; it can fail, go down and come back. */
  server: Server
  endpoint: string
  log: CollectorEvent[]
  /** What the collector answers to a request, once it has stored what it has to. */
  commit: (request: LoggedRequest) => Promise<Reply>
  /** Answers POSTs in place of the collector; `undefined` ends that. */
  instead: (answer: Answer | undefined) => void
  visit: (options?: VisitOptions) => Promise<Page>
  /** Keeps so many new records on a page: ends of runs, or with `more` answers, which are in no hurry. */
  keep: (page: Page, count?: number, more?: object) => Promise<{ ids: string[]; kept: Kept }>
  /** Ids of all rows, sorted. */
  rows: () => string[]
  until: (isSo: () => boolean | Promise<boolean>, ms?: number) => Promise<void>
  pending: (page: Page) => Promise<number>
  flush: (page: Page) => Promise<void>
  events: (page: Page) => Promise<string[]>
  /** The oracle: all is well again; each id is one row, nothing else is, and nothing waits. */
  isWhole: (page: Page, ids: readonly string[]) => Promise<void>
  close: () => Promise<void>
}

const SCRIPT = `
const { createDelivery } = await import('/delivery.js')
window.events = []
window.start = (options) => createDelivery({
  storage: 'persistent', ack: 'ids', key: 'shop-key', onEvent: (event) => events.push(event), ...options
})
`
const PATIENCE_MS = 40_000
let bundle: ReturnType<typeof bundleDelivery> | undefined

export async function openStage(engine: Engine, browser: () => Promise<Browser>): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'pulso-case-'))
  const database = join(folder, 'records.db')
  const log: CollectorEvent[] = []
  bundle ??= bundleDelivery()
  const site = await serve(await bundle)
  const collector = createCollector({
    store: openSqliteStore(database),
    projects: [{ id: 'shop', key: 'shop-key', origins: [site.origin, site.localhost] }],
    adminToken: 'a-token-of-a-test',
    log: (event) => log.push(event),
  })
  const commit: Stage['commit'] = async ({ method, url, headers, body }) => {
    const reply = await collector.fetch(
      new Request(`http://127.0.0.1${url}`, {
        method,
        headers: { origin: headers.origin ?? '', 'content-type': headers['content-type'] ?? '' },
        ...(method === 'POST' && { body }),
      }),
    )
    return { status: reply.status, headers: Object.fromEntries(reply.headers), text: await reply.text() }
  }
  let instead: Answer | undefined
  const server = await serve({
    '/v1/records': async (request, response) => {
      if (instead && request.method === 'POST') return instead(request, response)
      const { status, headers, text } = await commit(request)
      response.writeHead(status, headers).end(text)
    },
  })
  const endpoint = `${server.origin}/v1/records`
  const rows = () =>
    rowsOf(database)
      .map(({ id }) => id)
      .sort()
  let pages = 0

  const until: Stage['until'] = async (isSo, ms = PATIENCE_MS) => {
    const end = Date.now() + ms
    while (!(await isSo())) {
      if (Date.now() > end) throw new Error(`Never came true: ${isSo}`)
      await sleep(50)
    }
  }
  const pending: Stage['pending'] = (page) =>
    page.eval(() => (window as unknown as CaseWindow).delivery.pending())
  const flush: Stage['flush'] = (page) => page.eval(() => (window as unknown as CaseWindow).delivery.flush())

  return {
    engine,
    browser,
    site,
    server,
    endpoint,
    log,
    commit,
    instead: (answer) => void (instead = answer),
    rows,
    until,
    pending,
    flush,
    async visit({ sabotage = '', options = {}, headers = {}, browser: other } = {}) {
      const path = `/page-${pages++}`
      const start = JSON.stringify({ endpoint, ...options })
      site.route(`${path}.js`, `${SCRIPT}\nwindow.delivery = start(${start})\nwindow.ready = true`)
      site.route(path, {
        headers,
        body: `<!doctype html><html lang="en"><title>case</title><link rel="icon" href="data:,">
          <script>${sabotage}</script><script type="module" src="${path}.js"></script></html>`,
      })
      const page = await (other ?? (await browser())).newPage(site.origin + path)
      await page.waitFor(() => (window as unknown as CaseWindow).ready)
      return page
    },
    async keep(page, count = 1, more) {
      const records = Array.from({ length: count }, () => (more ? aRecord(9, more) : anEnd()))
      const kept = await page.eval(
        (given) => (window as unknown as CaseWindow).delivery.keep(given as never),
        records as unknown[],
      )
      return { ids: records.map(({ id }) => id), kept }
    },
    events: (page) => page.eval(() => (window as unknown as CaseWindow).events.map(({ type }) => type)),
    async isWhole(page, ids) {
      const wanted = [...ids].sort().join()
      let tries = 0
      await until(async () => {
        if (tries++ % 20 === 0) await flush(page) // a new occasion: what a visitor's next page would be
        return rows().join() === wanted
      })
      await until(async () => (await pending(page)) === 0)
      if (rows().join() !== wanted) throw new Error(`Rows ${rows()} are not ${wanted}.`)
    },
    async close() {
      await site.close()
      await server.close()
      await collector.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
