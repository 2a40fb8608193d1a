import { once } from 'node:events'
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { answerWith, type Route } from './answerWith.ts'

/** One request as it arrived. */
export interface LoggedRequest {
  method: string
  /** Path and query. */
  url: string
  headers: IncomingMessage['headers']
  body: string
  /** When it arrived, as `Date.now()`. */
  timeMs: number
}

/** What goes wrong with one request. Nothing reaches the route, except where it says so. */
export type Fault =
  | 'reset' // the connection is cut before an answer
  | 'commit-then-reset' // the route does its work, the answer is lost
  | 'html' // a captive portal: 200 and a page
  | { status: number; headers?: OutgoingHttpHeaders; body?: string }
  | { slowMs: number } // the route, later

/** Draws a fault for a request, or none. `count` is its number among all requests, from 0. */
export type DrawFault = (request: LoggedRequest, count: number) => Fault | undefined

export interface Server {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  /** The same server as another origin, `http://localhost:PORT`. */
  readonly localhost: string
  readonly port: number
  readonly requests: LoggedRequest[]
  /** Replaces or adds a route while it runs. */
  route(path: string, route: Route): void
  /** From now on each request may fail; `undefined` ends that. */
  fault(draw: DrawFault | undefined): void
  /** Really gone: the port is closed and every connection cut. */
  down(): Promise<void>
  /** Listens again, on the same port. */
  up(): Promise<void>
  close(): Promise<void>
}

const PORTAL = '<!doctype html><title>Wi-Fi</title><h1>Please sign in to the network</h1>'

/**
 * A small server on a free loopback port. Serve twice for two origins.
 *
 * @param routes - By path: a page's text, an answer, a handler, or for a path that ends in `/` a `{ folder }`.
 */
export async function serve(routes: Record<string, Route> = {}): Promise<Server> {
  const table: Record<string, Route> = { '/favicon.ico': { status: 204 }, ...routes }
  const requests: LoggedRequest[] = []
  const sockets = new Set<Socket>()
  let draw: DrawFault | undefined

  const http = createServer(async (message, response) => {
    response.on('error', () => {}) // the page may leave at any time
    const request = await logged(message)
    if (request === undefined) return
    const count = requests.push(request) - 1
    await failOrAnswer(draw?.(request, count), request, response, table)
  })
  http.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })

  const listen = async (port: number) => {
    http.listen(port, '127.0.0.1')
    await once(http, 'listening')
  }
  const down = async () => {
    if (!http.listening) return
    const closed = once(http, 'close')
    http.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  await listen(0)
  const { port } = http.address() as AddressInfo

  return {
    origin: `http://127.0.0.1:${port}`,
    localhost: `http://localhost:${port}`,
    port,
    requests,
    route: (path, route) => void (table[path] = route),
    fault: (next) => void (draw = next),
    down,
    up: () => listen(port),
    close: down,
  }
}

async function logged(message: IncomingMessage): Promise<LoggedRequest | undefined> {
  const { method = '', url = '', headers } = message
  const timeMs = Date.now()
  const chunks: Buffer[] = []
  try {
    for await (const chunk of message) chunks.push(chunk)
  } catch {
    return undefined // cut off before it was complete
  }
  return { method, url, headers, body: Buffer.concat(chunks).toString('utf8'), timeMs }
}

async function failOrAnswer(
  fault: Fault | undefined,
  request: LoggedRequest,
  response: ServerResponse,
  table: Record<string, Route>,
): Promise<void> {
  const { socket } = response
  if (fault === undefined) return answerWith(table, request, response)
  if (fault === 'reset') return void socket?.destroy()
  if (fault === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end(PORTAL)
  if (fault === 'commit-then-reset') {
    response.write = () => true
    response.end = () => {
      socket?.destroy()
      return response
    }
    return answerWith(table, request, response)
  }
  if ('slowMs' in fault) {
    await sleep(fault.slowMs)
    return answerWith(table, request, response)
  }
  response.writeHead(fault.status, fault.headers).end(fault.body)
}
