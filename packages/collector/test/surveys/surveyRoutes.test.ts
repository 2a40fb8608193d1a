import type { SurveyInput } from '@pulso/web/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { targeting } from '../../../../src/engine/targeting.ts'
import { type OpenCollector, openCollector, type Reply } from '../support/openCollector.ts'
import { answered, KEY, ORIGIN, randomId, TOKEN } from '../support/records.ts'
import { survey, withQuestion } from '../support/surveys.ts'

const OTHER = { id: 'other', key: 'other-key', oldKey: 'other-old-key', origins: ['https://other.example'] }

let nowMs: number
let opened: OpenCollector
beforeEach(() => {
  nowMs = 1_760_000_000_000
  opened = openCollector({
    now: () => nowMs,
    projects: [{ id: 'shop', key: KEY, origins: [ORIGIN] }, OTHER],
  })
})
afterEach(() => opened.close())

const url = `/v1/surveys/${KEY}`
const bearer = { authorization: `Bearer ${TOKEN}` }
const get = (path = url, headers: Record<string, string> = { origin: ORIGIN }) =>
  opened.request(path, { headers })
const put = (input: unknown, query = '', headers: Record<string, string> = bearer): Promise<Reply> =>
  opened.request(url + query, {
    method: 'PUT',
    body: typeof input === 'string' ? input : JSON.stringify(input),
    headers,
  })
const json = ({ body }: Reply) => (typeof body === 'string' ? JSON.parse(body) : body)
const completed = (over: object = {}) => {
  const { question: _, value: __, ...rest } = answered()
  return { ...rest, type: 'completed', tookMs: 5, ...over }
}

/** What the page's own gate makes of a feed. */
const quotaGate = ({ surveys, quotas }: Surveys) => {
  const ledger = { id: 'x', surveys: {}, shown: [] }
  const visit = { nowMs, traits: {}, context: {}, device: 'phone', language: 'en', ledger, quotas }
  return targeting(surveys[0]!, visit).find(({ gate }) => gate === 'quota')
}
interface Surveys {
  surveys: SurveyInput[]
  quotas: { [survey: string]: number }
}

