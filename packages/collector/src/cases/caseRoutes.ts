import { Hono } from 'hono'
import * as z from 'zod'
import type { Admin } from '../admin.ts'
import { describeIssue } from '../describeIssue.ts'
import type { ConsentOf } from '../forward/consentOf.ts'
import { readJson, refuse, unauthorized } from '../forward/replies.ts'
import { type CaseBook, type CaseFilter, MAX_CASES } from './caseBook.ts'
import { caseDetailView, caseView } from './caseView.ts'
import { MOVES } from './moves.ts'

export interface CaseRoutesOptions {
  cases: CaseBook
  consents: ConsentOf
  admin: Admin
  now: () => number
}

const Person = z.string().trim().min(1).max(200)
export const MoveRequest = z.strictObject({
  move: z.enum(['take', 'hand', 'close', 'reopen']),
  by: Person,
  owner: Person.optional(),
  note: z.string().max(2000).optional(),
})

const Query = z.object({
  state: z.enum(['open', 'taken', 'closed', 'overdue', 'unsettled', 'all']).default('unsettled'),
  project: z.string().optional(),
  mode: z.enum(['live', 'test', 'all']).default('live'),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(MAX_CASES).default(MAX_CASES),
})

/** `GET /v1/cases`, `GET /v1/cases/7`; `POST /v1/cases/7` moves a case. All for the admin. */
export function caseRoutes({ cases, consents, admin, now }: CaseRoutesOptions): Hono {
  const app = new Hono()

  app.get('/', async (c) => {
    if (!admin.isAdmin(c, now())) return unauthorized(c)
    const query = Query.safeParse(c.req.query())
    if (!query.success) return refuse(c, 400, 'invalid_filter', problemsOf(query.error, c.req.query()))
    const { state, ...rest } = query.data
    const filter: CaseFilter = { ...rest, ...(state !== 'all' && { state }) }
    const rows = await cases.list(filter, now())
    return c.json({
      cases: rows.map((row) => caseView(row, now())),
      ...(rows.length === filter.limit && { before: rows.at(-1)?.number }), // for the next page
    })
  })

  app.get('/:number', async (c) => {
    if (!admin.isAdmin(c, now())) return unauthorized(c)
    const found = await cases.find(numberOf(c.req.param('number')))
    if (!found) return refuse(c, 404, 'not_found', 'There is no case of this number.')
    return c.json(await caseDetailView(found, now(), consents))
  })

  app.post('/:number', async (c) => {
    // Not by the page's cookie: what another site makes a browser send can change nothing here.
    if (!admin.isBearer(c)) return unauthorized(c)
    const body = await readJson(c.req.raw)
    const request = MoveRequest.safeParse(body)
    if (!request.success) return refuse(c, 400, 'invalid_request', problemsOf(request.error, body))
    const { move, ...by } = request.data
    if (move === 'hand' && by.owner === undefined)
      return refuse(c, 400, 'invalid_request', 'owner: is missing. Whose is it from now on?')
    const number = numberOf(c.req.param('number'))
    const isMoved = await cases.move(number, move, by, now())
    const found = await cases.find(number)
    if (!found) return refuse(c, 404, 'not_found', 'There is no case of this number.')
    if (!isMoved) {
      const message = `Case ${number} is ${found.state} (${found.owner}): ${move} is for one that is ${MOVES[move].from.join(' or ')}.`
      return refuse(c, 409, 'wrong_state', message)
    }
    return c.json(await caseDetailView(found, now(), consents))
  })
  return app
}

/** 0, which no case has, for what is not a number. */
const numberOf = (text: string) => (/^\d{1,15}$/.test(text) ? Number(text) : 0)

const problemsOf = (error: z.ZodError, given: unknown) =>
  error.issues.map((issue) => describeIssue(issue, given)).join('; ')
