import { JSDOM } from 'jsdom'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OpenCollector, openCollector } from '../support/openCollector.ts'
import { answered, randomId, TOKEN } from '../support/records.ts'

const NOW = 1_760_000_000_000

let open: OpenCollector
let clock: number
beforeEach(() => {
  clock = NOW
  open = openCollector({ now: () => clock })
})
afterEach(() => open.close())

const login = (token: string, headers = {}) =>
  open.request('/login', {
    method: 'POST',
    body: new URLSearchParams({ token }),
    headers,
  })
const page = async (path = '/') => {
  const { body, status } = await open.request(path, { headers: { authorization: `Bearer ${TOKEN}` } })
  expect(status).toBe(200)
  return new JSDOM(body).window.document
}
const textOf = (node: Element | null | undefined) => node?.textContent?.replace(/\s+/g, ' ').trim()

// OWASP's cheat sheet and DOMPurify's fixtures, the kinds that matter where text and attributes are written.
const PAYLOADS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' autofocus onfocus=alert(1) x='",
  '</td></table><script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  'javascript:alert(1)',
  '<a href="javascript:alert(1)">x</a>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<template><script>alert(1)</script></template>',
  '#{alert(1)}{{constructor.constructor("alert(1)")()}}',
  '\u202e<script>\u2028alert(1)',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
]

