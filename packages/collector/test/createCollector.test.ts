import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashToken } from '../src/admin.ts'
import type { CollectorOptions } from '../src/Collector.ts'
import { createCollector } from '../src/createCollector.ts'
import type { Store } from '../src/Store.ts'
import { signBatch } from '../src/signature.ts'
import { type OpenCollector, openCollector } from './support/openCollector.ts'
import { answered, batch, KEY, ORIGIN, PROJECTS, TOKEN } from './support/records.ts'

let open: OpenCollector
beforeEach(() => {
  open = openCollector()
})
afterEach(() => open.close())

describe('write keys', () => {
  const reopen = async (over: Partial<CollectorOptions>) => {
    await open.close()
    open = openCollector(over)
  }
  const [shop] = PROJECTS

  it('takes two live keys of one project while pages with the old one are about, and then the new one only', async () => {
    const record = answered()
    await reopen({ projects: [{ ...shop!, key: 'k-2026b', oldKey: 'k-2026a' }] })
    expect((await open.send([record], { key: 'k-2026a' })).body.ok).toEqual([record.id])
    expect((await open.send([record], { key: 'k-2026b' })).body.dup).toEqual([record.id])
    expect((await open.exported()).map(({ project }) => project)).toEqual(['shop'])
    await reopen({ projects: [{ ...shop!, key: 'k-2026b' }] })
    const { status, body } = await open.send([answered()], { key: 'k-2026a' })
    expect([status, body.error.code]).toEqual([401, 'unknown_key']) // held by the page, not lost
    expect(await open.exported()).toEqual([])
  })

  describe('of servers', () => {
    const SECRET = 'a-secret-of-the-shop-server-32-ch'
    const NOW = 1_760_000_000_000
    let clock = NOW
    beforeEach(async () => {
      clock = NOW
      await reopen({
        projects: [{ ...shop!, serverSecrets: [SECRET, 'another-secret-of-32-characters-!'] }],
        now: () => clock,
      })
    })
    const send = (body: string, headers: Record<string, string> = {}) =>
      open.request('/v1/records', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers },
      })

    it('take a signed batch, and its replay as what it is', async () => {
      const record = answered()
      const body = batch([record])
      const headers = signBatch(body, SECRET, NOW)
      expect((await send(body, headers)).body).toMatchObject({ ok: [record.id], dup: [] })
      clock += 5 * 60_000
      expect((await send(body, headers)).body).toMatchObject({ ok: [], dup: [record.id] })
      clock += 1
      expect(await send(body, headers)).toMatchObject({
        status: 401,
        body: { error: { code: 'signature_expired' } },
      })
      expect(await open.exported()).toHaveLength(1)
    })

    it('refuse what has neither an origin nor a signature, or a wrong one, and store nothing of it', async () => {
      const body = batch([answered()])
      const codeOf = async (headers: Record<string, string>) => {
        const reply = await send(body, headers)
        return [reply.status, reply.body.error?.code]
      }
      expect(await codeOf({})).toEqual([401, 'signature_missing'])
      const wrong = signBatch(body, `${SECRET}x`, NOW)
      expect(await codeOf(wrong)).toEqual([401, 'signature_invalid'])
      expect(await codeOf({ ...wrong, origin: ORIGIN })).toEqual([401, 'signature_invalid'])
      expect(await codeOf(signBatch(batch([answered()]), SECRET, NOW))).toEqual([401, 'signature_invalid'])
      expect(await open.exported()).toEqual([])
    })

    it('leave pages as they were', async () => {
      expect((await open.send([answered()])).status).toBe(200)
      expect((await open.post(batch([answered()]), { origin: 'https://evil.example' })).status).toBe(403)
    })
  })
})

describe('rates', () => {
  const NOW = 1_760_000_000_000
  let clock = NOW
  const reopen = async (over: Partial<CollectorOptions>) => {
    await open.close()
    clock = NOW
    open = openCollector({ now: () => clock, ...over })
  }
  const from = (address: string, headers = {}) => open.post(batch([answered()]), headers, { address })

  it('say 429 to a key that sends too much, with the same wait in header and body, and take it later', async () => {
    await reopen({ rates: { key: { perSecond: 0.5, burst: 2 } } })
    const record = answered()
    for (let n = 0; n < 2; n += 1) expect((await open.send([answered()])).status).toBe(200)
    const { status, headers, body } = await open.send([record])
    expect(status).toBe(429)
    expect(body).toMatchObject({
      v: 1,
      ok: [],
      dup: [],
      rej: [],
      retryAfterMs: 2000,
      error: { code: 'rate_limited' },
    })
    expect(headers.get('retry-after')).toBe('2')
    expect(headers.get('access-control-expose-headers')).toBe('Retry-After')
    expect(await open.exported()).toHaveLength(2)
    clock += body.retryAfterMs
    expect((await open.send([record])).body.ok).toEqual([record.id])
  })

  it('count each key for itself, and no key that nobody has', async () => {
    await reopen({
      projects: [...PROJECTS, { id: 'other', key: 'other-key', origins: [ORIGIN] }],
      rates: { key: { perSecond: 1, burst: 1 } },
    })
    const statusOf = async (key: string) => (await open.send([answered()], { key })).status
    expect([await statusOf(KEY), await statusOf(KEY), await statusOf('other-key')]).toEqual([200, 429, 200])
    expect([await statusOf('x'), await statusOf('x')]).toEqual([401, 401])
  })

  it('count the network of the sender, before a byte of the body is read', async () => {
    await reopen({ rates: { address: { perSecond: 1, burst: 2 } } })
    const statuses = async (...addresses: string[]) => {
      const all = []
      for (const address of addresses) all.push((await from(address)).status)
      return all
    }
    expect(await statuses('203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.114.1')).toEqual([
      200, 200, 429, 200,
    ])
    expect(await statuses('127.0.0.1', '127.0.0.1', '127.0.0.1')).toEqual([200, 200, 200])
    let pulled = 0
    const body = new ReadableStream<Uint8Array>(
      { pull: (controller) => controller.enqueue(new Uint8Array(++pulled)) },
      { highWaterMark: 0 },
    )
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'text/plain' } }
    expect((await open.request('/v1/records', init as RequestInit, { address: '203.0.113.4' })).status).toBe(
      429,
    )
    expect(pulled).toBe(0)
  })

  it('believe X-Forwarded-For only as far as proxies of ours wrote it', async () => {
    const rates = { address: { perSecond: 1, burst: 1 } }
    const via = (forwarded: string) => from('10.0.0.1', { 'x-forwarded-for': forwarded })
    await reopen({ rates })
    expect([(await via('198.51.100.1')).status, (await via('203.0.113.1')).status]).toEqual([200, 429])
    await reopen({ rates, trustedProxies: 1 })
    expect([(await via('198.51.100.1')).status, (await via('203.0.113.1')).status]).toEqual([200, 200])
    expect((await via('192.0.2.1, 203.0.113.1')).status).toBe(429) // what stands further left is the sender's own word
  })
})

