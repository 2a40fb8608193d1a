import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCollector } from '../../src/createCollector.ts'
import type { Store } from '../../src/Store.ts'
import { type OpenCollector, openCollector } from '../support/openCollector.ts'
import { answered, batch, KEY, PROJECTS, TOKEN } from '../support/records.ts'

let open: OpenCollector
beforeEach(() => {
  open = openCollector()
})
afterEach(() => open.close())

describe('GET /v1/export.ndjson', () => {
  it('asks for the whole admin token and nothing but it', async () => {
    const get = async (authorization?: string) =>
      (await open.request('/v1/export.ndjson', authorization ? { headers: { authorization } } : {})).status
    expect(await get(`Bearer ${TOKEN}`)).toBe(200)
    for (const wrong of [
      undefined,
      'Bearer',
      'Bearer ',
      `Bearer ${TOKEN.slice(0, -1)}`,
      `Bearer ${TOKEN}x`,
      `Bearer ${TOKEN.toUpperCase()}`,
      `Basic ${TOKEN}`,
      TOKEN,
      `Bearer ${KEY}`,
    ]) {
      expect([wrong, await get(wrong)]).toEqual([wrong, 401])
    }
  })

  it('gives each record in order of arrival, in its envelope', async () => {
    const records = Array.from({ length: 30 }, () => answered())
    for (const record of records) await open.send([record])
    const lines = await open.exported()
    expect(lines.map(({ record }) => record.id)).toEqual(records.map(({ id }) => id))
    expect(Object.keys(lines[0] ?? {})).toEqual(['project', 'received', 'sentAt', 'record'])
  })

  it('keeps a record as it was given, on one line', async () => {
    const record = answered({ comment: 'line\nbreak \u2028' })
    const spaced = JSON.stringify(record, null, 2).replace('"value": 9', '"value": 9.0')
    await open.post(batch([0]).replace('[0]', `[\r\n${spaced}\r\n]`))
    const { body } = await open.request('/v1/export.ndjson', {
      headers: { authorization: `Bearer ${TOKEN}` },
    })
    expect(body.trimEnd().split('\n')).toHaveLength(1)
    expect(body).toContain('"value": 9.0')
    expect(JSON.parse(body).record).toEqual(record)
  })

  it('leaves test records out unless they are asked for', async () => {
    const live = answered()
    const test = answered({ mode: 'test' })
    await open.send([live, test])
    const ids = async (query: string) => (await open.exported(query)).map(({ record }) => record.id)
    expect(await ids('')).toEqual([live.id])
    expect(await ids('?mode=test')).toEqual([test.id])
    expect(await ids('?mode=all')).toEqual([live.id, test.id])
  })

  it('starts at a time', async () => {
    await open.close()
    let clock = Date.UTC(2026, 0, 1)
    open = openCollector({ now: () => clock })
    await open.send([answered()])
    clock = Date.UTC(2026, 0, 2)
    const later = answered()
    await open.send([later])
    for (const since of ['2026-01-02', '2026-01-01T00:00:00.001Z', String(clock)]) {
      expect((await open.exported(`?since=${since}`)).map(({ record }) => record.id)).toEqual([later.id])
    }
    expect(await open.exported('?since=2027-01-01')).toEqual([])
  })

  it('says which filter it does not know', async () => {
    for (const query of ['?mode=prod', '?since=yesterday']) {
      const { status, body } = await open.request(`/v1/export.ndjson${query}`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      })
      expect([query, status, body.error.code]).toEqual([query, 400, 'invalid_filter'])
    }
  })

  it('reads on only as the reader takes it, and stops when the reader goes', async () => {
    let pages = 0
    let stopped = false
    const row = { project: 'shop', received: 1, sentAt: null, json: '{}' }
    const store: Store = {
      ...open.store,
      async *read() {
        try {
          for (;;) {
            pages += 1
            yield [row]
          }
        } finally {
          stopped = true
        }
      },
    }
    const endless = createCollector({ store, projects: PROJECTS, adminToken: TOKEN })
    const response = await endless.fetch(
      new Request('http://127.0.0.1/v1/export.ndjson', { headers: { authorization: `Bearer ${TOKEN}` } }),
    )
    const reader = response.body?.getReader()
    for (let taken = 0; taken < 5; taken += 1) await reader?.read()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(pages).toBeLessThan(10)
    await reader?.cancel()
    expect(stopped).toBe(true)
  })
})
