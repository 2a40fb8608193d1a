import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: string
  /** What it was answered. */
  status?: number
}
export interface Answer {
  status: number
  headers?: { [name: string]: string }
  body?: string
}

/** A real HTTP server that somebody's records are sent to. It answers 200 unless told otherwise, and remembers all. */
export async function openReceiver(
  answer: (request: Received) => Answer | Promise<Answer> = () => ({ status: 200 }),
) {
  const received: Received[] = []
  let answering = answer
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (data) => {
      body += data
    })
    request.on('end', async () => {
      const one: Received = { path: request.url ?? '', headers: request.headers, body }
      received.push(one)
      const { status, headers = {}, body: text = '' } = await answering(one)
      one.status = status
      response.writeHead(status, headers).end(text)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    /** From now on it answers so. */
    answer: (next: typeof answer) => {
      answering = next
    },
    /** Ids of the records in all bodies, in order: lists of records, as the adapter `http` sends them. */
    ids: () => received.flatMap(({ body }) => (JSON.parse(body) as { id: string }[]).map(({ id }) => id)),
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
export type Receiver = Awaited<ReturnType<typeof openReceiver>>

/** Waits for a condition, with a generous limit; a condition that throws is not met yet. */
export async function until(isMet: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
  const end = Date.now() + limitMs
  for (;;) {
    let error: unknown
    try {
      if (await isMet()) return
    } catch (thrown) {
      error = thrown
    }
    if (Date.now() > end) throw error ?? new Error(`not met within ${limitMs} ms: ${isMet}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
