import type { Programme } from '@pulso/insights'
import { type Context, Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { type Admin, SESSION_COOKIE, SESSION_SECONDS } from '../admin.ts'
import { consentOf } from '../forward/consentOf.ts'
import type { ContactSource } from '../forward/forwardFile.ts'
import type { Live } from '../live/createLive.ts'
import { messageOf } from '../messageOf.ts'
import type { Store } from '../Store.ts'
import { answersPage } from './answersPage.ts'
import { caseRoutes } from './caseRoutes.ts'
import { createReports } from './createReports.ts'
import { loginPage } from './loginPage.ts'
import { pageStyle } from './pageStyle.ts'
import { readAnswers } from './readAnswers.ts'
import { readForm } from './readForm.ts'
import { reportPage } from './reportPage.ts'
import { type PageName, type View, viewOf } from './View.ts'

export interface PageOptions {
  store: Store
  admin: Admin
  live: Live
  now: () => number
  /** Keys of `context` that can be chosen from. */
  segments: readonly string[]
  programme?: Programme | undefined
  /** Contact questions whose words ask for consent. */
  contacts: readonly ContactSource[]
  hasRules: boolean
  /** Told why a page could not be made. */
  failed: (message: string) => void
}

const CSP =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
/** Longest wait for records to be counted, in milliseconds; the page then says how far it is. */
const LOOK_MS = 2000
const REFRESH_SECONDS = 5

/** The operator's pages, behind the admin token: the report, the cases, the answers. They work without a script. */
export function pageRoutes(options: PageOptions): Hono {
  const { store, admin, live, now, segments, programme, contacts, failed } = options
  const app = new Hono()
  const reportOf = createReports(live, programme, now)
  const consents = consentOf(store.publications, contacts, now)
  const names = new Map(
    programme?.journeys.flatMap(({ touchpoints }) => touchpoints.map(({ id, name }) => [id, name])),
  )

  app.use(async (c, next) => {
    await next()
    c.header('Content-Security-Policy', CSP)
    c.header('X-Frame-Options', 'DENY')
    c.header('Cross-Origin-Resource-Policy', 'same-origin')
    c.header('Vary', 'Accept-Language, Cookie', { append: true })
  })

  /** A page for who is signed in; for others, the way in. */
  const page =
    (name: PageName, draw: (c: Context, view: View) => Promise<Response>) => async (c: Context) => {
      const view = viewOf(c, name, segments)
      if (!admin.isAdmin(c, now())) return c.html(loginPage(view, { refused: false }), 401)
      live.follow()
      try {
        return await draw(c, view)
      } catch (error) {
        failed(messageOf(error))
        return c.text(`${view.words.away}\n`, 503)
      }
    }

  app.get(
    '/',
    page('report', async (c, view) => {
      const progress = await live.look(LOOK_MS)
      if (!progress.isDone) c.header('Refresh', String(REFRESH_SECONDS))
      const { filter, words, locale } = view
      const choices = live.choices(filter.mode)
      const isEmpty = programme === undefined && choices.touchpoints.length === 0
      const report = isEmpty ? null : await reportOf(filter, locale, words.allTouchpoints)
      const hasProgramme = programme !== undefined
      return c.html(reportPage(view, { progress, hasProgramme, report, choices, names }))
    }),
  )

  app.get(
    '/answers',
    page('answers', async (c, view) => {
      await live.look(LOOK_MS)
      const { filter } = view
      const what = c.req.query('what') === 'all' ? 'all' : 'answers'
      const given = c.req.query('before') ?? ''
      const before = /^\d{1,15}$/.test(given) ? Number(given) : undefined
      const found = await readAnswers(store, { filter, what, before, mayHold: live.mayHold(filter) })
      const consented = new Set<string>()
      for (const { record, project } of found.rows)
        if (
          record.type === 'answered' &&
          record.question.type === 'contact' &&
          (await consents(record, project))
        )
          consented.add(record.id)
      const matching = live.count(filter)
      const choices = live.choices(filter.mode)
      return c.html(
        answersPage(view, {
          ...found,
          what,
          matching,
          consented,
          choices,
          names,
          isFirst: before === undefined,
        }),
      )
    }),
  )

  app.route('/', caseRoutes({ ...options, names, consents, page }))

  app.post('/login', async (c) => {
    const form = await readForm(c)
    const view = viewOf(c, 'report', segments)
    if (!admin.isToken(form.get('token')?.trim() ?? ''))
      return c.html(loginPage(view, { refused: true }), 401)
    setCookie(c, SESSION_COOKIE, admin.makeSession(now()), {
      path: '/',
      httpOnly: true,
      sameSite: 'Strict',
      maxAge: SESSION_SECONDS,
      secure: isSecure(c),
    })
    return c.redirect('./', 303)
  })

  app.post('/logout', (c) => {
    // Another site's form carries no cookie: it cannot sign anyone out.
    if (admin.isAdmin(c, now())) deleteCookie(c, SESSION_COOKIE, { path: '/' })
    return c.redirect('./', 303)
  })

  app.get('/page.css', async (c) => {
    c.header('Content-Type', 'text/css; charset=utf-8')
    c.header('Cache-Control', 'no-cache')
    return c.body(await pageStyle())
  })
  return app
}

/** Behind a proxy the collector itself is reached by plain HTTP. Believing the header can only lock more. */
export const isSecure = (c: Context): boolean =>
  c.req.url.startsWith('https:') || c.req.header('x-forwarded-proto') === 'https'
