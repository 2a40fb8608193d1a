import { parseProgramme } from '@pulso/insights'
import { JSDOM } from 'jsdom'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Forwarding } from '../../src/forward/readForwarding.ts'
import { type OpenCollector, openCollector } from '../support/openCollector.ts'
import { answered, randomId, TOKEN } from '../support/records.ts'

const NOW = 1_760_000_000_000

const programme = parseProgramme({
  v: 1,
  name: 'Shop',
  objectives: [{ objective: 'Recommended', level: 'board', owner: 'Ana', metric: 'nps' }],
  journeys: [
    {
      id: 'buy',
      name: 'Buying',
      touchpoints: [
        { id: 'order-confirmation', name: 'Order placed', phase: 'after', first: true },
        { id: 'support', name: 'Support', phase: 'after', last: true },
      ],
    },
  ],
})
const forwarding: Forwarding = {
  feeds: [],
  rules: [
    {
      id: 'unhappy',
      when: { types: ['nps'], scoreBelow: 7, mode: 'live', audience: 'customer' },
      sinks: [],
      owner: 'ana@shop.example',
      dueHours: 24,
    },
  ],
  contacts: [{ survey: 'post-purchase', question: 'contact' }],
  gatherMs: 1,
}
const WAIT = { timeout: 30_000 }
const FORBIDDEN = 'script, style, [style], iframe, object, embed, img, base, template, math'

let open: OpenCollector
let clock: number
beforeEach(() => {
  clock = NOW
  open = openCollector({ now: () => clock, programme, segments: ['country'], forwarding })
})
afterEach(() => open.close())

const login = (token: string, headers = {}, to = '') =>
  open.request('/login', {
    method: 'POST',
    body: new URLSearchParams({ token, to }),
    headers,
  })
const page = async (path = '/') => {
  const { body, status } = await open.request(path, { headers: { authorization: `Bearer ${TOKEN}` } })
  expect(status).toBe(200)
  return new JSDOM(body).window.document
}
/** The report says it sooner or later: a machine may be busy. */
const says = (path: string, selector: string, wanted: RegExp) =>
  expect.poll(async () => textOf((await page(path)).querySelector(selector)), WAIT).toMatch(wanted)
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

