import type { Programme } from '@pulso/insights'
import { type Context, Hono } from 'hono'
import { Registry } from 'prom-client'
import { addressPrefix, senderAddress } from './addressPrefix.ts'
import { createAdmin } from './admin.ts'
import type { CollectorEvent } from './CollectorEvent.ts'
import { checkOptions, type Project } from './checkOptions.ts'
import { EXPORT_FORMATS } from './data/exportFormat.ts'
import { exportStream } from './data/exportStream.ts'
import { keyQuota } from './data/keyQuota.ts'
import { personRoutes } from './data/personRoutes.ts'
import { createForwarding } from './forward/createForwarding.ts'
import type { Forwarding } from './forward/readForwarding.ts'
import { ingest, STORE_UNAVAILABLE } from './ingest.ts'
import { DEFAULT_LIMITS, DEFAULT_RATES, type Limits, type Rates } from './limits.ts'
import { createLiveDesk } from './live/createLiveDesk.ts'
import { narrowed } from './live/narrowed.ts'
import { readLiveFilter } from './live/readLiveFilter.ts'
import type { OpenThread } from './live/Thread.ts'
import { messageOf } from './messageOf.ts'
import { createMetrics } from './metrics.ts'
import { createMirror } from './mirror/createMirror.ts'
import type { MirrorOptions } from './mirror/MirrorOptions.ts'
import { openApiDocument } from './openapi/openApiDocument.ts'
import { pageRoutes } from './page/pageRoutes.ts'
import { rateLimiter } from './rateLimiter.ts'
import { readFilter } from './readFilter.ts'
import type { Store } from './Store.ts'
import { surveyRoutes } from './surveys/surveyRoutes.ts'

export interface CollectorOptions {
  store: Store
  projects: readonly Project[]
  /** Guards the page and the export. 16 characters or more; or `sha256:` and its hash in hex, which says it to nobody. */
  adminToken: string
  limits?: Partial<Limits>
  /** Most records that each write key may store in a day (UTC), where its project says nothing else. @defaultValue none */
  recordsPerDay?: number
  rates?: Partial<Rates>
  /** How many proxies of yours stand before it, of which each adds to `X-Forwarded-For`. @defaultValue 0 */
  trustedProxies?: number
  /** The collector's clock, in milliseconds since 1970. @defaultValue `Date.now` */
  now?: () => number
  /** Is told what an operator should know. Never sees a body, a key or an address. */
  log?: (event: CollectorEvent) => void
  /** Reads `/metrics` and nothing else; 16 characters or more, or its hash. Left out, the admin token alone does. */
  metricsToken?: string
  /** Sinks that committed records are sent on to, and rules that open cases. See {@link readForwarding}. */
  forwarding?: Forwarding
  /** A ClickHouse that records are copied to. While it is away the collector goes on. */
  mirror?: MirrorOptions
  /** What the pages show beside the answers: names, owners, targets, actions. See `parseProgramme` of `@pulso/insights`. */
  programme?: Programme
  /** Keys of `context` by which the pages tell records apart; each multiplies what is held in memory. @defaultValue none */
  segments?: readonly string[]
  /** Starts the thread that counts and draws the pages' report: `openThread` in Node. @defaultValue all in one thread */
  openThread?: OpenThread
  /** Where the counts go that `/metrics` gives. @defaultValue one of its own */
  registry?: Registry
}

/** What a server knows about a request beside the request. */
export interface Sender {
  /** Address of the peer, for the limit by network. Left out, there is no such limit. */
  address?: string | undefined
}

export interface Collector {
  /** A Web-standard handler: give it to any server that speaks `Request` and `Response`. Never rejects. */
  fetch: (request: Request, sender?: Sender) => Promise<Response>
  /** Every endpoint and page that it answers, as Hono writes them; `ALL` for any other method. */
  routes: readonly { method: string; path: string }[]
  /** From now on `/readyz` says 503, so that no balancer sends more; what comes is still taken. */
  drain: () => void
  /** Refuses new batches, lets commits under way finish, then closes the store. */
  close: () => Promise<void>
}

/** How long a browser may remember the answer to a preflight; Chromium keeps no longer. */
const PREFLIGHT_SECONDS = 7200
const NO_DAY = '`from` and `to` are days such as 2026-05-04.'

/**
 * Makes the collector: takes records, keeps each once, shows and exports them. A batch is answered after its commit.
 *
 * @throws {@link CollectorError} `invalid_config`, with every problem at once.
 */
