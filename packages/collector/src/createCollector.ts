import { type Context, Hono } from 'hono'
import { Registry } from 'prom-client'
import { addressPrefix, senderAddress } from './addressPrefix.ts'
import { createAdmin } from './admin.ts'
import type { Collector, CollectorOptions, Sender } from './Collector.ts'
import { checkOptions } from './checkOptions.ts'
import { exportRoutes } from './data/exportRoutes.ts'
import { keyQuota } from './data/keyQuota.ts'
import { personRoutes } from './data/personRoutes.ts'
import { createForwarding } from './forward/createForwarding.ts'
import { DEFAULT_LIMITS, DEFAULT_RATES } from './limits.ts'
import { createLiveDesk } from './live/createLiveDesk.ts'
import { messageOf } from './messageOf.ts'
import { createMetrics } from './metrics.ts'
import { createMirror } from './mirror/createMirror.ts'
import { openApiDocument } from './openapi/openApiDocument.ts'
import { pageRoutes } from './page/pageRoutes.ts'
import { rateLimiter } from './rateLimiter.ts'
import { recordRoutes } from './recordRoutes.ts'
import { statusRoutes } from './statusRoutes.ts'
import { surveyRoutes } from './surveys/surveyRoutes.ts'

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
  let isDraining = false

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

  const records = recordRoutes(context, addressOf)
  app.route('/', records.routes)

  const surveyWaitOf = rateLimiter(rates.address) // apart from that of records: who reads is not who writes
  const waitOf = (c: Context) => {
    const network = addressPrefix(addressOf(c))
    return network === undefined ? 0 : surveyWaitOf(network, now())
  }
  app.route('/v1/surveys', surveyRoutes({ store, projects: context.projects, admin, now, waitOf, log }))

  app.route('/v1/persons', personRoutes({ store, projects, admin, log }))

  app.route('/', exportRoutes({ store, admin, now }))

  let document: string | undefined // made when it is asked for first
  app.get('/v1/openapi.json', (c) => {
    c.header('Content-Type', 'application/json; charset=utf-8')
    document ??= JSON.stringify(openApiDocument())
    return c.body(document)
  })

  app.route(
    '/',
    statusRoutes({
      ...{ store, registry, readers, storeFailed },
      isDraining: () => isDraining,
      behindOf: () => mirror?.warning(),
    }),
  )

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
      await records.close()
      await context.quota.close()
      await Promise.all([forward?.stop(), mirror?.stop(), live.stop()])
      await store.close()
    },
  }
}
