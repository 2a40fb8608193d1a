import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { type Listener, openListener } from '../lab/openListener.ts'
import type { Sent, Wire } from './Wire.ts'

/**
 * What happens to events on their way. `slow`: they are taken in after three seconds, unless the client is gone by
 * then, which takes its request with it. `lost-ack`: they are taken in, and the connection breaks before the answer.
 */
export type Weather = 'well' | 'slow' | 'unavailable' | 'limited' | 'lost-ack'

export interface Arrival extends Sent {
  /** By the clock. */
  atMs: number
}

export interface Recorder extends Listener {
  /** Everything that was taken in, in order, repeats included. */
  readonly arrived: readonly Arrival[]
  /** Requests with events, whatever became of them. */
  readonly requests: number
  /** Bodies that could not be read: then the lab has misunderstood the wire. */
  readonly unread: readonly string[]
  set(weather: Weather): void
}

const SLOW_MS = 3000

/** A server that speaks one vendor's wire, on an origin of its own, and writes down what it takes in. */
export async function openRecorder(wire: Wire): Promise<Recorder> {
  const arrived: Arrival[] = []
  const known = new Set<string>()
  const unread: string[] = []
  let requests = 0
  let weather: Weather = 'well'

  async function take(message: IncomingMessage, response: ServerResponse, headers: Headers) {
    requests++
    const sent = await readSent(message, wire, unread)
    const reply = (status: number, body: unknown, more: Headers = {}) =>
      response
        .writeHead(status, { ...headers, ...more, 'content-type': 'application/json' })
        .end(typeof body === 'string' ? body : JSON.stringify(body))
    if (weather === 'unavailable') return reply(503, '')
    if (weather === 'limited') return reply(429, wire.limited?.(sent) ?? '', { 'retry-after': '2' })
    if (weather === 'slow') {
      await sleep(SLOW_MS)
      if (response.destroyed) return
    }
    const body = wire.reply(sent, known)
    arrived.push(...sent.map((each) => ({ ...each, atMs: Date.now() })))
    for (const { id } of sent) known.add(id)
    if (weather === 'lost-ack') response.destroy()
    else reply(200, body)
  }

  const listener = await openListener(async (message, response) => {
    const headers = openTo(message)
    const { pathname } = new URL(message.url ?? '/', 'http://loopback')
    try {
      if (message.method === 'OPTIONS') response.writeHead(204, headers).end()
      else if (message.method === 'POST' && wire.path.test(pathname)) await take(message, response, headers)
      else {
        message.resume()
        response
          .writeHead(200, { ...headers, 'content-type': 'application/json' })
          .end(JSON.stringify(wire.settings ?? {}))
      }
    } catch {
      response.destroy()
    }
  })
  return {
    ...listener,
    arrived,
    unread,
    get requests() {
      return requests
    },
    set: (next) => {
      weather = next
    },
  }
}

type Headers = { [name: string]: string }

/** Every page may send everything and read what servers of this kind let pages read. */
const openTo = ({ headers }: IncomingMessage): Headers => ({
  'access-control-allow-origin': headers.origin ?? '*',
  'access-control-allow-credentials': 'true',
  'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
  'access-control-allow-methods': 'GET, POST',
  'access-control-expose-headers': 'Retry-After, X-Sentry-Rate-Limits, X-Sentry-Error',
  'access-control-max-age': '600',
})

async function readSent(message: IncomingMessage, wire: Wire, unread: string[]): Promise<Sent[]> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  try {
    return wire.read((isGzip ? gunzipSync(bytes) : bytes).toString())
  } catch (error) {
    unread.push(`${error} in ${bytes.toString().slice(0, 200)}`)
    throw error
  }
}
