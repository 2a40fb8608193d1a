import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'
import { pageHtml, pageScript, type Told, type Visit } from './page.ts'

export interface Site {
  readonly origin: string
  readonly port: number
  /** Address of a page that behaves so, for one page: another that opens it is told apart. */
  visit(visit: Omit<Visit, 'visit'>): string
  close(): Promise<void>
}

const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8' }

/** The host page's server: the page that answers by itself, the SDK, and an ear for what pages tell. */
export async function openSite(sdk: string, onTold: (told: Told) => void, port = 0): Promise<Site> {
  const script = pageScript()
  const pages = new Map<number, number>() // the page of each visit that spoke first
  let visits = 0
  const server: Server = createServer(async (request, response) => {
    response.on('error', () => {})
    const { pathname } = new URL(request.url ?? '/', 'http://loopback')
    const send = (type: string, body: string | Buffer) =>
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
    try {
      if (pathname === '/') return void send(TYPES.html, pageHtml)
      if (pathname === '/page.js') return void send(TYPES.js, script)
      if (pathname === '/told') {
        let body = ''
        for await (const chunk of request) body += chunk
        const { visit, page, ...told } = JSON.parse(body) as Told & { visit: number; page: number }
        if (!pages.has(visit)) pages.set(visit, page)
        // Firefox opens a page anew for its thumbnail, apart from all storage: nobody was thanked there.
        const isOurs = pages.get(visit) === page
        onTold(isOurs ? told : { is: 'trouble', tab: told.tab, what: 'told by a page that nobody opened' })
        return void response.writeHead(204).end()
      }
      if (pathname.startsWith('/sdk/'))
        return void send(TYPES.js, readFileSync(join(sdk, normalize(pathname.slice(5)))))
    } catch {
      // the page was killed while it spoke, or asks for what is not there
    }
    response.writeHead(404).end()
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const { port: bound } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${bound}`
  return {
    origin,
    port: bound,
    visit: (visit) => `${origin}/?visit=${encodeURIComponent(JSON.stringify({ ...visit, visit: visits++ }))}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
