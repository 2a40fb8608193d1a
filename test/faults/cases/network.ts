import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Fault } from '../../browser/harness/index.ts'
import { herdRun } from '../lab/herdRun.ts'
import { ALL, type FaultCase } from './FaultCase.ts'
import type { CaseWindow, Stage } from './stage.ts'

const CORS = { 'access-control-allow-origin': '*' }
const SHIFT = 'const native = Date.now; window.flag = 0; Date.now = () => native() + window.flag'

/** Each of these in turn, a new occasion after each, then health. */
async function afterEach(stage: Stage, faults: readonly Fault[], count = 3): Promise<void> {
  const { visit, keep, server, flush, isWhole } = stage
  const page = await visit()
  let at = 0
  server.fault(({ method }) => (method === 'POST' ? faults[Math.min(at, faults.length - 1)] : undefined))
  const { ids, kept } = await keep(page, count)
  expect(kept).toBe('device')
  for (at = 0; at < faults.length; at++) {
    await flush(page)
    expect(await stage.pending(page), JSON.stringify(faults[at])).toBe(count)
  }
  server.fault(undefined)
  await isWhole(page, ids)
}

/** Faults 34 to 51: the network and the server. */
export const network: readonly FaultCase[] = [
  {
    number: 34,
    name: 'offline from the start, onLine says true',
    how: 'the port of the collector is closed',
    expect: 'stays queued, backs off, no busy loop: few tries in 5 s',
    engines: ALL,
    async run(stage) {
      const { visit, keep, server, isWhole } = stage
      const page = await visit()
      await server.down()
      const { ids } = await keep(page)
      await sleep(5000)
      const tries = await page.eval(
        (origin) =>
          performance.getEntriesByType('resource').filter(({ name }) => name.startsWith(origin)).length,
        server.origin,
      )
      expect(tries).toBeLessThan(12)
      await server.up()
      await isWhole(page, ids)
    },
  },
  {
    number: 35,
    name: 'onLine says false, but the server can be reached',
    how: 'navigator.onLine is overridden',
    expect: 'tries all the same',
    engines: ALL,
    simulated: 'overridden in the page',
    async run({ visit, keep, isWhole, until, rows }) {
      const page = await visit({
        sabotage: `Object.defineProperty(navigator, 'onLine', { get: () => false })`,
      })
      const { ids } = await keep(page)
      await until(() => rows().length === 1)
      await isWhole(page, ids)
    },
  },
  {
    number: 36,
    name: 'reset before commit',
    how: 'the connection is cut before the collector sees the request',
    expect: 'tried again; one row',
    engines: ALL,
    run: (stage) => afterEach(stage, ['reset', 'reset']),
  },
  {
    number: 37,
    name: 'committed, and the answer lost',
    how: 'the collector commits, then the connection is cut',
    expect: 'tried again, the collector says duplicate, one row',
    engines: ALL,
    differs: true,
    async run(stage) {
      await afterEach(stage, ['commit-then-reset', 'commit-then-reset'])
      expect(stage.log.filter(({ event }) => event === 'conflict')).toEqual([])
    },
  },
  {
    number: 38,
    name: 'half an answer',
    how: 'content-length is larger than what comes, then the connection is cut',
    expect: 'unknown, so tried again; one row',
    engines: ALL,
    async run({ visit, keep, instead, commit, flush, pending, until, rows, isWhole }) {
      const page = await visit()
      instead(async (request, response) => {
        const { status, headers, text } = await commit(request)
        response.writeHead(status, { ...headers, 'content-length': String(text.length * 2) })
        response.write(text)
        setTimeout(() => response.socket?.destroy(), 50)
      })
      const { ids } = await keep(page, 3)
      await until(() => rows().length === 3)
      await flush(page)
      expect(await pending(page)).toBe(3)
      instead(undefined)
      await isWhole(page, ids)
    },
  },
  {
    number: 39,
    name: 'headers, then silence',
    how: 'the body of the answer never ends',
    expect: 'the time limit of 10 s covers the body; tried again',
    engines: ALL,
    long: true,
    async run({ visit, keep, instead, commit, until, events, pending, isWhole }) {
      const page = await visit()
      instead(async (request, response) => {
        const { status, headers, text } = await commit(request)
        response.writeHead(status, headers).write(text)
      })
      const { ids } = await keep(page)
      await until(async () => (await events(page)).includes('blocked'))
      expect(await pending(page)).toBe(1)
      instead(undefined)
      await isWhole(page, ids)
    },
  },
  {
    number: 40,
    name: 'spells of 500, 502, 503, 504, 408, 425',
    how: 'each in turn',
    expect: 'tried again, nothing dropped',
    engines: ALL,
    run: (stage) =>
      afterEach(
        stage,
        [500, 502, 503, 504, 408, 425].map((status) => ({ status, headers: CORS })),
      ),
  },
  {
    number: 41,
    name: 'Retry-After in every form',
    how: '503 with a number, a date gone by, a negative one, a billion, a word; in the body across origins',
    expect: 'kept to, within 1 s and 1 h, also where the header cannot be read',
    engines: ALL,
    async run(stage) {
      const { visit, keep, server, flush, until, isWhole } = stage
      const page = await visit({ sabotage: SHIFT })
      const forms = ['1', 'Thu, 01 Jan 1970 00:00:00 GMT', '-5', '1000000000', 'soon']
      const ids: string[] = []
      for (const form of forms) {
        let count = 0
        server.fault(({ method }) => {
          if (method !== 'POST') return
          count++
          const isWord = form === 'soon'
          return {
            status: 503,
            headers: isWord
              ? CORS
              : { ...CORS, 'access-control-expose-headers': 'Retry-After', 'retry-after': form },
            body: isWord ? '{"v":1,"ok":[],"dup":[],"rej":[],"retryAfterMs":1500}' : '',
          }
        })
        const { ids: more } = await keep(page)
        ids.push(...more)
        await flush(page)
        await until(() => count > 0)
        await flush(page)
        await flush(page)
        expect(count, form).toBe(1) // no new occasion cuts a wait that was asked for
        await page.eval(() => {
          const scope = window as unknown as { flag: number }
          scope.flag += 1.3 * 3_600_000 // the longest wait there is
        })
      }
      server.fault(undefined)
      await isWhole(page, ids)
    },
  },
  {
    number: 42,
    name: '200 that is no acknowledgement',
    how: 'the page of a captive portal, 204, nothing, {}, an answer that names strangers',
    expect: 'nothing leaves the device',
    engines: ALL,
    differs: true,
    run: (stage) =>
      afterEach(stage, [
        { status: 200, headers: { ...CORS, 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' },
        { status: 204, headers: CORS },
        { status: 200, headers: CORS },
        { status: 200, headers: CORS, body: '{}' },
        { status: 200, headers: CORS, body: '{"v":1,"ok":["somebody-else"],"dup":[],"rej":[]}' },
      ]),
  },
  {
    number: 43,
    name: 'sent on to a login page',
    how: '301, 302, 303, 307, 308',
    expect: 'not followed; later',
    engines: ALL,
    run: (stage) =>
      afterEach(
        stage,
        [301, 302, 303, 307, 308].map((status) => ({ status, headers: { ...CORS, location: '/login' } })),
      ),
  },
  {
    number: 44,
    name: 'wrong key or address',
    how: '401, 403 and 404, then put right',
    expect: 'held with an event, not dropped; goes out after the pause',
    engines: ALL,
    async run({ visit, keep, server, flush, events, pending, isWhole }) {
      const page = await visit({ sabotage: SHIFT })
      const ids: string[] = []
      for (const status of [401, 403, 404]) {
        server.fault(({ method }) => (method === 'POST' ? { status, headers: CORS } : undefined))
        ids.push(...(await keep(page)).ids)
        await flush(page)
        await page.eval(() => {
          ;(window as unknown as { flag: number }).flag += 7 * 3_600_000
        })
      }
      expect(await events(page)).toContain('held')
      expect(await pending(page)).toBe(3)
      server.fault(undefined)
      await isWhole(page, ids)
    },
  },
  {
    number: 45,
    name: '413, by a proxy with a small limit',
    how: 'bodies above 8 kB are refused',
    expect: 'halved until they pass; what is too large alone becomes a dead letter',
    engines: ALL,
    async run({ visit, keep, server, flush, until, rows, pending }) {
      const page = await visit()
      server.fault(({ method, body }) =>
        method === 'POST' && body.length > 8000 ? { status: 413, headers: CORS } : undefined,
      )
      const { ids } = await keep(page, 40)
      const large = await keep(page, 1, { comment: 'x'.repeat(9000) })
      await flush(page)
      await until(() => rows().length === 40)
      expect(rows()).toEqual([...ids].sort())
      await until(async () => (await pending(page)) === 0)
      const dead = await page.eval(() => (window as unknown as CaseWindow).delivery.deadLetters())
      expect(dead.map(({ record }) => record.id)).toEqual(large.ids)
    },
  },
  {
    number: 46,
    name: 'one poisoned record among 49 good ones',
    how: '400 for any batch that has it',
    expect: '49 arrive; one dead letter, readable and to be sent again',
    engines: ALL,
    async run({ visit, keep, server, flush, until, rows, isWhole }) {
      const page = await visit()
      await server.down()
      const { ids } = await keep(page, 50)
      const bad = ids[17] as string
      server.fault(({ method, body }) =>
        method === 'POST' && body.includes(bad) ? { status: 400, headers: CORS } : undefined,
      )
      await server.up()
      let turns = 0
      await until(async () => {
        if (turns++ % 4 === 0) await flush(page)
        const dead = await page.eval(() => (window as unknown as CaseWindow).delivery.deadLetters())
        return rows().length === 49 && dead.length === 1 && dead[0]?.record.id === bad
      })
      server.fault(undefined)
      expect(await page.eval(() => (window as unknown as CaseWindow).delivery.requeue())).toBe(1)
      await isWhole(page, ids)
    },
  },
  {
    number: 47,
    name: 'delivered twice by the network',
    how: 'each POST reaches the collector twice, the copy first or last',
    expect: 'one row each',
    engines: ALL,
    async run({ visit, keep, instead, commit, isWhole }) {
      let count = 0
      instead(async (request, response) => {
        const replies = await Promise.all([commit(request), commit(request)])
        const { status, headers, text } = replies[count++ % 2] as (typeof replies)[0]
        response.writeHead(status, headers).end(text)
      })
      const page = await visit()
      const ids: string[] = []
      for (let round = 0; round < 4; round++) ids.push(...(await keep(page, 5)).ids)
      await isWhole(page, ids)
    },
  },
  {
    number: 48,
    name: 'the keepalive budget is used up by others',
    how: 'six beacons of 10 kB are on their way when the page hides',
    expect: 'sent at once without keepalive, or on the next visit',
    engines: ALL,
    differs: true,
    async run({ visit, keep, server, site, until, rows, isWhole }) {
      site.route('/beacon', async (_request, response) => {
        await sleep(1500)
        response.writeHead(204).end()
      })
      const page = await visit()
      server.fault(() => 'reset')
      const { ids } = await keep(page, 5, { comment: 'x'.repeat(5000) })
      server.fault(undefined)
      await page.eval(() => {
        for (let n = 0; n < 6; n++) navigator.sendBeacon('/beacon', 'x'.repeat(10_000))
        ;(window as unknown as CaseWindow).delivery.hide()
      })
      await until(() => rows().length === 5)
      await isWhole(page, ids)
    },
  },
  {
    number: 49,
    name: 'blocked by a policy or an ad blocker',
    how: 'connect-src of the page does not name the collector; Chromium also by Network.setBlockedURLs',
    expect: 'no hot loop, stays queued, event blocked',
    engines: ALL,
    async run({ engine, visit, keep, events, pending, server, isWhole }) {
      const page = await visit({ headers: { 'content-security-policy': "connect-src 'self'" } })
      const { ids } = await keep(page)
      await sleep(3000)
      expect((await events(page)).filter((type) => type === 'blocked')).toHaveLength(1)
      expect(await pending(page)).toBe(1)
      expect(server.requests).toHaveLength(0)
      const free = await visit()
      if (engine.can('cdp')) {
        const session = await free.cdp()
        await session.send('Network.enable')
        await session.send('Network.setBlockedURLs', { urls: [`${server.origin}/*`] })
        const more = await keep(free)
        await sleep(500)
        ids.push(...more.ids)
        expect(await pending(free)).toBe(2)
        await session.send('Network.setBlockedURLs', { urls: [] })
      }
      await isWhole(free, ids)
    },
  },
  {
    number: 50,
    name: 'CORS wrong',
    how: 'the collector commits, but its answer has no Access-Control-Allow-Origin',
    expect: 'as a network failure; what was stored is not doubled',
    engines: ALL,
    async run({ visit, keep, instead, commit, until, rows, flush, pending, isWhole }) {
      instead(async (request, response) => {
        const { status, text } = await commit(request)
        response.writeHead(status).end(text)
      })
      const page = await visit()
      const { ids } = await keep(page, 2)
      await until(() => rows().length === 2)
      await flush(page)
      expect(await pending(page)).toBe(2)
      instead(undefined)
      await isWhole(page, ids)
    },
  },
  {
    number: 51,
    name: 'thundering herd after an outage',
    how: '200 clients whose waits follow the backoff through outages of three seconds to an hour, drawn 500 times each',
    expect: 'the fullest second has 5 % of the clients at most, in 95 of 100 draws',
    engines: [],
    simulated: 'time is counted, not waited for; the waits are those of the queue',
    async run() {
      for (const { answered, outageS, ours } of herdRun(7))
        if (answered === 'first') expect(ours.fullest.p95, `${outageS} s`).toBeLessThanOrEqual(5)
    },
  },
]
