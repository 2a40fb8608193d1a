import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

/** A request as it arrived, its body taken out of any gzip. */
export interface Recorded {
  method: string
  /** Without the query. */
  path: string
  query: { [name: string]: string }
  headers: IncomingHttpHeaders
  body: string
}

/** `reset`: the connection is cut instead of an answer; the request was read. */
export type Answer = { status?: number; headers?: OutgoingHttpHeaders; body?: string | object } | 'reset'

export interface Recorder {
  origin: string
  requests: Recorded[]
  /** Answers from now on. */
  answer(with_: (request: Recorded) => Answer): void
  close(): Promise<void>
}

/** A server on a free loopback port that keeps every request; it stands for the vendor. */
export async function startRecorder(): Promise<Recorder> {
  const requests: Recorded[] = []
  let answer: (request: Recorded) => Answer = () => ({})
  const server = createServer(async (message, response) => {
    const parts: Buffer[] = []
    for await (const part of message) parts.push(part as Buffer)
    let raw = Buffer.concat(parts)
    if (raw[0] === 0x1f && raw[1] === 0x8b) raw = gunzipSync(raw)
    const { pathname, searchParams } = new URL(message.url!, 'http://loopback')
    const request: Recorded = {
      method: message.method!,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: message.headers,
      body: raw.toString(),
    }
    const cors = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': message.headers['access-control-request-headers'] ?? '*',
      'access-control-expose-headers': 'retry-after',
      'access-control-max-age': '0', // each request shows whether it needs a preflight
    }
    if (request.method === 'OPTIONS') {
      requests.push(request)
      return void response.writeHead(204, cors).end()
    }
    requests.push(request)
    const given = answer(request)
    if (given === 'reset') return void message.socket.destroy()
    const body = typeof given.body === 'object' ? JSON.stringify(given.body) : given.body
    response
      .writeHead(given.status ?? 200, {
        ...cors,
        ...(typeof given.body === 'object' && { 'content-type': 'application/json' }),
        ...given.headers,
      })
      .end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (with_) => {
      answer = with_
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
