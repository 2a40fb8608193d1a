import { Hono } from 'hono'
import type { Admin } from '../admin.ts'
import { narrowed } from '../live/narrowed.ts'
import { readLiveFilter } from '../live/readLiveFilter.ts'
import { readFilter } from '../readFilter.ts'
import type { Store } from '../Store.ts'
import { EXPORT_FORMATS } from './exportFormat.ts'
import { exportStream } from './exportStream.ts'

export interface ExportRoutesOptions {
  store: Pick<Store, 'read'>
  admin: Admin
  now: () => number
}

const NO_DAY = '`from` and `to` are days such as 2026-05-04.'

/** `GET /v1/export.ndjson` and `/v1/export.csv`, for the admin. */
export function exportRoutes({ store, admin, now }: ExportRoutesOptions): Hono {
  const app = new Hono()
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
  return app
}
