import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCollector } from '../src/createCollector.ts'
import type { Store } from '../src/Store.ts'
import { type OpenCollector, openCollector } from './support/openCollector.ts'
import { answered, batch, PROJECTS, TOKEN } from './support/records.ts'

let open: OpenCollector
beforeEach(() => {
  open = openCollector()
})
afterEach(() => open.close())

describe('statusRoutes: GET /metrics', () => {
  const METRICS_TOKEN = 'for-the-scraper-alone'
  const scrape = async (token = METRICS_TOKEN) => {
    const { body, status } = await open.request('/metrics', { headers: { authorization: `Bearer ${token}` } })
    expect(status).toBe(200)
    return String(body)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
  }
  beforeEach(async () => {
    await open.close()
    open = openCollector({ projects: [{ ...PROJECTS[0]!, oldKey: 'old-key' }], metricsToken: METRICS_TOKEN })
  })

  it('counts replies, records by what became of them, and commits', async () => {
    const record = answered()
    await open.send([record, answered(), answered({ phase: 'late' })])
    await open.send([record, { ...record, value: 1 }], { key: 'old-key' })
    await open.send([answered()], { key: 'wrong' })
    const lines = await scrape()
    for (const line of [
      'pulso_requests_total{status="200"} 2',
      'pulso_requests_total{status="401"} 1',
      'pulso_records_total{project="shop",outcome="stored"} 2',
      'pulso_records_total{project="shop",outcome="duplicate"} 1',
      'pulso_records_total{project="shop",outcome="conflict"} 1',
      'pulso_records_total{project="shop",outcome="rejected"} 1',
      'pulso_key_uses_total{project="shop",key="current"} 1',
      'pulso_key_uses_total{project="shop",key="old"} 1',
      'pulso_append_seconds_count{result="committed"} 2',
      'pulso_appends_under_way 0',
    ])
      expect(lines).toContain(line)
  })

  it('counts what the store did not take', async () => {
    const store: Store = {
      ...open.store,
      append: () => Promise.reject(new Error('disk is full')),
      close: async () => {},
    }
    const broken = createCollector({ store, projects: PROJECTS, adminToken: TOKEN })
    await broken.fetch(
      new Request('http://127.0.0.1/v1/records', {
        method: 'POST',
        body: batch([answered()]),
        headers: { 'content-type': 'text/plain' },
      }),
    )
    const headers = { authorization: `Bearer ${TOKEN}` }
    const text = await (await broken.fetch(new Request('http://127.0.0.1/metrics', { headers }))).text()
    expect(text).toContain('pulso_append_seconds_count{result="failed"} 1')
    expect(text).toContain('pulso_requests_total{status="503"} 1')
    expect(text).toContain('pulso_appends_under_way 0')
  })

  it('says nothing that a sender could make up', async () => {
    const secret = 'made-up-by-a-sender'
    await open.send([answered({ type: secret }), answered({ touchpoint: { id: secret } })])
    await open.send([answered()], { key: secret })
    await open.post(batch([answered()]), { origin: `https://${secret}.example` })
    await open.request(`/v1/${secret}`)
    expect((await scrape()).join('\n')).not.toContain(secret)
  })

  it('opens to its own token and to that of the administrator; its own opens nothing else', async () => {
    const get = async (path: string, headers: Record<string, string> = {}) =>
      (await open.request(path, { headers })).status
    expect(await get('/metrics')).toBe(401)
    expect(await get('/metrics', { authorization: `Bearer ${METRICS_TOKEN}x` })).toBe(401)
    expect(await get('/metrics', { authorization: `Bearer ${TOKEN}` })).toBe(200)
    for (const path of ['/', '/v1/export.ndjson'])
      expect([path, await get(path, { authorization: `Bearer ${METRICS_TOKEN}` })]).toEqual([path, 401])
    const login = await open.request('/login', {
      method: 'POST',
      body: new URLSearchParams({ token: METRICS_TOKEN }),
    })
    expect(login.status).toBe(401)
  })
})
