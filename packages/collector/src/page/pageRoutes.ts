import type { Programme } from '@pulso/insights'
import { type Context, Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { type Admin, SESSION_COOKIE, SESSION_SECONDS } from '../admin.ts'
import { consentOf } from '../forward/consentOf.ts'
import type { ContactSource } from '../forward/forwardFile.ts'
import type { LiveDesk } from '../live/createLiveDesk.ts'
import type { Glance } from '../live/LiveCalls.ts'
import type { LiveFilter } from '../live/LiveFilter.ts'
import { dayOf } from '../live/placeOf.ts'
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
import { within } from './within.ts'

export interface PageOptions {
  store: Store
  admin: Admin
  live: LiveDesk
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
/** Longest wait for records to be counted, and for a report to be drawn, in milliseconds; the page then says how far it is. */
const LOOK_MS = 2000
const DRAW_MS = 2000
/** A thread that is drawing does not answer: it is given this much longer than what it was asked to keep to. */
const ANSWER_MS = 500
const REFRESH_SECONDS = 5
const NO_CHOICES: Glance['choices'] = { projects: [], touchpoints: [], channels: [], segments: {} }

/** The operator's pages, behind the admin token: the report, the cases, the answers. They work without a script. */
export function pageRoutes(options: PageOptions): Hono {
  const { store, admin, live, now, segments, programme, contacts, failed } = options
  const app = new Hono()
  const reportOf = createReports(live)
  const consents = consentOf(store.publications, contacts, now)
  const names = new Map(
    programme?.journeys.flatMap(({ touchpoints }) => touchpoints.map(({ id, name }) => [id, name])),
  )

  /** What there was to choose from, for pages that are not told in time. */
  const choices: { [mode in LiveFilter['mode']]?: Glance['choices'] } = {}
  const look = async (filter: LiveFilter): Promise<Glance | null> => {
    const glance = await within(live.glance(filter, LOOK_MS), LOOK_MS + ANSWER_MS)
    if (glance) choices[filter.mode] = glance.choices
    return glance
  }
  const choicesOf = ({ mode }: LiveFilter) => choices[mode] ?? NO_CHOICES

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
      if (!admin.isAdmin(c, now()))
        return c.html(loginPage(view, { refused: false, to: c.req.path.split('/').at(-1)! }), 401)
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
      const { filter, words, locale } = view
      const glance = await look(filter)
      const isEmpty = programme === undefined && glance?.choices.touchpoints.length === 0
      const wanted = { filter, locale, allTouchpoints: words.allTouchpoints, day: dayOf(now()) }
      const shown = isEmpty ? null : await reportOf(wanted, glance, DRAW_MS)
      if (!glance?.progress.isDone || shown?.isDrawing) c.header('Refresh', String(REFRESH_SECONDS))
      const hasProgramme = programme !== undefined
      const progress = glance?.progress ?? null
      return c.html(reportPage(view, { progress, hasProgramme, shown, choices: choicesOf(filter), names }))
    }),
  )

  app.get(
    '/answers',
    page('answers', async (c, view) => {
      const { filter } = view
      const glance = await look(filter)
      const without = new Set(glance?.without)
      const mayHold = (block: number) => !without.has(block)
      const what = c.req.query('what') === 'all' ? 'all' : 'answers'
      const given = c.req.query('before') ?? ''
      const before = /^\d{1,15}$/.test(given) ? Number(given) : undefined
      const found = await readAnswers(store, { filter, what, before, mayHold })
      const consented = new Set<string>()
      for (const { record, project } of found.rows)
        if (
          record.type === 'answered' &&
          record.question.type === 'contact' &&
          (await consents(record, project))
        )
          consented.add(record.id)
      return c.html(
        answersPage(view, {
          ...found,
          ...{ what, consented, names, choices: choicesOf(filter) },
          matching: glance?.matching ?? null,
          isFirst: before === undefined,
        }),
      )
    }),
  )

  app.route('/', caseRoutes({ ...options, names, consents, page }))

  app.post('/login', async (c) => {
    const form = await readForm(c)
    const view = viewOf(c, 'report', segments)
    // A page of this server, whatever another site's form would have.
    const to = /^(answers|cases)$/.exec(form.get('to') ?? '')?.[0] ?? ''
    if (!admin.isToken(form.get('token')?.trim() ?? ''))
      return c.html(loginPage(view, { refused: true, to }), 401)
    setCookie(c, SESSION_COOKIE, admin.makeSession(now()), {
      path: '/',
      httpOnly: true,
      sameSite: 'Strict',
      maxAge: SESSION_SECONDS,
      secure: isSecure(c),
    })
    return c.redirect(`./${to}`, 303)
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
