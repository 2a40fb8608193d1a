import { Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { type Admin, SESSION_COOKIE, SESSION_SECONDS } from '../admin.ts'
import { score } from '../measure/score.ts'
import { readBody } from '../readBody.ts'
import { readFilter } from '../readFilter.ts'
import type { Store } from '../Store.ts'
import { homePage } from './homePage.ts'
import { loginPage } from './loginPage.ts'
import { PAGE_STYLE } from './pageStyle.ts'

export interface PageOptions {
  store: Store
  admin: Admin
  now: () => number
}

const CSP =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
const LATEST_RECORDS = 50
export const SCORE_DAYS = 90
const DAY_MS = 86_400_000
const MAX_LOGIN_BYTES = 4096

/** The operator's page: scores and the latest records, behind the admin token. Works without a script. */
export function pageRoutes({ store, admin, now }: PageOptions): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header('Content-Security-Policy', CSP)
    c.header('X-Frame-Options', 'DENY')
    c.header('Cross-Origin-Resource-Policy', 'same-origin')
  })

  app.get('/', async (c) => {
    if (!admin.isAdmin(c, now())) return c.html(loginPage({ refused: false }), 401)
    const filter = readFilter(new URL(c.req.url).searchParams)
    const mode = 'problem' in filter ? 'live' : filter.mode
    const [records, cells, totals] = await Promise.all([
      store.latest({ mode, limit: LATEST_RECORDS }),
      store.scores({ mode, since: now() - SCORE_DAYS * DAY_MS }),
      store.totals(),
    ])
    const scored = cells.map((cell) => ({ cell, score: score(cell) }))
    return c.html(homePage({ mode, records, scored, totals, scoreDays: SCORE_DAYS }))
  })

  app.post('/login', async (c) => {
    const body = await readBody(c.req.raw, MAX_LOGIN_BYTES)
    const form = new URLSearchParams(body === 'too_large' ? '' : new TextDecoder().decode(body))
    if (!admin.isToken(form.get('token')?.trim() ?? '')) return c.html(loginPage({ refused: true }), 401)
    setCookie(c, SESSION_COOKIE, admin.makeSession(now()), {
      path: '/',
      httpOnly: true,
      sameSite: 'Strict',
      maxAge: SESSION_SECONDS,
      // Behind a proxy the collector itself is reached by plain HTTP. Believing the header can only lock more.
      secure: c.req.url.startsWith('https:') || c.req.header('x-forwarded-proto') === 'https',
    })
    return c.redirect('./', 303)
  })

  app.post('/logout', (c) => {
    // Another site's form carries no cookie: it cannot sign anyone out.
    if (admin.isAdmin(c, now())) deleteCookie(c, SESSION_COOKIE, { path: '/' })
    return c.redirect('./', 303)
  })

  app.get('/page.css', (c) => {
    c.header('Content-Type', 'text/css; charset=utf-8')
    c.header('Cache-Control', 'no-cache')
    return c.body(PAGE_STYLE)
  })
  return app
}