describe('an admin token that is given as its hash', () => {
  it('lets in who has the token, and nobody who has the hash', async () => {
    await open.close()
    const hash = hashToken(TOKEN)
    open = openCollector({ adminToken: hash })
    const get = async (headers: Record<string, string>) =>
      (await open.request('/v1/export.ndjson', { headers })).status
    expect(await get({ authorization: `Bearer ${TOKEN}` })).toBe(200)
    expect(await get({ authorization: `Bearer ${hash}` })).toBe(401)
    expect(await get({ authorization: `Bearer ${hash.slice('sha256:'.length)}` })).toBe(401)

    const login = await open.request('/login', {
      method: 'POST',
      body: new URLSearchParams({ token: TOKEN }),
    })
    const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    expect(await get({ cookie })).toBe(200)
    // Whoever reads the hash must not be able to make a session of it.
    const ends = String(Date.now() + 3_600_000)
    for (const key of [hash, createHmac('sha256', hash).update('pulso page sessions').digest()]) {
      const forged = createHmac('sha256', key).update(`page session until ${ends}`).digest('base64url')
      expect(await get({ cookie: `pulso_admin=${ends}.${forged}` })).toBe(401)
    }
  })
})

describe('a store that fails', () => {
  const failing = (store: Store): Store => ({
    ...store,
    append: () => Promise.reject(new Error('database or disk is full')),
    ping: () => Promise.reject(new Error('disk I/O error')),
  })

  it('acknowledges nothing and says when to come back, in the header and in the body', async () => {
    const broken = createCollector({ store: failing(open.store), projects: PROJECTS, adminToken: TOKEN })
    const response = await broken.fetch(
      new Request('http://127.0.0.1/v1/records', {
        method: 'POST',
        body: batch([answered()]),
        headers: { 'content-type': 'text/plain', origin: ORIGIN },
      }),
    )
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('5')
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(await response.json()).toMatchObject({
      ...{ v: 1, ok: [], dup: [], rej: [], retryAfterMs: 5000 },
      error: { code: 'store_unavailable' },
    })
  })

  it('is not ready, but alive: nobody should restart it because its database is away', async () => {
    expect(await open.request('/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } })
    const broken = createCollector({ store: failing(open.store), projects: PROJECTS, adminToken: TOKEN })
    const statusOf = async (path: string) =>
      (await broken.fetch(new Request(`http://127.0.0.1${path}`))).status
    expect([await statusOf('/readyz'), await statusOf('/healthz')]).toEqual([503, 200])
  })

  it('answers a defect of our own with 500 and no time to wait, so that the sender looks for the record', async () => {
    const odd = createCollector({
      store: open.store,
      projects: PROJECTS,
      adminToken: TOKEN,
      now: () => {
        throw new Error('no clock')
      },
    })
    const request = new Request('http://127.0.0.1/v1/records', {
      method: 'POST',
      body: batch([answered()]),
      headers: { 'content-type': 'text/plain' },
    })
    const response = await odd.fetch(request)
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('no clock')
  })

  it('refuses new batches while it closes, and finishes those under way', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const store: Store = {
      ...open.store,
      append: async (...given) => {
        await gate
        return open.store.append(...given)
      },
      close: async () => {},
    }
    const slow = createCollector({ store, projects: PROJECTS, adminToken: TOKEN })
    const post = () =>
      slow.fetch(
        new Request('http://127.0.0.1/v1/records', {
          method: 'POST',
          body: batch([answered()]),
          headers: { 'content-type': 'text/plain' },
        }),
      )
    const underWay = post()
    await new Promise((resolve) => setImmediate(resolve))
    const closed = slow.close()
    expect((await post()).status).toBe(503)
    release()
    expect((await underWay).status).toBe(200)
    await closed
  })
})

describe('other addresses', () => {
  it('answers 404 as JSON', async () => {
    expect(await open.request('/v2/records')).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found' } },
    })
  })
})
