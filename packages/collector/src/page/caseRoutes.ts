import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Admin } from '../admin.ts'
import { type CaseBook, createCaseBook } from '../cases/caseBook.ts'
import { MoveRequest } from '../cases/caseRoutes.ts'
import { caseDetailView } from '../cases/caseView.ts'
import type { ConsentOf } from '../forward/consentOf.ts'
import type { Store } from '../Store.ts'
import { type CasePageOptions, casePage } from './casePage.ts'
import { CASE_STATES, caseQuery, casesPage, wantedState } from './casesPage.ts'
import { readForm } from './readForm.ts'
import type { PageName, View } from './View.ts'

export interface CaseRoutesOptions {
  store: Pick<Store, 'sql'>
  admin: Admin
  now: () => number
  hasRules: boolean
  names: ReadonlyMap<string, string>
  consents: ConsentOf
  page: (
    name: PageName,
    draw: (c: Context, view: View) => Promise<Response>,
  ) => (c: Context) => Promise<Response>
}

/** Cases of one page. */
const PAGE_CASES = 50
/** Who works with the cases is asked once: a cookie of the page holds the name. */
const NAME_COOKIE = 'pulso_name'
const NAME_SECONDS = 365 * 86_400

/** The list of cases, and a case with its form. */
export function caseRoutes({ store, admin, now, hasRules, names, consents, page }: CaseRoutesOptions): Hono {
  const app = new Hono()
  let book: CaseBook | undefined
  /** Made when it is asked for: a store of one's own that takes records alone has no tables beside them. */
  const cases = (): CaseBook => (book ??= createCaseBook(store.sql))

  app.get(
    '/cases',
    page('cases', async (c, view) => {
      const state = CASE_STATES.find((each) => each === c.req.query('state')) ?? 'unsettled'
      const before = numberOf(c.req.query('before')) || undefined
      const { mode, project } = view.filter
      const nowMs = now()
      const [rows, counts] = await Promise.all([
        cases().list({ state: wantedState(state), mode, project, before, limit: PAGE_CASES + 1 }, nowMs),
        cases().counts(nowMs),
      ])
      const shown = rows.slice(0, PAGE_CASES)
      const next = rows.length > PAGE_CASES ? shown.at(-1)?.number : undefined
      const isFirst = before === undefined
      return c.html(casesPage(view, { rows: shown, state, counts, next, isFirst, hasRules, nowMs, names }))
    }),
  )

  const draw = async (c: Context, view: View, problem?: CasePageOptions['problem']): Promise<Response> => {
    const detail = await cases().find(numberOf(c.req.query('number')))
    const found = detail ? await caseDetailView(detail, now(), consents) : null
    const status = found === null ? 404 : problem === undefined ? 200 : problem === 'notMoved' ? 409 : 400
    const by = getCookie(c, NAME_COOKIE) ?? ''
    const token = admin.formToken(c)
    return c.html(
      casePage(view, { found, token, by, names, ...(problem !== undefined && { problem }) }),
      status,
    )
  }

  app.get('/case', page('cases', draw))

  app.post(
    '/case',
    page('cases', async (c, view) => {
      const form = await readForm(c)
      if (!admin.isForm(c, form.get('form') ?? '')) return draw(c, view, 'stale')
      const text = (name: string) => form.get(name)?.trim() || undefined
      const asked = MoveRequest.safeParse({
        move: text('move'),
        by: text('by'),
        owner: text('move') === 'hand' ? text('owner') : undefined,
        note: text('note'),
      })
      if (!asked.success) return draw(c, view, 'noName')
      const { move, ...request } = asked.data
      if (move === 'hand' && request.owner === undefined) return draw(c, view, 'noOwner')
      const number = numberOf(c.req.query('number'))
      setCookie(c, NAME_COOKIE, request.by, {
        path: '/',
        httpOnly: true,
        sameSite: 'Strict',
        maxAge: NAME_SECONDS,
      })
      if (!(await cases().move(number, move, request, now()))) return draw(c, view, 'notMoved')
      return c.redirect(`./case?${caseQuery(view, number)}`, 303)
    }),
  )
  return app
}

/** 0, which no case has, for what is not a number. */
const numberOf = (text: string | undefined): number => (/^\d{1,15}$/.test(text ?? '') ? Number(text) : 0)
