import { Hono } from 'hono'
import type { Registry } from 'prom-client'
import type { Admin } from './admin.ts'
import type { Store } from './Store.ts'

export interface StatusRoutesOptions {
  store: Pick<Store, 'ping'>
  registry: Registry
  /** Who may read the metrics. */
  readers: readonly Admin[]
  /** Whether it is about to close. */
  isDraining: () => boolean
  /** Why the mirror is behind, while it is. */
  behindOf: () => object | undefined
  storeFailed: (error: unknown) => void
}

/** `/healthz`, `/readyz` and `/metrics`: what orchestrators, balancers and Prometheus ask. */
export function statusRoutes(options: StatusRoutesOptions): Hono {
  const { store, registry, readers, isDraining, behindOf, storeFailed } = options
  const app = new Hono()
  // Whether it runs: an orchestrator that restarted it because its database is away would only make things worse.
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    if (isDraining()) return c.json({ status: 'closing' }, 503)
    try {
      await store.ping()
      const behind = behindOf()
      return c.json({ status: 'ready', ...(behind && { warnings: [{ about: 'mirror', ...behind }] }) })
    } catch (error) {
      storeFailed(error)
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
  return app
}
