import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'
import { OPEN_OTHERS } from '../lab/openOthers.ts'
import { PAGE_TOOLS } from '../lab/pageTools.ts'
import type { PeerName } from './PEERS.ts'
import { drive, type Order, type PeerVisit } from './peerPage.ts'

/** A page that was asked for, and does what it is told. */
export interface PeerPage {
  readonly url: string
  /** Resolves when the SDK has started. */
  readonly ready: Promise<void>
  /** Resolves when the page has done so; a `leave` is done when the next page is there. */
  order(order: Order): Promise<void>
}

export interface PeerSite {
  open(peer: PeerName, endpoint: string, taps: readonly string[]): PeerPage
  close(): Promise<void>
}

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
</head><body><h1>Shop</h1><button id="tap">Tap</button><script type="module" src="/page.js"></script></body></html>`
const LEFT = `<!doctype html><title>Left</title><link rel="icon" href="data:,"><script>
fetch('/told' + location.search, { method: 'POST', body: '{"is":"done"}' })</script>`
const SCRIPT = `${OPEN_OTHERS}
const visit = JSON.parse(new URLSearchParams(location.search).get('visit'))
const tools = visit.peer === 'pulso' ? ${PAGE_TOOLS} : undefined
await (${drive})(visit, (await import('/peers/' + visit.peer + '.js')).start, tools)`

interface Guest {
  is: (words: { is: 'ready' | 'done' | 'trouble'; what?: string }) => void
  ask: (response: ServerResponse) => void
}

/** The host page's server, one for a cell: the page, the peers' bundles, Pulso as it was built, and the lab's orders. */
export async function openPeerSite(peers: string, sdk: string): Promise<PeerSite> {
  const guests = new Map<number, Guest>()
  const server = createServer(async (request, response) => {
    response.on('error', () => {})
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback')
    const send = (type: string, body: string | Buffer) =>
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
    const guest = () => guests.get(Number(searchParams.get('number')))
    try {
      if (pathname === '/') return void send('text/html; charset=utf-8', HTML)
      if (pathname === '/left') return void send('text/html; charset=utf-8', LEFT)
      if (pathname === '/page.js') return void send('text/javascript', SCRIPT)
      if (pathname === '/order') return void guest()?.ask(response)
      if (pathname === '/told') {
        let body = ''
        for await (const chunk of request) body += chunk
        guest()?.is(JSON.parse(body))
        return void response.writeHead(204).end()
      }
      const [, folder, name = ''] = /^\/(peers|sdk)\/(.+)$/.exec(pathname) ?? []
      const from = { peers, sdk }[folder ?? '']
      if (from) return void send('text/javascript', readFileSync(join(from, normalize(name))))
    } catch {
      // the page was killed while it spoke, or asks for what is not there
    }
    response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    open(peer, endpoint, taps) {
      const number = guests.size
      const visit: PeerVisit = { number, peer, endpoint, taps: [...taps] }
      let waiting: ServerResponse | undefined
      let next: Order | undefined
      let finish = { resolve: () => {}, reject: (_: Error) => {} }
      const answer = () => {
        if (!waiting || !next) return
        waiting.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(next))
        waiting = next = undefined
      }
      const ready = new Promise<void>((resolve, reject) => (finish = { resolve, reject }))
      guests.set(number, {
        is: ({ is, what }) =>
          is === 'trouble' ? finish.reject(new Error(`${peer}: ${what}`)) : finish.resolve(),
        ask: (response) => {
          waiting = response
          answer()
        },
      })
      return {
        url: `${origin}/?visit=${encodeURIComponent(JSON.stringify(visit))}`,
        ready,
        order: (order) =>
          new Promise<void>((resolve, reject) => {
            finish = { resolve, reject }
            next = order
            answer()
          }),
      }
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