export function createCollector(options: CollectorOptions): Collector {
  const { store, projects, adminToken, now = Date.now, log = () => {} } = options
  checkOptions(
    projects,
    adminToken,
    options.limits ?? {},
    options.rates,
    options.metricsToken,
    {
      recordsPerDay: options.recordsPerDay,
    },
    options.mirror,
  )
  const rates = { ...DEFAULT_RATES, ...options.rates }
  const admin = createAdmin(adminToken)
  const readers = [admin, ...(options.metricsToken === undefined ? [] : [createAdmin(options.metricsToken)])]
  const registry = options.registry ?? new Registry()
  const metrics = createMetrics(registry)
  const forward =
    options.forwarding &&
    createForwarding({ store, admin, registry, now, log, forwarding: options.forwarding })
  const mirror = options.mirror && createMirror({ store, options: options.mirror, registry, now, log })
  const pageFailed = (message: string) => log({ event: 'page_failed', message })
  const segments = options.segments ?? []
  const live = createLiveDesk({
    ...{ store, segments, programme: options.programme, now, failed: pageFailed },
    openThread: options.openThread,
    recounted: (blocks, reason) => log({ event: 'pages_recounted', blocks, reason }),
  })
  const storeFailed = (error: unknown) => log({ event: 'store_failed', message: messageOf(error) })
  const context = {
    store: forward?.watched ?? store,
    projects: new Map(
      projects.flatMap((project) =>
        [project.key, project.oldKey ?? project.key].map((key) => [key, project]),
      ),
    ),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    waitOf: { key: rateLimiter(rates.key), address: rateLimiter(rates.address) },
    quota: keyQuota(store.owner, now, storeFailed),
    recordsPerDay: options.recordsPerDay,
    now,
    log,
    metrics,
  }
  // A preflight carries no body, so no key: it is answered for the sites of all projects.
  const origins = new Set(projects.flatMap((project) => project.origins))
  const underWay = new Set<Promise<unknown>>()
  let isDraining = false
  let isClosing = false

  const addressOf = (c: Context): string | undefined =>
    senderAddress(c.env?.address, c.req.header('x-forwarded-for') ?? null, options.trustedProxies ?? 0)

  const app = new Hono<{ Bindings: Sender }>()
  app.use((c, next) => {
    // Before the reply is made: each header of a finished one would make another reply, with another stream.
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Referrer-Policy', 'no-referrer')
    c.header('Cache-Control', 'no-store')
    return next()
  })

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
    metrics.replied('status' in reply ? reply.status : 200)
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

  const surveyWaitOf = rateLimiter(rates.address) // apart from that of records: who reads is not who writes
  const waitOf = (c: Context) => {
    const network = addressPrefix(addressOf(c))
    return network === undefined ? 0 : surveyWaitOf(network, now())
  }
  app.route('/v1/surveys', surveyRoutes({ store, projects: context.projects, admin, now, waitOf, log }))

  app.route('/v1/persons', personRoutes({ store, projects, admin, log }))

  app.on('GET', ['/v1/export.ndjson', '/v1/export.csv'], (c) => {
    if (!admin.isAdmin(c, now())) {
      c.header('WWW-Authenticate', 'Bearer')
      return c.json(
        { error: { code: 'unauthorized', message: 'Send `Authorization: Bearer ADMIN_TOKEN`.' } },
        401,
      )
    }
    const query = new URL(c.req.url).searchParams
    const filter = readFilter(query)
    const { filter: within, problems } = readLiveFilter(query)
    const problem = 'problem' in filter ? filter.problem : problems.includes('day') && NO_DAY
    if ('problem' in filter || problem)
      return c.json({ error: { code: 'invalid_filter', message: problem } }, 400)
    const format = EXPORT_FORMATS[c.req.path.endsWith('.csv') ? 'csv' : 'ndjson']
    c.header('Content-Type', format.contentType)
    c.header('Content-Disposition', `attachment; filename="pulso-records.${format.extension}"`)
    return c.body(exportStream(narrowed(store.read(filter), within), format))
  })

  let document: string | undefined // made when it is asked for first
  app.get('/v1/openapi.json', (c) => {
    c.header('Content-Type', 'application/json; charset=utf-8')
    document ??= JSON.stringify(openApiDocument())
    return c.body(document)
  })

  // Whether it runs: an orchestrator that restarted it because its database is away would only make things worse.
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    if (isDraining) return c.json({ status: 'closing' }, 503)
    try {
      await store.ping()
      const behind = mirror?.warning()
      return c.json({ status: 'ready', ...(behind && { warnings: [{ about: 'mirror', ...behind }] }) })
    } catch (error) {
      log({ event: 'store_failed', message: messageOf(error) })
      return c.json({ status: 'store unavailable' }, 503)
    }
  })

  app.get('/metrics', async (c) => {
    if (!readers.some((reader) => reader.isBearer(c))) {
      c.header('WWW-Authenticate', 'Bearer')
      return c.json(
        { error: { code: 'unauthorized', message: 'Send `Authorization: Bearer METRICS_TOKEN`.' } },
        401,
      )
    }
    c.header('Content-Type', registry.contentType)
    return c.body(await registry.metrics())
  })

  if (forward) app.route('/v1', forward.routes)
  const { rules = [], contacts = [] } = options.forwarding ?? {}
  const { programme } = options
  const hasRules = rules.length > 0
  app.route(
    '/',
    pageRoutes({ store, admin, live, now, segments, programme, contacts, hasRules, failed: pageFailed }),
  )
  app.notFound((c) =>
    c.json({ error: { code: 'not_found', message: 'There is nothing at this address.' } }, 404),
  )
  app.onError((error, c) => {
    log({ event: 'failed', message: messageOf(error) })
    return c.json({ error: { code: 'failed', message: 'The collector failed on this request.' } }, 500)
  })

  return {
    fetch: async (request, sender = {}) => app.fetch(request, sender),
    routes: app.routes.map(({ method, path }) => ({ method, path })),
    drain() {
      isDraining = true
    },
    async close() {
      isDraining = true
      isClosing = true
      await Promise.allSettled(underWay)
      await context.quota.close()
      await Promise.all([forward?.stop(), mirror?.stop(), live.stop()])
      await store.close()
    },
  }
}
