import type { BatchRequest } from '../../../src/schema/index.ts'

interface Item {
  id: string
}

/** How a request is answered: the collector's way, or by a status, text and headers, or not at all. */
export type Script =
  | 'ok'
  /** Committed, but the answer is lost. */
  | 'lost'
  /** Refused before anything is read. */
  | 'reset'
  /** Never answers; ends only when the request is aborted. */
  | 'silent'
  | { status?: number; text?: string; headers?: Record<string, string>; redirected?: boolean }

/** A collector behind a line that fails as told. */
export class FakeServer {
  readonly stored = new Map<string, Item>()
  readonly requests: { url: string; init: RequestInit; ids: string[]; at: number }[] = []
  deliveries = 0
  /** Asked for each request. */
  script: (ids: string[], count: number) => Script = () => 'ok'

  readonly fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const { items } = JSON.parse(String(init.body)) as BatchRequest & { items: Item[] }
    const ids = items.map(({ id }) => id)
    this.requests.push({ url: String(input), init, ids, at: Date.now() })
    const script = this.script(ids, this.requests.length)
    await new Promise(setImmediate)
    if (script === 'silent')
      return new Promise((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      })
    if (script === 'reset') throw new TypeError('Failed to fetch')
    if (script === 'ok' || script === 'lost') {
      const text = this.store(items)
      if (script === 'lost') throw new TypeError('Failed to fetch')
      return new Response(text)
    }
    const response = new Response(script.text ?? '', {
      status: script.status ?? 200,
      ...(script.headers && { headers: script.headers }),
    })
    if (script.redirected) Object.defineProperty(response, 'redirected', { value: true })
    return response
  }

  store(items: Item[]): string {
    const ok: string[] = []
    const dup: string[] = []
    for (const item of items) {
      this.deliveries++
      if (this.stored.has(item.id)) dup.push(item.id)
      else {
        this.stored.set(item.id, item)
        ok.push(item.id)
      }
    }
    return JSON.stringify({ v: 1, ok, dup, rej: [], served: 'a field of a later version' })
  }
}
