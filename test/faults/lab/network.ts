import { type IncomingMessage, type OutgoingHttpHeaders, request, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { drawFault, type NetworkFault } from './drawFault.ts'
import { type Listener, openListener } from './openListener.ts'
import type { Random } from './random.ts'

export interface NetworkStats {
  posts: number
  faults: { [fault: string]: number }
  /**
   * Batches the collector answered 200, and how many of these answers the proxy kept from the page. One more that a
   * dying browser did not read is not counted among them, nor the second answer to what was delivered twice.
   */
  committed: number
  acksLost: number
}

export interface Network extends Listener {
  readonly stats: NetworkStats
  /** Ids that a 200 of the collector named as stored, whether or not the answer arrived. */
  readonly acked: Set<string>
  /** From now on; `faulty` is the share of requests to which something happens. */
  set(faulty: number, random: Random): void
}

const OPEN = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Retry-After' }
const PORTAL = '<!doctype html><title>Wi-Fi</title><h1>Please sign in to the network</h1>'

/** The network between the pages and the collector: a proxy that draws a fault for each POST. */
export async function openNetwork(target: () => string, port = 0): Promise<Network> {
  const acked = new Set<string>()
  const stats: NetworkStats = { posts: 0, faults: {}, committed: 0, acksLost: 0 }
  let faulty = 0
  let random: Random = () => 1

  async function pass(
    fault: NetworkFault | undefined,
    message: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    switch (fault) {
      case 'reset':
        return void response.socket?.destroy()
      case 'unavailable':
        return void response.writeHead(503, { ...OPEN, 'retry-after': '1' }).end()
      case 'limited':
        return void response.writeHead(429, { ...OPEN, 'retry-after': '1' }).end()
      case 'broken':
        return void response.writeHead(500).end('upstream')
      case 'portal':
        return void response.writeHead(200, { ...OPEN, 'content-type': 'text/html' }).end(PORTAL)
      case 'twice':
        forward(target(), message, body).catch(() => {})
        break
      case 'slow':
        await sleep(200 + random() * 1500)
    }
    const reply = await forward(target(), message, body)
    const isLost = fault === 'lost-ack' || fault === 'half'
    if (reply.status === 200 && message.method === 'POST') {
      stats.committed++
      if (isLost) stats.acksLost++
      const { ok, dup } = JSON.parse(reply.text) as { ok: string[]; dup: string[] }
      for (const id of [...ok, ...dup]) acked.add(id)
    }
    if (fault === 'lost-ack') return void response.socket?.destroy()
    if (fault === 'half') {
      response.writeHead(reply.status, { ...reply.headers, 'content-length': reply.text.length * 2 })
      response.write(reply.text.slice(0, reply.text.length / 2))
      return void setTimeout(() => response.socket?.destroy(), 400).unref()
    }
    response.writeHead(reply.status, reply.headers).end(reply.text)
  }

  const listener = await openListener(async (message, response) => {
    try {
      const body = await read(message)
      const fault = message.method === 'POST' ? drawFault(faulty, random) : undefined
      if (message.method === 'POST') stats.posts++
      if (fault) stats.faults[fault] = (stats.faults[fault] ?? 0) + 1
      await pass(fault, message, body, response)
    } catch {
      response.socket?.destroy()
    }
  }, port)
  return {
    ...listener,
    stats,
    acked,
    set: (share, next) => {
      faulty = share
      random = next
    },
  }
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks)
}

interface Reply {
  status: number
  headers: OutgoingHttpHeaders
  text: string
}

/** Rejects when the collector is not there, or dies meanwhile. */
function forward(origin: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { host: _, connection: __, ...rest } = headers
    const upstream = request(`${origin}${url}`, { method, headers: rest, agent: false }, async (reply) => {
      try {
        const text = (await read(reply)).toString()
        const { 'transfer-encoding': _, connection: __, ...kept } = reply.headers
        resolve({ status: reply.statusCode ?? 0, headers: kept, text })
      } catch (error) {
        reject(error)
      }
    })
    upstream.on('error', reject)
    upstream.end(body)
  })
}
