import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { Admin } from '../admin.ts'
import type { CollectorEvent } from '../CollectorEvent.ts'
import type { Project } from '../checkOptions.ts'
import { messageOf } from '../messageOf.ts'
import { readBody } from '../readBody.ts'
import type { Store } from '../Store.ts'
import { EXPORT_FORMATS } from './exportFormat.ts'
import { exportStream } from './exportStream.ts'
import { erasePerson, recordsOfPerson } from './person.ts'

export interface PersonRoutesOptions {
  store: Store
  projects: readonly Project[]
  admin: Admin
  log: (event: CollectorEvent) => void
}

const MAX_BODY_BYTES = 4096

/** Who is meant; `project` is one of the settings. */
export const PersonRequest = z.object({ project: z.string(), person: z.string().min(1) })

/** `POST /v1/persons/export` and `/v1/persons/erase`, for the admin: the id is in the body, as addresses end up in logs. */
export function personRoutes({ store, projects, admin, log }: PersonRoutesOptions): Hono {
  const refuse = (c: Context, status: 400 | 401 | 503, code: string, message: string) =>
    c.json({ error: { code, message } }, status)

  /** Who is meant, or the answer to a request that does not say it well. */
  async function read(c: Context): Promise<{ project: string; person: string } | Response> {
    if (!admin.isBearer(c)) {
      c.header('WWW-Authenticate', 'Bearer')
      return refuse(c, 401, 'unauthorized', 'Send `Authorization: Bearer ADMIN_TOKEN`.')
    }
    const body = await readBody(c.req.raw, MAX_BODY_BYTES)
    const request = PersonRequest.safeParse(body === 'too_large' ? undefined : jsonIn(body))
    if (!request.success || !projects.some(({ id }) => id === request.data.project))
      return refuse(
        c,
        400,
        'invalid_person',
        'Send { "project": ID, "person": ID } with a project of the settings.',
      )
    return request.data
  }

  const failed = (error: unknown): undefined => {
    log({ event: 'store_failed', message: messageOf(error) })
  }
  const unavailable = (c: Context) =>
    refuse(c, 503, 'store_unavailable', 'The database is away. Ask again: it goes on where it broke off.')

  const app = new Hono()
  app.post('/export', async (c) => {
    const given = await read(c)
    if (given instanceof Response) return given
    const format = EXPORT_FORMATS[c.req.query('format') === 'csv' ? 'csv' : 'ndjson']
    const filter = await recordsOfPerson(store, given.project, given.person).catch(failed)
    if (!filter) return unavailable(c)
    c.header('Content-Type', format.contentType)
    c.header('Content-Disposition', `attachment; filename="person.${format.extension}"`)
    return c.body(exportStream(store.read(filter), format))
  })
  app.post('/erase', async (c) => {
    const given = await read(c)
    if (given instanceof Response) return given
    const report = await erasePerson(store, given.project, given.person).catch(failed)
    return report ? c.json(report) : unavailable(c)
  })
  return app
}

function jsonIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}
