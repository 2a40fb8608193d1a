import { type Context, Hono } from 'hono'
import type { Admin } from '../admin.ts'
import type { CollectorEvent } from '../CollectorEvent.ts'
import type { Project } from '../checkOptions.ts'
import { messageOf } from '../messageOf.ts'
import { readBody } from '../readBody.ts'
import type { Mode, Store } from '../Store.ts'
import { publishSurveys } from './publishSurveys.ts'
import { surveyFeeds } from './surveyFeeds.ts'

export interface SurveyRoutesOptions {
  store: Pick<Store, 'publications'>
  /** By each of their live keys. */
  projects: ReadonlyMap<string, Project>
  admin: Admin
  now: () => number
  /** How long who asks has to wait, in milliseconds; 0: not at all. */
  waitOf: (c: Context) => number
  log: (event: CollectorEvent) => void
}

const MAX_BODY_BYTES = 1024 * 1024
const UNAVAILABLE_SECONDS = 5
const FAILED = Symbol('the store failed')
// A copy may be kept, and is asked after on every visit: the loader fetches with `cache: 'no-cache'`.
const CACHE = 'public, no-cache'

/** `GET /v1/surveys/KEY` for pages; `PUT` publishes there, `GET …/definitions` lists all that ever was: both for the admin. */
export function surveyRoutes({ store, projects, admin, now, waitOf, log }: SurveyRoutesOptions): Hono {
  const failed = (error: unknown): typeof FAILED => {
    log({ event: 'store_failed', message: messageOf(error) })
    return FAILED
  }
  const feeds = surveyFeeds(store.publications, now, failed)
  const origins = new Set([...projects.values()].flatMap((project) => project.origins))
  const app = new Hono()

  app.use('/:key', async (c, next) => {
    c.header('Vary', 'Origin')
    const origin = c.req.header('origin')
    // Readable, so that a page's console can say what is wrong; whether it is served is asked below.
    if (origin !== undefined && origins.has(origin)) c.header('Access-Control-Allow-Origin', origin)
    await next()
  })

  app.get('/:key', async (c) => {
    const waitMs = waitOf(c)
    if (waitMs > 0) {
      c.header('Retry-After', String(Math.ceil(waitMs / 1000)))
      return refuse(c, 429, 'rate_limited', 'Too many requests. Ask again later.')
    }
    const project = projects.get(c.req.param('key'))
    if (!project) return refuse(c, 404, 'unknown_key', 'No project has this key.')
    const origin = c.req.header('origin')
    if (origin !== undefined && !project.origins.includes(origin)) {
      const message = `Pages on this origin may not read the surveys of project "${project.id}". Add the origin to its list in the collector.`
      return refuse(c, 403, 'origin_not_allowed', message)
    }
    const mode = modeOf(c)
    if (!mode) return refuse(c, 400, 'invalid_filter', '`mode` is live or test.')
    const feed = await feeds.get(project.id, mode).catch(failed)
    if (feed === FAILED) return unavailable(c)
    if (!feed)
      return refuse(c, 404, 'no_surveys', `Project "${project.id}" has published no ${mode} surveys.`)
    c.header('ETag', feed.etag)
    c.header('Cache-Control', CACHE)
    if (isSame(c.req.header('if-none-match'), feed.etag)) return c.body(null, 304)
    c.header('Content-Type', 'application/json; charset=utf-8')
    return c.body(feed.body)
  })

  app.put('/:key', async (c) => {
    // Not by the page's cookie: what another site makes a browser send can change nothing here.
    if (!admin.isBearer(c)) return unauthorized(c)
    const project = projects.get(c.req.param('key'))
    if (!project) return refuse(c, 404, 'unknown_key', 'No project has this key.')
    const mode = modeOf(c)
    if (!mode) return refuse(c, 400, 'invalid_filter', '`mode` is live or test.')
    const body = await readBody(c.req.raw, MAX_BODY_BYTES)
    if (body === 'too_large') return refuse(c, 413, 'too_large', `Larger than ${MAX_BODY_BYTES} bytes.`)
    let input: unknown
    try {
      input = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    } catch (error) {
      return refuse(c, 400, 'invalid_json', `The body is not JSON: ${messageOf(error)}.`)
    }
    const dryRun = c.req.query('dry') !== undefined
    const report = await publishSurveys(store.publications, input, {
      project: project.id,
      mode,
      nowMs: now(),
      dryRun,
    }).catch(failed)
    if (report === FAILED) return unavailable(c)
    if (report.ok) {
      feeds.forget(project.id, mode)
      return c.json(report)
    }
    const { code, problems, warnings } = report
    const message =
      code === 'invalid_surveys' ? 'Nothing was published: the surveys have mistakes.' : BREAKING_MESSAGE
    return c.json(
      { ok: false, error: { code, message }, problems, warnings },
      code === 'invalid_surveys' ? 422 : 409,
    )
  })

  app.get('/:key/definitions', async (c) => {
    if (!admin.isAdmin(c, now())) return unauthorized(c)
    const project = projects.get(c.req.param('key'))
    if (!project) return refuse(c, 404, 'unknown_key', 'No project has this key.')
    const mode = modeOf(c)
    if (!mode) return refuse(c, 400, 'invalid_filter', '`mode` is live or test.')
    const found = await Promise.all([
      store.publications.latest(project.id, mode),
      store.publications.definitions(project.id, mode),
    ]).catch(failed)
    if (found === FAILED) return unavailable(c)
    const [latest, known] = found
    return c.json({
      served: latest ? { number: latest.number, published: latest.published } : null,
      definitions: known.map(({ json, ...rest }) => ({ ...rest, definition: JSON.parse(json) as unknown })),
    })
  })
  return app
}

const BREAKING_MESSAGE = 'Nothing was published: under one rev, answers would mean different things.'

type Status = 400 | 401 | 403 | 404 | 413 | 429 | 503
const refuse = (c: Context, status: Status, code: string, message: string) =>
  c.json({ error: { code, message } }, status)

function unavailable(c: Context) {
  c.header('Retry-After', String(UNAVAILABLE_SECONDS))
  return refuse(c, 503, 'store_unavailable', 'The database is away. Nothing was changed; ask again later.')
}

function unauthorized(c: Context) {
  c.header('WWW-Authenticate', 'Bearer')
  return refuse(c, 401, 'unauthorized', 'Send `Authorization: Bearer ADMIN_TOKEN`.')
}

function modeOf(c: Context): Mode | undefined {
  const mode = c.req.query('mode') ?? 'live'
  return mode === 'live' || mode === 'test' ? mode : undefined
}

/** A proxy that compresses makes a tag weak; it is the same content. */
const isSame = (header: string | undefined, etag: string) =>
  header?.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag) ?? false
