import { type Server, serve } from '../harness/index.ts'

export interface FakeCollector extends Server {
  /** Deliveries of each record, by its id. */
  readonly stored: Map<string, number>
}

const cors = { 'access-control-allow-origin': '*', 'content-type': 'application/json' }

/** Stores each id once and says so, as the collector does, from another origin than the page. */
export async function fakeCollector(): Promise<FakeCollector> {
  const stored = new Map<string, number>()
  const server = await serve({
    '/v1/records': (request, response) => {
      if (request.method !== 'POST') return void response.writeHead(405, cors).end()
      const { items } = JSON.parse(request.body) as { items: { id: string }[] }
      const ok: string[] = []
      const dup: string[] = []
      for (const { id } of items) {
        const times = stored.get(id) ?? 0
        ;(times ? dup : ok).push(id)
        stored.set(id, times + 1)
      }
      response.writeHead(200, cors).end(JSON.stringify({ v: 1, ok, dup, rej: [] }))
    },
  })
  return Object.assign(server, { stored })
}
