import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCollector } from '../src/createCollector.ts'
import type { Store } from '../src/Store.ts'
import { type OpenCollector, openCollector } from './support/openCollector.ts'
import { answered, batch, KEY, ORIGIN, PROJECTS, randomId, TOKEN } from './support/records.ts'

const LIMITS = {
  bodyBytes: 256 * 1024,
  items: 500,
  itemBytes: 16 * 1024,
  depth: 8,
  keys: 100,
  stringLength: 10_000,
}

let open: OpenCollector
beforeEach(() => {
  open = openCollector()
})
afterEach(() => open.close())

/** An answered record of exactly so many bytes, above 12,000. */
function recordOfBytes(bytes: number) {
  const filled = (length: number) =>
    answered({ comment: 'x'.repeat(10_000), other: 'x'.repeat(1000), context: { a: 'x'.repeat(length) } })
  return filled(bytes - JSON.stringify(filled(0)).length)
}

describe('POST /v1/records', () => {
  it('stores a batch and names each id, in the reply format of the wire', async () => {
    const items = [answered(), answered()]
    const { status, body, headers } = await open.send(items)
    expect(status).toBe(200)
    expect(body).toEqual({ v: 1, ok: items.map(({ id }) => id), dup: [], rej: [] })
    expect(headers.get('content-type')).toContain('application/json')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect((await open.exported()).map(({ record }) => record)).toEqual(items)
  })

  it('has the records in the database when it answers', async () => {
    let committed = 0
    const { store } = open
    const spy: Store = {
      ...store,
      append: async (...given) => {
        const outcomes = await store.append(...given)
        committed = (await store.totals()).live
        return outcomes
      },
    }
    const other = createCollector({ store: spy, projects: PROJECTS, adminToken: TOKEN })
    const response = await other.fetch(
      new Request('http://127.0.0.1/v1/records', {
        method: 'POST',
        body: batch([answered()]),
        headers: { 'content-type': 'text/plain' },
      }),
    )
    expect((await response.json()).ok).toHaveLength(1)
    expect(committed).toBe(1)
  })

  it('keeps every type of record', async () => {
    const { question: _q, value: _v, tookMs: _t, ...ofRun } = answered()
    const items = [
      { ...ofRun, id: randomId(), type: 'shown', seq: 0 },
      { ...ofRun, id: randomId(), type: 'completed', tookMs: 10 },
      { ...ofRun, id: randomId(), type: 'dismissed', reason: 'close', step: 1, tookMs: 10 },
      { id: randomId(), type: 'outcome', at: 1, mode: 'live', kind: 'purchase', value: 120, currency: 'EUR' },
      answered({ person: 'p-1', context: { plan: 'pro', age: 3, vip: true, none: null } }),
      answered({}, { value: { positive: 3, negative: 1 }, question: { type: 'emotion-grid' } }),
      answered(
        { comment: 'Llegó antes 🙂 — سريع', other: 'x' },
        { value: ['a', 'b'], question: { type: 'choice' } },
      ),
    ]
    expect((await open.send(items)).body.ok).toHaveLength(items.length)
    expect((await open.exported()).map(({ record }) => record)).toEqual(items)
  })

  it('answers an empty batch without touching the store', async () => {
    expect((await open.send([])).body).toEqual({ v: 1, ok: [], dup: [], rej: [] })
  })

  it('takes the same record again as a duplicate, in the same batch and later (reliability 37, 47)', async () => {
    const record = answered()
    expect((await open.send([record, record])).body).toMatchObject({ ok: [record.id], dup: [record.id] })
    expect((await open.send([record])).body).toMatchObject({ ok: [], dup: [record.id] })
    expect(await open.exported()).toHaveLength(1)
    expect(open.events).toEqual([])
  })

  it('keeps the first of two bodies with one id, says duplicate, and logs the conflict (reliability 57)', async () => {
    const record = answered({}, { value: 9 })
    await open.send([record])
    expect((await open.send([{ ...record, value: 0 }])).body).toMatchObject({ dup: [record.id], rej: [] })
    expect((await open.exported()).map(({ record }) => record)).toEqual([record])
    expect(open.events).toEqual([{ event: 'conflict', project: 'shop', id: record.id }])
  })

  it('keeps one id in two projects apart (reliability 56, 57)', async () => {
    await open.close()
    open = openCollector({ projects: [...PROJECTS, { id: 'other', key: 'other-key', origins: [ORIGIN] }] })
    const record = answered()
    await open.send([record])
    expect((await open.send([record], { key: 'other-key' })).body.ok).toEqual([record.id])
    expect((await open.exported()).map(({ project }) => project)).toEqual(['shop', 'other'])
  })

  it('delivers 49 neighbours of one poisoned item (reliability 46)', async () => {
    const items: unknown[] = Array.from({ length: 50 }, () => answered())
    const poison = answered({ phase: 'late' })
    items[17] = poison
    const { body } = await open.send(items)
    expect(body.ok).toHaveLength(49)
    expect(body.rej).toEqual([
      { id: poison.id, code: 'invalid_record', message: 'items[17]: the item: unknown key phase' },
    ])
    expect(open.events).toEqual([{ event: 'rejected', project: 'shop', codes: { invalid_record: 1 } }])
  })

  describe('rejects alone, with its id and reason,', () => {
    const good = answered()
    const text = (id: string, tail: string) => `{"id":"${id}",${tail}}`
    const id = randomId()
    const cases: { name: string; item: string; code: string; says: RegExp; id?: string }[] = [
      {
        name: 'a record without a phase',
        item: JSON.stringify(
          answered({ id, touchpoint: { id: 'checkout', channel: 'web', stage: 'front' } }),
        ),
        code: 'invalid_record',
        says: /touchpoint\.phase: is missing/,
      },
      {
        name: 'an unknown type',
        item: JSON.stringify(answered({ id, type: 'guessed' })),
        code: 'invalid_record',
        says: /type: is none of the allowed kinds/,
      },
      { name: 'a text', item: '"free text"', code: 'invalid_record', says: /expected object/, id: '' },
      { name: 'null', item: 'null', code: 'invalid_record', says: /expected object/, id: '' },
      { name: 'a number', item: '17', code: 'invalid_record', says: /expected object/, id: '' },
      { name: 'a list', item: '[]', code: 'invalid_record', says: /expected object/, id: '' },
      { name: 'an empty object', item: '{}', code: 'invalid_record', says: /type: is missing/, id: '' },
      {
        name: 'an id that is not ours, by that id',
        item: JSON.stringify(answered({ id: 'order-17' })),
        code: 'invalid_record',
        says: /id: does not have the right form/,
        id: 'order-17',
      },
      {
        name: 'an id that cannot be said back',
        item: JSON.stringify(answered({ id: 'ключ' })),
        code: 'invalid_record',
        says: /id: does not have the right form/,
        id: '',
      },
      {
        name: 'a NUL',
        item: JSON.stringify(answered({ id, comment: 'a\0b' })),
        code: 'invalid_text',
        says: /NUL/,
      },
      {
        name: 'a lone surrogate',
        item: JSON.stringify(answered({ id, comment: 'a\ud800b' })),
        code: 'invalid_text',
        says: /surrogate/,
      },
      {
        name: '__proto__',
        item: JSON.stringify(answered({ id })).replace('{', '{"__proto__":{"admin":true},'),
        code: 'forbidden_key',
        says: /__proto__/,
      },
      {
        name: 'an escaped __proto__ inside',
        item: JSON.stringify(answered({ id, context: { x: 1 } })).replace('"x"', '"\\u005f_proto__"'),
        code: 'forbidden_key',
        says: /__proto__/,
      },
      {
        name: 'a key written twice',
        item: JSON.stringify(answered({ id })).replace('"value":9', '"value":9,"value":0'),
        code: 'duplicate_key',
        says: /twice/,
      },
      {
        name: 'a key written twice, once with an escape',
        item: JSON.stringify(answered({ id, context: { a: 1 } })).replace('"a":1', '"a":1,"\\u0061":2'),
        code: 'duplicate_key',
        says: /twice/,
      },
      {
        name: 'a number that overflows',
        item: JSON.stringify(answered({ id })).replace('"value":9', '"value":1e999'),
        code: 'number_out_of_range',
        says: /2\^53/,
      },
      {
        name: 'a number that loses digits',
        item: JSON.stringify(answered({ id })).replace('"value":9', '"value":12345678901234567890'),
        code: 'number_out_of_range',
        says: /2\^53/,
      },
      {
        name: 'a time that is no whole number',
        item: JSON.stringify(answered({ id, at: 1.5 })),
        code: 'invalid_record',
        says: /at: expected int/,
      },
      {
        name: 'nothing but an id',
        item: text(id, '"x":1'),
        code: 'invalid_record',
        says: /type: is missing/,
      },
    ]
    for (const { name, item, code, says, id: named = id } of cases) {
      it(name, async () => {
        const body = batch([0, 1]).replace('[0,1]', `[${item},${JSON.stringify(good)}]`)
        const reply = await open.post(body)
        expect(reply.status).toBe(200)
        expect(reply.body.ok).toEqual([good.id])
        expect(reply.body.rej).toHaveLength(1)
        expect(reply.body.rej[0]).toMatchObject({ id: named, code })
        expect(reply.body.rej[0].message).toMatch(says)
        expect(reply.body.rej[0].message).toMatch(/^items\[0\]: /)
        expect(({} as { admin?: boolean }).admin).toBeUndefined()
      })
    }

    it('bytes that are not UTF-8', async () => {
      const bad = answered({ comment: 'XX' })
      const bytes = Buffer.from(batch([bad, good]))
      bytes.write('\xff\xfe', bytes.indexOf('XX'), 'latin1')
      const { body } = await open.post(new Uint8Array(bytes))
      expect(body).toMatchObject({ ok: [good.id], rej: [{ id: bad.id, code: 'invalid_utf8' }] })
    })

    it('and never says what was answered', async () => {
      const secret = 'my card is 4111 1111 1111 1111'
      const items = [
        answered({ comment: { secret } }),
        answered({ comment: secret.repeat(400) }),
        answered({ locale: secret }),
        answered({ value: { positive: secret, negative: 1 } }),
        answered({ context: { plan: [secret] } }),
      ]
      const { body } = await open.send(items)
      expect(body.rej).toHaveLength(items.length)
      expect(JSON.stringify(body)).not.toContain('4111')
      expect(JSON.stringify(open.events)).not.toContain('4111')
    })
  })

  describe('holds each limit to the unit:', () => {
    it('the body', async () => {
      const body = batch([answered()])
      const pad = (bytes: number) => body + ' '.repeat(bytes - Buffer.byteLength(body))
      expect((await open.post(pad(LIMITS.bodyBytes))).status).toBe(200)
      const { status, body: reply } = await open.post(pad(LIMITS.bodyBytes + 1))
      expect([status, reply.error.code]).toEqual([413, 'too_large'])
    })

    it('the items', async () => {
      const shown = () => ({ id: randomId(), type: 'outcome', at: 1, mode: 'live', kind: 'repeat' })
      const items = Array.from({ length: LIMITS.items }, shown)
      expect((await open.send(items)).body.ok).toHaveLength(LIMITS.items)
      expect((await open.send([...items, shown()])).status).toBe(413)
      expect(await open.exported()).toHaveLength(LIMITS.items)
    })

    it('the bytes of an item', async () => {
      const fits = recordOfBytes(LIMITS.itemBytes)
      expect(Buffer.byteLength(JSON.stringify(fits))).toBe(LIMITS.itemBytes)
      const over = recordOfBytes(LIMITS.itemBytes + 1)
      const { body } = await open.send([fits, over])
      expect(body.rej).toMatchObject([{ id: over.id, code: 'item_too_large' }])
      // Two bytes a letter: the limit counts bytes, not letters.
      const wide = answered({ comment: 'é'.repeat(9000) })
      expect((await open.send([wide])).body.rej).toMatchObject([{ code: 'item_too_large' }])
    })

    it('the depth', async () => {
      const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
      const codes = async (levels: number) =>
        (await open.send([answered({ extra: nested(levels - 1) })])).body.rej.map(
          ({ code }: { code: string }) => code,
        )
      expect(await codes(LIMITS.depth)).toEqual(['invalid_record']) // deep enough to be read, then refused as unknown
      expect(await codes(LIMITS.depth + 1)).toEqual(['too_deep'])
      expect(await codes(100)).toEqual(['too_deep'])
    })

    it('the depth of a whole body that is nothing but brackets', async () => {
      const deep = '['.repeat(100_000) + ']'.repeat(100_000)
      const { status } = await open.post(deep)
      expect(status).toBe(400)
      expect((await open.send([answered()])).status).toBe(200)
    })

    it('the keys', async () => {
      const plain = answered()
      const used = JSON.stringify(plain).match(/":/g)?.length ?? 0
      const withKeys = (count: number) =>
        answered({
          context: Object.fromEntries(Array.from({ length: count - used - 1 }, (_, n) => [`k${n}`, n])),
        })
      expect((await open.send([withKeys(LIMITS.keys)])).body.ok).toHaveLength(1)
      expect((await open.send([withKeys(LIMITS.keys + 1)])).body.rej).toMatchObject([
        { code: 'too_many_keys' },
      ])
    })

    it('the length of a string', async () => {
      const of = (length: number) => answered({ comment: 'x'.repeat(length) })
      expect((await open.send([of(LIMITS.stringLength)])).body.ok).toHaveLength(1)
      expect((await open.send([of(LIMITS.stringLength + 1)])).body.rej).toMatchObject([
        { code: 'string_too_long' },
      ])
    })

    it('as the operator sets them', async () => {
      await open.close()
      open = openCollector({ limits: { items: 1, itemBytes: 100 } })
      expect((await open.send([answered(), answered()])).status).toBe(413)
      expect((await open.send([answered()])).body.rej).toMatchObject([{ code: 'item_too_large' }])
    })
  })

  describe('refuses a whole request', () => {
    it('that is not JSON, cut off, or not a batch', async () => {
      const whole = batch([answered()])
      for (const body of ['', 'hello', whole.slice(0, -1), '[]', 'null', '{"v":1}', batch([], { v: 2 })]) {
        const { status, body: reply } = await open.post(body)
        expect([body.slice(0, 20), status]).toEqual([body.slice(0, 20), 400])
        expect(reply.error.code).toMatch(/^invalid_(json|batch)$/)
      }
      const { body } = await open.post(JSON.stringify({ v: 1, key: KEY, items: [] }))
      expect(body.error.message).toBe('Wrong or missing in the batch: sentAt, batch.')
    })

    it('whose envelope says a thing twice', async () => {
      const body = batch([answered()]).replace('{', `{"items":[],`)
      expect(await open.post(body)).toMatchObject({ status: 400, body: { error: { code: 'invalid_batch' } } })
    })

    it('with an unknown key, however odd', async () => {
      for (const key of [
        'wrong',
        'shop-ke',
        'shop-keyy',
        'SHOP-KEY',
        'constructor',
        '__proto__',
        'ключ',
        'shop-key\0',
      ]) {
        const { status, body } = await open.send([answered()], { key })
        expect([key, status, body.error.code]).toEqual([key, 401, 'unknown_key'])
      }
      expect(await open.exported('?mode=all')).toEqual([])
    })

    it('that is compressed, a bomb too, without opening it', async () => {
      const bomb = new Uint8Array(gzipSync(Buffer.alloc(50_000_000, ' ')))
      for (const encoding of ['gzip', 'br', 'deflate', 'gzip, gzip']) {
        const { status, body } = await open.post(bomb, { 'content-encoding': encoding })
        expect([encoding, status, body.error.code]).toEqual([encoding, 415, 'unsupported_encoding'])
      }
      expect((await open.post(bomb)).status).toBe(400) // without the header it is just not JSON
      expect((await open.post(batch([answered()]), { 'content-encoding': 'identity' })).status).toBe(200)
    })

    it('in a content type that a form could send, or in another charset', async () => {
      const type = (value: string) => open.post(batch([answered()]), { 'content-type': value })
      for (const value of [
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'text/html',
        'text/plain;charset=utf-16',
        '',
      ]) {
        expect([value, (await type(value)).status]).toEqual([value, 415])
      }
      for (const value of [
        'text/plain',
        'text/plain;charset=UTF-8',
        'text/plain; charset="utf-8"',
        'application/json',
        'Application/JSON; charset=utf8',
      ]) {
        expect([value, (await type(value)).status]).toEqual([value, 200])
      }
    })

    it('that claims to be small and is not', async () => {
      let pulled = 0
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          pulled += 1
          controller.enqueue(new Uint8Array(64 * 1024).fill(32))
        },
      })
      const init = {
        method: 'POST',
        body: endless,
        duplex: 'half',
        headers: { 'content-type': 'text/plain' },
      }
      const { status } = await open.request('/v1/records', init as RequestInit)
      expect(status).toBe(413)
      expect(pulled).toBeLessThan(10)
    })

    it('whose body breaks off, and stores nothing of it', async () => {
      const broken = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(batch([answered()])))
        },
        pull(controller) {
          controller.error(new Error('gone'))
        },
      })
      const init = { method: 'POST', body: broken, duplex: 'half', headers: { 'content-type': 'text/plain' } }
      expect(await open.request('/v1/records', init as RequestInit)).toMatchObject({
        status: 400,
        body: { error: { code: 'body_incomplete' } },
      })
      expect(await open.exported()).toEqual([])
    })
  })

  it("stores both clocks, whatever the visitor's says (reliability 55)", async () => {
    await open.close()
    open = openCollector({ now: () => 1_800_000_000_000 })
    await open.send([answered({ at: 0 })], { sentAt: 5000.4 })
    await open.send([answered({ at: 4_000_000_000_000 })], { sentAt: 1e300 })
    await open.send([answered()], { sentAt: -1 })
    const lines = await open.exported()
    expect(lines).toMatchObject([
      { received: 1_800_000_000_000, sentAt: 5000, record: { at: 0 } },
      { received: 1_800_000_000_000, sentAt: null, record: { at: 4_000_000_000_000 } },
      { sentAt: null },
    ])
  })
})

