import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { PulsoOptions } from '../../../../src/browser/options.ts'
import type { PulsoRecord, SurveyInput } from '../../../../src/schema/index.ts'
import { type LoggedRequest, type Server, serve } from '../../harness/index.ts'
import { nps } from './surveys.ts'

/** The build under test. `PULSO_DIST` points a developer's run at another folder. */
export const DIST = process.env.PULSO_DIST ?? fileURLToPath(new URL('../../../../dist', import.meta.url))

/** A host page. Whatever is left out is the plainest that works. */
export interface HostPage {
  surveys?: readonly SurveyInput[] | string
  /** Become `data-*` attributes of the script tag. */
  options?: Partial<Omit<PulsoOptions, 'surveys'>>
  /** Attributes of the `html` element. */
  html?: string
  /** Before the script tag. */
  head?: string
  /** Instead of the script tag. */
  script?: string
  body?: string
  headers?: OutgoingHttpHeaders
}

export interface Stand {
  /** The host's server: pages and `/dist/`. A stand has an origin, so a storage, of its own. */
  site: Server
  /** The ingest endpoint, on another origin. */
  ingest: Server
  /** Address of the first page. */
  url: string
  endpoint: string
  /** Adds or replaces a page. */
  page(path: string, page?: HostPage): string
  /** The script tag of a page. */
  tag(page?: HostPage): string
  posts(): LoggedRequest[]
  /** What the endpoint committed, each record once as in a real store, in order of arrival. */
  records: PulsoRecord[]
}

export const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }

/** An ingest endpoint's answer: which records it has now, had before, and refuses. */
export function reply(
  response: ServerResponse,
  {
    ok = [],
    dup = [],
    rej = [],
  }: { ok?: string[]; dup?: string[]; rej?: { id: string; code: string; message?: string }[] },
): void {
  response
    .writeHead(200, { ...CORS, 'content-type': 'application/json' })
    .end(JSON.stringify({ v: 1, ok, dup, rej }))
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** Serves a host page and an ingest endpoint that speaks the wire format; both end with the test. */
export async function openStand(first: HostPage = {}): Promise<Stand> {
  const records: PulsoRecord[] = []
  const ingest = await serve({
    '/v1/records': ({ method, body }, response) => {
      if (method !== 'POST') return void response.writeHead(204, CORS).end()
      const items: PulsoRecord[] = JSON.parse(body).items
      const isNew = ({ id }: PulsoRecord) => records.every((record) => record.id !== id)
      const fresh = items.filter(isNew)
      const dup = items.filter((item) => !isNew(item)).map(({ id }) => id)
      records.push(...fresh)
      reply(response, { ok: fresh.map(({ id }) => id), dup })
    },
  })
  const site = await serve({ '/dist/': { folder: DIST } })
  onTestFinished(async () => {
    await site.close()
    await ingest.close()
  })

  const endpoint = `${ingest.origin}/v1/records`
  const tag = ({ surveys = [nps], options = {} }: HostPage = {}) => {
    const all = { key: 'shop', endpoint, surveys, ...options }
    const data = Object.entries(all).map(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      return `data-${name}="${escaped(text)}"`
    })
    return `<script async src="/dist/pulso.js" ${data.join(' ')}></script>`
  }
  const stand: Stand = {
    site,
    ingest,
    url: `${site.origin}/`,
    endpoint,
    page(path, page = {}) {
      const { html = 'lang="en"', head = '', script = tag(page), body = '<h1>Shop</h1>', headers = {} } = page
      site.route(path, {
        body: `<!doctype html><html ${html}><head><meta charset="utf-8"><title>Shop</title>${head}${script}</head><body>${body}</body></html>`,
        headers,
      })
      return site.origin + path
    },
    tag,
    posts: () => ingest.requests.filter(({ method }) => method === 'POST'),
    records,
  }
  stand.page('/', first)
  return stand
}