describe('the page', { timeout: 60_000 }, () => {
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

  it('goes on to the page that was asked for, after a wrong token too, and to no other site', async () => {
    const wish = ({ body }: { body: string }) =>
      new JSDOM(body).window.document.querySelector('[name=to]')?.getAttribute('value')
    expect(wish(await open.request('/answers'))).toBe('answers')
    expect(wish(await open.request('/'))).toBe('')
    expect(wish(await login('wrong', {}, 'cases'))).toBe('cases')
    expect((await login(TOKEN, {}, 'answers')).headers.get('location')).toBe('./answers')
    for (const to of ['//evil.example', 'https://evil.example', '../v1', 'answers/../..', '\\evil.example'])
      expect((await login(TOKEN, {}, to)).headers.get('location')).toBe('./')
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
    expect(document.querySelectorAll(FORBIDDEN)).toHaveLength(0)
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
      answered(
        { comment: payload, other: payload.slice(0, 999), person: payload.slice(0, 128) },
        { value: 2 },
      ),
      answered({}, { value: payload, question: { type: 'text', instrument: payload.slice(0, 64) } }),
      answered({}, { value: [payload.slice(0, 64)], question: { type: 'choice' } }),
      answered({}, { value: { name: payload, email: payload, phone: 'x' }, question: { type: 'contact' } }),
      answered({ survey, touchpoint: { ...touchpoint, channel: payload.slice(0, 64) } }),
      answered({}, { question: { instrument: payload.slice(0, 64) } }),
      { ...plain, id: randomId(), type: 'shown', context: { country: payload } },
    ])
    expect((await open.send(items)).body.rej).toEqual([])
    await expect.poll(async () => (await page('/cases')).querySelectorAll('.cases li').length, WAIT).toBe(16)
    const paths = ['/', '/cases', '/case?number=1', '/answers', '/answers?what=all']
    const hostile = PAYLOADS.map(
      (payload) => `channel=${encodeURIComponent(payload)}&lang=${encodeURIComponent(payload)}`,
    )
    let text = ''
    for (const path of [...paths, `/?${hostile[0]}`, `/answers?${hostile[3]}&from=${hostile[2]}`]) {
      const document = await page(path)
      expect(document.querySelectorAll(FORBIDDEN)).toHaveLength(0)
      for (const element of document.querySelectorAll('*'))
        for (const { name, value } of element.attributes) {
          expect(name).not.toMatch(/^on|^style$|srcdoc|http-equiv/)
          if (name === 'href' || name === 'action')
            expect(value).toMatch(/^(\.\/[\w./]*(\?[\w.=&%+*-]*)?|#[\w-]+|data:,)$/)
        }
      text += document.body.textContent
    }
    for (const payload of PAYLOADS) expect(text).toContain(payload.split('<')[0])
    expect(text).toContain('<img src=x onerror=alert(1)>')
  })

  it('is the journey report of what has arrived, for the programme, live', async () => {
    const answers = (value: number, count: number, over = {}) =>
      Array.from({ length: count }, () => answered(over, { value }))
    await open.send([
      ...answers(10, 20),
      ...answers(8, 8),
      ...answers(3, 12),
      ...answers(10, 9, { mode: 'test' }),
    ])
    await says('/', '#board', /Order placed ?NPS \+20 .*n = 40/)
    await says('/', 'h1', /^Shop$/)
    await says('/?mode=test', '#board', /NPS \+100 .*n = 9/)
    await open.send(answers(3, 40))
    await says('/', '#board', /NPS −40 .*n = 80/)
    await says('/?lang=es', '#board', /En una página/)
    await says('/', '.as-of', /^Numbers as of 9 Oct 2025, \d\d:\d\d UTC\.$/)
  })

  it('speaks the language of the browser, or the one that is asked for, and keeps it in links', async () => {
    const spanish = { 'accept-language': 'ca,es-MX;q=0.9,en;q=0.5', authorization: `Bearer ${TOKEN}` }
    const document = new JSDOM((await open.request('/cases', { headers: spanish })).body).window.document
    expect([document.documentElement.lang, textOf(document.querySelector('h1'))]).toEqual(['es', 'Casos'])
    const asked = new JSDOM((await open.request('/cases?lang=en', { headers: spanish })).body).window.document
    expect(textOf(asked.querySelector('h1'))).toBe('Cases')
    for (const link of asked.querySelectorAll('.bar nav a'))
      expect(link.getAttribute('href')).toContain('lang=en')
    expect((await open.request('/', { headers: { 'accept-language': 'es' } })).body).toContain(
      'Clave de administración',
    )
  })

  it('narrows the report and the answers by the filter in the address, and links to an export of the same', async () => {
    const at = (day: string) => Date.parse(`${day}T12:00:00Z`)
    const touchpoint = { id: 'support', phase: 'after', channel: 'app', stage: 'front' }
    await open.send([
      answered({ at: at('2025-10-01'), comment: 'one', context: { country: 'es' } }),
      answered({ at: at('2025-10-03'), comment: 'two', context: { country: 'mx' } }),
      answered({ at: at('2025-10-03'), comment: 'three', touchpoint }),
      answered({ at: at('2025-10-03'), comment: 'four', mode: 'test' }),
    ])
    const said = (document: Document) => [...document.querySelectorAll('tbody q')].map(textOf)
    for (const [query, wanted] of [
      ['', ['three', 'two', 'one']],
      ['?from=2025-10-02', ['three', 'two']],
      ['?to=2025-10-02', ['one']],
      ['?touchpoint=support', ['three']],
      ['?channel=web', ['two', 'one']],
      ['?s.country=es', ['one']],
      ['?s.country=es&touchpoint=support', []],
      ['?mode=test', ['four']],
      ['?from=yesterday', ['three', 'two', 'one']],
    ] as const) {
      const document = await page(`/answers${query}`)
      expect([query, said(document)]).toEqual([query, wanted])
      if (query.includes('yesterday')) continue
      const href = document.querySelector('.exports a')?.getAttribute('href') ?? ''
      const exported = await open.request(href.slice(1), { headers: { authorization: `Bearer ${TOKEN}` } })
      const lines = String(exported.body)
        .split('\n')
        .filter((line) => line !== '')
      expect([query, lines.map((line) => JSON.parse(line).record.comment).reverse()]).toEqual([query, wanted])
    }
    expect((await page('/answers?from=yesterday')).querySelector('.notice')?.textContent).toContain(
      '2026-05-04',
    )
    const bad = await open.request('/v1/export.csv?from=yesterday', {
      headers: { authorization: `Bearer ${TOKEN}` },
    })
    expect([bad.status, bad.body.error.code]).toEqual([400, 'invalid_filter'])
    const form = (await page('/answers?touchpoint=support&what=all&lang=en')).querySelector('form.fields')
    expect(form?.querySelector('select[name=touchpoint] option[selected]')?.getAttribute('value')).toBe(
      'support',
    )
    expect(form?.querySelector('input[name=what]')?.getAttribute('value')).toBe('all')
    await says('/?touchpoint=support', '#map', /^(?!.*Order placed).*Support/)
  })

  it('gives the answers page by page', async () => {
    for (let n = 0; n < 3; n += 1)
      await open.send(Array.from({ length: 40 }, (_, m) => answered({ comment: `c-${n * 40 + m}` })))
    const seen: (string | undefined)[] = []
    let path = '/answers'
    for (let pages = 0; pages < 4; pages += 1) {
      const document = await page(path)
      seen.push(...[...document.querySelectorAll('tbody q')].map(textOf))
      const older = [...document.querySelectorAll('.pager a')].find((link) => textOf(link) === 'Older')
      if (!older) break
      path = older.getAttribute('href')!.slice(1)
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => `c-${119 - n}`))
  })

  it('does not show who answered as an employee, nor contact data without consent', async () => {
    const survey = { id: 'team', rev: 1, hash: 'abc1234', kind: 'transactional', audience: 'employee' }
    const contact = { id: 'contact', type: 'contact', instrument: undefined }
    await open.send([
      answered({ survey, comment: 'my boss shouts' }),
      answered({}, { value: { email: 'eva@example.com' }, question: contact }),
      answered(
        { survey: { ...survey, id: 'other', audience: 'customer' } },
        { value: { email: 'no@example.com' }, question: contact },
      ),
    ])
    const text = (await page('/answers')).body.textContent
    expect(text).not.toContain('my boss shouts')
    expect(text).not.toContain('no@example.com')
    expect(text).toContain('eva@example.com')
  })

  it('says that nothing has arrived, and that the database is away', async () => {
    const bare = openCollector()
    const headers = { authorization: `Bearer ${TOKEN}` }
    expect((await bare.request('/', { headers })).body).toContain('Nothing has arrived yet.')
    expect((await bare.request('/cases', { headers })).body).toContain('No rule opens cases yet.')
    bare.store.after = () => Promise.reject(new Error('gone'))
    const { status, body } = await bare.request('/', { headers })
    expect([status, body]).toEqual([503, expect.stringContaining('cannot be read')])
    expect(bare.events).toContainEqual({ event: 'page_failed', message: 'gone' })
    await bare.close()
  })

  it('needs no programme: touchpoints bear their ids', async () => {
    const bare = openCollector()
    await bare.send(Array.from({ length: 6 }, () => answered()))
    const seen = async () => {
      const { body } = await bare.request('/', { headers: { authorization: `Bearer ${TOKEN}` } })
      const { document } = new JSDOM(body).window
      return ['.notice', '#map'].map((selector) => textOf(document.querySelector(selector))).join()
    }
    await expect.poll(seen, WAIT).toMatch(/COLLECTOR_PROGRAMME.*Order confirmation/)
    await bare.close()
  })
})