describe('surveyRoutes', () => {
  it('serves what was published, as it was written, to pages of the origins without a preflight', async () => {
    expect((await put([survey()])).body).toMatchObject({ ok: true, number: 1 })
    const reply = await get()
    expect(reply.status).toBe(200)
    expect(json(reply)).toEqual({ surveys: [survey()], quotas: {} })
    expect(reply.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(reply.headers.get('vary')).toBe('Origin')
    expect(reply.headers.get('access-control-allow-credentials')).toBeNull()
    expect((await get(url, {})).status).toBe(200) // a server that renders the page
  })

  it('answers 304 to who has it already, also behind a proxy that made the tag weak', async () => {
    await put([survey()])
    const etag = (await get()).headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]{22}"$/)
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const reply = await get(url, { origin: ORIGIN, 'if-none-match': tag })
      expect([reply.status, reply.body]).toEqual([304, ''])
      expect(reply.headers.get('access-control-allow-origin')).toBe(ORIGIN)
      expect(reply.headers.get('cache-control')).toBe('public, no-cache')
    }
    await put([survey({ priority: 1 })])
    const changed = await get(url, { origin: ORIGIN, 'if-none-match': etag })
    expect(changed.status).toBe(200)
    expect(json(changed).surveys[0].priority).toBe(1)
  })

  it('refuses other sites, unknown keys and modes, and says when there is nothing', async () => {
    const code = async (...args: Parameters<typeof get>) => {
      const { status, body } = await get(...args)
      return [status, body.error.code]
    }
    expect(await code()).toEqual([404, 'no_surveys'])
    await put([survey()])
    expect(await code(url, { origin: 'https://evil.example' })).toEqual([403, 'origin_not_allowed'])
    expect(
      (await get(url, { origin: 'https://evil.example' })).headers.get('access-control-allow-origin'),
    ).toBe(null)
    expect(await code(url, { origin: 'https://other.example' })).toEqual([403, 'origin_not_allowed'])
    expect(await code('/v1/surveys/wrong-key')).toEqual([404, 'unknown_key'])
    expect(await code(`${url}?mode=all`)).toEqual([400, 'invalid_filter'])
    expect(await code('/v1/surveys/other-old-key', {})).toEqual([404, 'no_surveys'])
  })

  it('publishes for the admin token alone, and names every problem', async () => {
    for (const headers of [
      {},
      { authorization: 'Bearer wrong-token-of-someone' },
      { cookie: 'pulso_admin=x' },
    ])
      expect((await put([survey()], '', headers as Record<string, string>)).status).toBe(401)
    const invalid = await put([survey({ rev: 0 }), survey({ kind: 'x' as never })])
    expect([invalid.status, invalid.body.error.code]).toEqual([422, 'invalid_surveys'])
    expect(invalid.body.problems.map(({ path }: { path: string }) => path)).toEqual(['[0].rev', '[1].kind'])
    await put([survey()])
    const breaking = await put([withQuestion('stars', { points: 7 })])
    expect([breaking.status, breaking.body.error.code]).toEqual([409, 'breaking_edit'])
    expect(breaking.body.problems[0].path).toBe('[0].questions[2]')
    expect((await put('{')).body.error.code).toBe('invalid_json')
    expect((await put('[]'.padEnd(1024 * 1024 + 1))).status).toBe(413)
    expect((await put([withQuestion('stars', { points: 7 }, { rev: 2 })], '?dry=1')).body).toMatchObject({
      isNew: false,
    })
    expect(json(await get()).surveys).toEqual([survey()])
    const { body } = await get(`${url}/definitions`, bearer)
    expect(body.definitions).toMatchObject([
      { survey: 'post-purchase', rev: 1, definition: { id: 'post-purchase' } },
    ])
    expect((await get(`${url}/definitions`)).status).toBe(401)
  })

  it('tells gates how many runs were completed, of surveys with a quota, by mode', async () => {
    const limited = survey({ eligibility: { quota: 3 } })
    await put([limited, survey({ id: 'free', priority: 1 })])
    await put([limited], '?mode=test')
    const run = randomId()
    await opened.send([
      completed(),
      completed({ run }),
      answered({ run }),
      completed({ mode: 'test' }),
      completed({ survey: { ...(answered().survey as object), id: 'free' } }),
    ])
    expect(json(await get()).quotas).toEqual({ 'post-purchase': 2 })
    expect(json(await get(`${url}?mode=test`)).quotas).toEqual({ 'post-purchase': 1 })
    expect(quotaGate(json(await get()))).toMatchObject({ pass: true, value: 2, threshold: 3 })
    const etag = (await get()).headers.get('etag') ?? ''
    await opened.send([completed()])
    nowMs += 10_000
    const reply = await get(url, { origin: ORIGIN, 'if-none-match': etag })
    expect(json(reply).quotas).toEqual({ 'post-purchase': 3 })
    expect(quotaGate(json(reply))).toMatchObject({ pass: false, value: 3, threshold: 3 })
  })

  it('asks the database once in a while, not for every page, and serves what it has while that is away', async () => {
    await put([survey()])
    await get()
    const { latest } = opened.store.publications
    let asked = 0
    opened.store.publications.latest = async () => {
      asked += 1
      throw new Error('away')
    }
    for (let n = 0; n < 5; n += 1) expect((await get()).status).toBe(200)
    expect(asked).toBe(0)
    nowMs += 10_000
    for (let n = 0; n < 5; n += 1) expect((await get()).status).toBe(200)
    expect(asked).toBe(1)
    expect(opened.events).toEqual([{ event: 'store_failed', message: 'away' }])
    const cold = await get(`${url}?mode=test`)
    expect([cold.status, cold.headers.get('retry-after')]).toEqual([503, '5'])
    expect((await put([survey({ priority: 1 })])).body.error.code).toBe('store_unavailable')
    expect((await get(`${url}/definitions`, bearer)).status).toBe(503)
    opened.store.publications.latest = latest
    expect((await get(`${url}?mode=test`)).status).toBe(404)
  })

  it('limits a network that asks too often, and none that it does not know', async () => {
    await opened.close()
    opened = openCollector({ rates: { address: { perSecond: 1, burst: 2 } }, now: () => nowMs })
    const ask = (address?: string) => opened.request(url, {}, { address })
    const statuses = []
    for (let n = 0; n < 3; n += 1) statuses.push((await ask('203.0.113.7')).status)
    expect(statuses).toEqual([404, 404, 429])
    expect((await ask('203.0.113.9')).headers.get('retry-after')).not.toBeNull()
    expect((await ask('198.51.100.1')).status).toBe(404)
    expect((await ask()).status).toBe(404)
  })
})