describe('CORS of POST /v1/records', () => {
  const origins = {
    listed: { origin: ORIGIN, allowed: true },
    unlisted: { origin: 'https://evil.example', allowed: false },
    'a subdomain': { origin: 'https://a.shop.example', allowed: false },
    'another scheme': { origin: 'http://shop.example', allowed: false },
    'another port': { origin: 'https://shop.example:8443', allowed: false },
    'another case': { origin: 'https://SHOP.example', allowed: false },
    'an opaque': { origin: 'null', allowed: false },
    none: { origin: undefined, allowed: true },
  }
  for (const [name, { origin, allowed }] of Object.entries(origins)) {
    for (const type of [
      'text/plain;charset=UTF-8',
      'application/json',
      'application/x-www-form-urlencoded',
    ]) {
      it(`${allowed ? 'takes' : 'refuses'} ${name} origin with ${type}`, async () => {
        const { status, headers, body } = await open.request('/v1/records', {
          method: 'POST',
          body: batch([answered()]),
          headers: { 'content-type': type, ...(origin && { origin }) },
        })
        const supported = !type.includes('form')
        expect(status).toBe(supported ? (allowed ? 200 : 403) : 415)
        if (supported && !allowed) expect(body.error.code).toBe('origin_not_allowed')
        expect(headers.get('access-control-allow-origin')).toBe(allowed && origin ? origin : null)
        expect(headers.get('access-control-expose-headers')).toBe(allowed && origin ? 'Retry-After' : null)
        expect(headers.get('access-control-allow-credentials')).toBeNull()
        expect(headers.get('vary')).toBe('Origin')
        expect(await open.exported()).toHaveLength(supported && allowed ? 1 : 0)
      })
    }

    it(`${allowed && origin ? 'allows' : 'denies'} the preflight of ${name} origin`, async () => {
      const { status, headers } = await open.request('/v1/records', {
        method: 'OPTIONS',
        headers: {
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
          ...(origin && { origin }),
        },
      })
      expect(status).toBe(allowed && origin ? 204 : 403)
      expect(headers.get('access-control-allow-origin')).toBe(allowed && origin ? origin : null)
      expect(headers.get('access-control-allow-headers')).toBe(allowed && origin ? 'Content-Type' : null)
      expect(headers.get('vary')).toBe('Origin')
    })
  }

  it('refuses the site of one project with the key of another, readably, and stores nothing', async () => {
    await open.close()
    open = openCollector({
      projects: [...PROJECTS, { id: 'other', key: 'other-key', origins: ['https://other.example'] }],
    })
    const { status, headers } = await open.post(batch([answered()]), { origin: 'https://other.example' })
    expect(status).toBe(403)
    expect(headers.get('access-control-allow-origin')).toBe('https://other.example')
    expect(await open.exported()).toEqual([])
  })

  it('answers other methods with 405', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      const { status, headers } = await open.request('/v1/records', { method })
      expect([method, status, headers.get('allow')]).toEqual([method, 405, 'POST, OPTIONS'])
    }
  })

  it('lets no site read the export or the page', { timeout: 60_000 }, async () => {
    for (const path of ['/v1/export.ndjson', '/', '/healthz', '/page.css']) {
      const { headers } = await open.request(path, {
        headers: { origin: ORIGIN, authorization: `Bearer ${TOKEN}` },
      })
      expect([path, headers.get('access-control-allow-origin')]).toEqual([path, null])
    }
  })
})