describe('the page of cases', { timeout: 60_000 }, () => {
  const open7 = async () => {
    await open.send([answered({ comment: 'It broke.' }, { value: 2 })])
    await expect.poll(async () => (await page('/cases')).querySelectorAll('.cases li').length, WAIT).toBe(1)
  }
  const session = async () => ({
    cookie: ((await login(TOKEN)).headers.get('set-cookie') ?? '').split(';')[0] ?? '',
  })
  const caseOf = async (headers: Record<string, string>) =>
    new JSDOM((await open.request('/case?number=1', { headers })).body).window.document
  const move = (headers: Record<string, string>, fields: Record<string, string>) =>
    open.request('/case?number=1', { method: 'POST', body: new URLSearchParams(fields), headers })

  it('002-11: lists them with state, owner, due time and answer, and finds those that are overdue', async () => {
    await open7()
    const item = textOf((await page('/cases')).querySelector('.cases li'))
    expect(item).toMatch(
      /Case 1 Open Order placed · shop Recommend 2 \/ 10It broke\. ?ana@shop\.exampleDue .* UTC/,
    )
    expect((await page('/cases?state=overdue')).querySelector('.cases')).toBeNull()
    clock += 2 * 86_400_000
    expect(textOf((await page('/cases?state=overdue')).querySelector('.cases .late'))).toBe('Overdue')
    expect((await page('/cases?state=closed')).querySelector('.cases')).toBeNull()
    expect((await page('/cases?mode=test')).querySelector('.cases')).toBeNull()
  })

  it('moves a case by its form, keeps who did it, and remembers the name', async () => {
    await open7()
    const headers = await session()
    const form = (await caseOf(headers)).querySelector('form.move')!
    expect([...form.querySelectorAll('button')].map(textOf)).toEqual(['Take', 'Close', 'Hand over'])
    const token = form.querySelector('input[name=form]')!.getAttribute('value')!
    const done = await move(headers, {
      form: token,
      move: 'take',
      by: 'Ben',
      note: '<b>I call</b>',
      owner: 'ignored',
    })
    expect([done.status, done.headers.get('location')]).toEqual([303, './case?number=1'])
    const name = (done.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const after = await caseOf({ cookie: `${headers.cookie}; ${name}` })
    expect(textOf(after.querySelector('.label'))).toBe('Taken')
    expect(textOf(after.querySelector('.history li:last-child'))).toMatch(
      /taken by Ben for Ben ?<b>I call<\/b>$/,
    )
    expect(after.querySelector('input[name=by]')?.getAttribute('value')).toBe('Ben')
    const again = await move(headers, { form: token, move: 'take', by: 'Eva' })
    expect([again.status, again.body]).toEqual([409, expect.stringContaining('somebody else')])
    expect((await move(headers, { form: token, move: 'hand', by: 'Ben' })).body).toContain('whose it is')
    expect((await move(headers, { form: token, move: 'hand', by: 'Ben', owner: 'Eva' })).status).toBe(303)
    expect((await move(headers, { form: token, move: 'close', by: ' ' })).body).toContain('Say who you are')
    expect((await move(headers, { form: token, move: 'close', by: 'Eva' })).status).toBe(303)
    expect(textOf((await page('/cases?state=closed')).querySelector('.cases .who'))).toContain('Eva')
  })

  it('does nothing for a form that is not of this session, or of nobody', async () => {
    await open7()
    const [mine, other] = [await session(), { cookie: 'pulso_admin=1.x' }]
    clock += 1000
    const theirs = await session()
    const token = (await caseOf(theirs)).querySelector('input[name=form]')!.getAttribute('value')!
    expect((await move(mine, { form: token, move: 'close', by: 'Mallory' })).body).toContain(
      'not from this page',
    )
    expect((await move(mine, { move: 'close', by: 'Mallory' })).status).toBe(400)
    expect((await move(other, { form: token, move: 'close', by: 'Mallory' })).status).toBe(401)
    expect((await page('/cases?state=closed')).querySelector('.cases')).toBeNull()
  })

  it('002-11: shows contact data only where words asked for consent', async () => {
    const run = randomId()
    const contact = (id: string) => ({ id, type: 'contact', instrument: undefined })
    await open.send([
      answered({ run, comment: 'Call me' }, { value: 1 }),
      answered({ run, seq: 2 }, { value: { email: 'eva@example.com' }, question: contact('contact') }),
      answered({ comment: 'No' }, { value: 1 }),
    ])
    await expect.poll(async () => (await page('/cases')).querySelectorAll('.cases li').length, WAIT).toBe(2)
    const all = await Promise.all(
      [...(await page('/cases')).querySelectorAll('.cases a')].map(
        async (link) => (await page(link.getAttribute('href')!.slice(1))).body.textContent,
      ),
    )
    expect(all.filter((text) => text?.includes('eva@example.com'))).toHaveLength(1)
    expect(all.filter((text) => text?.includes('None was left'))).toHaveLength(1)
  })

  it('says that there is no such case', async () => {
    for (const number of ['99', 'x', ''])
      expect(
        (await open.request(`/case?number=${number}`, { headers: { authorization: `Bearer ${TOKEN}` } }))
          .status,
      ).toBe(404)
  })
})
