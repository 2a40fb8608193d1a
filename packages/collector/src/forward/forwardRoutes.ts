import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { Admin } from '../admin.ts'
import { explainCode } from './explainCode.ts'
import type { ForwardDesk } from './forwardDesk.ts'
import { readJson, refuse, unauthorized } from './replies.ts'

export interface ForwardRoutesOptions {
  desk: ForwardDesk
  admin: Admin
  now: () => number
  /** Makes the forwarder of this process look at once. */
  wake: () => void
}

/** From when on a sink is sent everything again. */
export const Since = z.strictObject({ since: z.union([z.iso.date(), z.iso.datetime({ offset: true })]) })
/** What becomes of dead letters. */
export const Letters = z.strictObject({
  action: z.enum(['requeue', 'drop']),
  ids: z.array(z.string()).min(1).max(1000).optional(),
})

/** State of the sinks, replay, dead letters: all for the admin. */
export function forwardRoutes({ desk, admin, now, wake }: ForwardRoutesOptions): Hono {
  const app = new Hono()
  const unknown = (c: Context) => refuse(c, 404, 'unknown_sink', 'The settings name no such sink.')

  app.use(async (c, next) => {
    // Changes not by the page's cookie: what another site makes a browser send can change nothing here.
    const isAllowed = c.req.method === 'GET' ? admin.isAdmin(c, now()) : admin.isBearer(c)
    return isAllowed ? next() : unauthorized(c)
  })

  app.get('/', async (c) => {
    const sinks = await desk.status(now())
    return c.json({ sinks: sinks.map((sink) => ({ ...sink, ...explainCode(sink) })) })
  })

  app.post('/:sink/replay', async (c) => {
    const sink = c.req.param('sink')
    if (!desk.knows(sink)) return unknown(c)
    const request = Since.safeParse(await readJson(c.req.raw))
    if (!request.success)
      return refuse(c, 400, 'invalid_request', 'Give { "since": "2026-01-31" }, or a time with its zone.')
    const done = await desk.replay(sink, Date.parse(request.data.since), now())
    wake()
    return c.json(done === 'nothing' ? { replaying: false } : { replaying: true, ...done })
  })

  app.post('/:sink/resume', async (c) => {
    const sink = c.req.param('sink')
    if (!desk.knows(sink)) return unknown(c)
    const resumed = await desk.resume(sink, now())
    wake()
    return c.json({ resumed })
  })

  app.get('/:sink/dead', async (c) => {
    const sink = c.req.param('sink')
    if (!desk.knows(sink)) return unknown(c)
    const before = c.req.query('before')
    if (before !== undefined && !/^\d{1,15}$/.test(before))
      return refuse(c, 400, 'invalid_filter', '`before` is the `arrival` of a dead letter.')
    const letters = await desk.dead(sink, before === undefined ? undefined : Number(before))
    return c.json({
      dead: letters.map((letter) => ({ ...letter, ...explainCode({ ...letter, sink, state: 'dead' }) })),
    })
  })

  app.post('/:sink/dead', async (c) => {
    const sink = c.req.param('sink')
    if (!desk.knows(sink)) return unknown(c)
    const request = Letters.safeParse(await readJson(c.req.raw))
    if (!request.success)
      return refuse(
        c,
        400,
        'invalid_request',
        'Give { "action": "requeue" | "drop", "ids": […] }; without ids all.',
      )
    const { action, ids } = request.data
    const count = action === 'drop' ? await desk.drop(sink, ids) : await desk.requeue(sink, ids, now())
    wake()
    return c.json({ count })
  })
  return app
}
