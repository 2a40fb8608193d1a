import { type Context, Hono } from 'hono'
import { type IngestContext, ingest, STORE_UNAVAILABLE } from './ingest.ts'

export interface RecordRoutes {
  routes: Hono
  /** Takes no batch any more; resolves when those under way are committed and answered. */
  close: () => Promise<void>
}

/** How long a browser may remember the answer to a preflight; Chromium keeps no longer. */
const PREFLIGHT_SECONDS = 7200

/** `POST /v1/records`, and its preflight. A batch is answered after its commit. */
export function recordRoutes(
  context: IngestContext,
  addressOf: (c: Context) => string | undefined,
): RecordRoutes {
  // A preflight carries no body, so no key: it is answered for the sites of all projects.
  const origins = new Set([...context.projects.values()].flatMap((project) => project.origins))
  const underWay = new Set<Promise<unknown>>()
  let isClosing = false

  const app = new Hono()
  app.use('/v1/records', async (c, next) => {
    c.header('Vary', 'Origin')
    const origin = c.req.header('origin')
    if (origin !== undefined && origins.has(origin)) {
      c.header('Access-Control-Allow-Origin', origin)
      c.header('Access-Control-Expose-Headers', 'Retry-After')
    }
    await next()
  })
  app.options('/v1/records', (c) => {
    if (!origins.has(c.req.header('origin') ?? '')) return c.body(null, 403)
    c.header('Access-Control-Allow-Methods', 'POST')
    c.header('Access-Control-Allow-Headers', 'Content-Type')
    c.header('Access-Control-Max-Age', String(PREFLIGHT_SECONDS))
    return c.body(null, 204)
  })
  app.post('/v1/records', async (c) => {
    const work = isClosing ? Promise.resolve(STORE_UNAVAILABLE) : ingest(c.req.raw, context, addressOf(c))
    underWay.add(work)
    const reply = await work.finally(() => underWay.delete(work))
    context.metrics.replied('status' in reply ? reply.status : 200)
    if (!('status' in reply)) return c.json(reply)

    const error = { code: reply.code, message: reply.message }
    const { retryAfterMs } = reply
    if (retryAfterMs === undefined) return c.json({ error }, reply.status)
    c.header('Retry-After', String(Math.ceil(retryAfterMs / 1000)))
    return c.json({ v: 1, ok: [], dup: [], rej: [], retryAfterMs, error }, reply.status)
  })
  app.all('/v1/records', (c) => {
    c.header('Allow', 'POST, OPTIONS')
    return c.json({ error: { code: 'method_not_allowed', message: 'Records are sent with POST.' } }, 405)
  })

  return {
    routes: app,
    async close() {
      isClosing = true
      await Promise.allSettled(underWay)
    },
  }
}