describe('the page', () => {
  it('asks for the token, shows nothing before, and takes no token in the address', async () => {
    await open.send([answered({ comment: 'seen by nobody' })])
    for (const path of ['/', `/?token=${TOKEN}`, '/?mode=all']) {
      const { status, body } = await open.request(path)
      expect([path, status]).toEqual([path, 401])
      expect(body).not.toContain('seen by nobody')
      expect(new JSDOM(body).window.document.querySelector('form')?.getAttribute('action')).toBe('./login')
    }
  })

  it('signs in with a form, by a cookie that no script and no other site can use', async () => {
    const { status, headers } = await login(TOKEN)
    expect([status, headers.get('location')]).toEqual([303, './'])
    const cookie = headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    expect(cookie).not.toMatch(/Secure/)
    expect(cookie).not.toContain(TOKEN)
    expect((await login(TOKEN, { 'x-forwarded-proto': 'https' })).headers.get('set-cookie')).toMatch(/Secure/)

    const session = { headers: { cookie: cookie.split(';')[0] ?? '' } }
    expect((await open.request('/', session)).status).toBe(200)
    expect((await open.request('/v1/export.ndjson', session)).status).toBe(200)
    clock += 12 * 3_600_000
    expect((await open.request('/', session)).status).toBe(401)
  })

  it('refuses a wrong token, an old, a forged and a foreign session', async () => {
    expect(await login('wrong')).toMatchObject({ status: 401 })
    expect((await login('wrong')).body).toContain('not the admin token')
    expect((await login('')).status).toBe(401)
    expect((await login('x'.repeat(10_000))).status).toBe(401)
    const cookie = ((await login(TOKEN)).headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const [, , signature] = /=(\d+)\.(.+)$/.exec(cookie) ?? []
    for (const forged of [
      `pulso_admin=${NOW * 2}.${signature}`,
      `pulso_admin=${NOW * 2}.`,
      'pulso_admin=',
      'pulso_admin=.',
      `pulso_admin=${TOKEN}`,
    ]) {
      expect([forged, (await open.request('/', { headers: { cookie: forged } })).status]).toEqual([
        forged,
        401,
      ])
    }
    const other = openCollector({ adminToken: 'another-token-of-another-collector', now: () => clock })
    expect((await other.request('/', { headers: { cookie } })).status).toBe(401)
    await other.close()
  })

  it('signs out, but not at the word of another site', async () => {
    const cookie = ((await login(TOKEN)).headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const out = (headers = {}) => open.request('/logout', { method: 'POST', headers })
    expect((await out({ cookie })).headers.get('set-cookie')).toMatch(/Max-Age=0/)
    expect((await out()).headers.get('set-cookie')).toBeNull()
  })

  it('carries a policy that allows its own stylesheet and nothing else', async () => {
    for (const path of ['/', '/page.css']) {
      const { headers } = await open.request(path)
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
    expect((await open.request('/')).headers.get('cache-control')).toBe('no-store')
    expect((await open.request('/page.css')).headers.get('content-type')).toMatch(/^text\/css/)
    const document = await page()
    expect(document.querySelectorAll('script, style, [style]')).toHaveLength(0)
  })

  it('shows what people wrote as text, whatever they wrote', async () => {
    const survey = {
      id: 'post-purchase',
      rev: 1,
      hash: 'abc1234',
      kind: 'transactional',
      audience: 'customer',
    }
    const touchpoint = { id: 'order-confirmation', phase: 'after', stage: 'front' }
    const { question: _q, value: _v, tookMs: _t, ...plain } = answered()
    const items = PAYLOADS.flatMap((payload) => [
      answered({ comment: payload, other: payload.slice(0, 999), person: payload.slice(0, 128) }),
      answered({}, { value: payload, question: { type: 'text', instrument: payload.slice(0, 64) } }),
      answered({}, { value: [payload.slice(0, 64)], question: { type: 'choice' } }),
      answered({}, { value: { name: payload, email: payload, phone: 'x' }, question: { type: 'contact' } }),
      answered({ survey, touchpoint: { ...touchpoint, channel: payload.slice(0, 64) } }),
      answered({}, { question: { instrument: payload.slice(0, 64) } }),
      { ...plain, id: randomId(), type: 'shown', context: { [payload.slice(0, 64)]: payload } },
    ])
    expect((await open.send(items)).body.rej).toEqual([])
    const seen = new Set<string>()
    const clean = new Set((await page('/?mode=test')).querySelectorAll('*')).size
    expect(clean).toBeGreaterThan(10)
    const document = await page()
    for (const element of document.querySelectorAll('*')) {
      seen.add(element.localName)
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on|^style$|srcdoc|http-equiv/)
        if (name === 'href' || name === 'action') expect(value).toMatch(/^(\.\/[\w./?=]*|data:,)$/)
      }
    }
    const ours =
      'html head meta title link body header div h1 svg rect path span nav a form button main p strong section h2 h3 h4 h5 article bdi circle table thead tr th tbody td time q'
    expect([...seen].filter((name) => !ours.split(' ').includes(name))).toEqual([])
    expect(textOf(document.querySelector('q'))).toBeTruthy()
    expect(document.body.textContent).toContain('<img src=x onerror=alert(1)>')
  })

  it('gives each touchpoint its score with n and interval, in the order of the journey', async () => {
    const answers = (value: number, count: number, over = {}, question = {}) =>
      Array.from({ length: count }, () => answered(over, { value, question }))
    const before = { touchpoint: { id: 'product-page', phase: 'before', channel: 'web', stage: 'front' } }
    const csat = { id: 'satisfied', type: 'csat', instrument: 'csat@1' }
    await open.send([
      ...answers(10, 20),
      ...answers(8, 8),
      ...answers(3, 12),
      ...answers(5, 4, before, csat),
      ...answers(10, 9, { mode: 'test' }),
    ])
    const document = await page()
    expect([...document.querySelectorAll('.phase h3')].map(textOf)).toEqual(['Before', 'After'])
    const [product, order] = document.querySelectorAll('.touchpoint')
    expect(textOf(product?.querySelector('.value'))).toBe('Satisfied (4–5)n = 4')
    expect(textOf(product)).toContain('Too few answers')
    expect(textOf(order?.querySelector('h4'))).toMatch(/^Order confirmation/)
    expect(textOf(order?.querySelector('.value'))).toMatch(/^NPS\+20 −7 to \+44$/)
    expect(textOf(order?.querySelector('.foot'))).toBe('n = 40adjusted Wald interval')
    expect(order?.querySelector('[role=img]')?.getAttribute('aria-label')).toMatch(
      /^40 answers\. 0: 0, .*10: 20\.$/,
    )
    expect(textOf((await page('/?mode=test')).querySelector('.value'))).toMatch(/^NPS\+100/)
  })

  it('lists the latest records, newest first, without those of test mode', async () => {
    const { question: _q, value: _v, ...plain } = answered()
    await open.send([
      answered({ mode: 'test', comment: 'only a test' }),
      { ...plain, id: randomId(), type: 'dismissed', reason: 'escape', step: 0 },
      { id: randomId(), type: 'outcome', at: 1, mode: 'live', kind: 'purchase', value: 120, currency: 'EUR' },
      answered({ comment: 'Fast' }),
    ])
    const rows = [...(await page()).querySelectorAll('tbody tr')].map(textOf)
    expect(rows).toHaveLength(3)
    expect(rows[0]).toMatch(/Order confirmation shop.*Answered Recommend.*9.*Fast/)
    expect(rows[1]).toMatch(/Outcome.*Purchase.*120 EUR/)
    expect(rows[2]).toMatch(/Dismissed \(escape\)/)
    expect(textOf((await page('/?mode=test')).querySelector('tbody'))).toContain('only a test')
    expect(textOf((await page()).querySelector('.totals'))).toBe(
      '3 live records kept, and 1 from test mode, kept apart.',
    )
  })

  it('says that nothing has arrived', async () => {
    expect(textOf((await page()).querySelector('.empty'))).toContain('Nothing has arrived yet.')
  })
})
