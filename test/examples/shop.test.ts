import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, get as httpGet } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveShop } from '../../examples/shop/serveShop.mjs'
import { parseProgramme } from '../../packages/insights/src/index.ts'
import { emotion, nps } from '../../src/instruments/index.ts'
import { checkSurveys } from '../../src/schema/checkSurveys.ts'

const shop = fileURLToPath(new URL('../../examples/shop/', import.meta.url))
const site = join(shop, 'site')
const read = (path: string) => readFileSync(join(site, path), 'utf8')
const pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.html'),
)
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)]

describe('the surveys of the example shop', () => {
  const verdict = checkSurveys(JSON.parse(readFileSync(join(shop, 'surveys.json'), 'utf8')))

  it('pass the check without a problem or a warning', () => {
    expect(verdict).toMatchObject({ ok: true, warnings: [] })
  })

  it('ask before, during and after the purchase, each in English and Spanish', () => {
    const surveys = verdict.ok ? verdict.surveys : []
    expect(surveys.map(({ touchpoint }) => touchpoint.phase)).toEqual(['before', 'during', 'after', 'after'])
    for (const { prompt } of surveys.flatMap(({ questions }) => questions))
      expect(Object.keys(prompt)).toEqual(expect.arrayContaining(['en', 'es']))
  })

  it('keep the words of the instruments that they name, so that their answers may be pooled', () => {
    const [, , recommend, help] = verdict.ok ? verdict.surveys : []
    expect(recommend?.questions[0]).toMatchObject({ ...nps({ company: 'Alfar' }) })
    const feeling = emotion({ id: 'feeling', touchpoint: { en: 'our help', es: 'nuestra ayuda' } })
    expect(help?.questions[0]).toMatchObject({ ...feeling })
  })

  it('ask for the perception on the scale of the expectation, and let it follow', () => {
    const [before, during] = verdict.ok ? verdict.surveys : []
    const [expectation, perception] = [before?.questions[0], during?.questions[0]]
    expect([expectation?.role, perception?.role]).toEqual(['expectation', 'perception'])
    expect(perception?.type).toBe(expectation?.type)
    expect(during?.eligibility.pairOverride).toBe(before?.id)
  })
})

describe('the programme of the example shop', () => {
  it('has a name for the touchpoint of every survey, in the phase that the survey says', () => {
    const text = readFileSync(join(shop, 'pulso.programme.json'), 'utf8')
    const [journey] = parseProgramme(JSON.parse(text)).journeys
    const surveys: { touchpoint: { id: string; phase: string } }[] = JSON.parse(
      readFileSync(join(shop, 'surveys.json'), 'utf8'),
    )
    expect(journey?.touchpoints.map(({ id, phase }) => [id, phase])).toEqual(
      surveys.map(({ touchpoint: { id, phase } }) => [id, phase]),
    )
  })
})

describe('the pages of the example shop', () => {
  it('are the same five in English and in Spanish', () => {
    const kinds = ['', 'product/', 'checkout/', 'order/', 'support/'].map((path) => `${path}index.html`)
    expect([...pages].sort()).toEqual([...kinds, ...kinds.map((path) => `es/${path}`)].sort())
    for (const page of pages)
      expect(read(page)).toContain(`<html lang="${page.startsWith('es/') ? 'es' : 'en'}">`)
  })

  it.each(pages)(
    '%s carries the one script tag and the stub, and no handler or style in its markup',
    (page) => {
      const html = read(page)
      expect(matches(html, /<script[^>]*pulso\.js[^>]*>/g).map(([tag]) => tag)).toEqual([
        '<script async src="/pulso/pulso.js" data-key="shop-demo" data-endpoint="http://127.0.0.1:4401/v1/records" data-surveys="/surveys.json" data-theme-accent="#a3461f" data-theme-font="inherit">',
      ])
      expect(matches(html, /<script>/g)).toHaveLength(1)
      expect(html.indexOf('<script>window.pulso')).toBeLessThan(html.indexOf('pulso.js'))
      expect(html).not.toMatch(/\s(on[a-z]+|style)=/)
    },
  )

  it.each(pages)('%s links only to pages, pieces and files that are there', (page) => {
    const own = matches(read(page), /(?:href|src|action)="(\/[^"]*)"/g).map(([, url = '']) => url)
    for (const url of own.filter((each) => !each.startsWith('/pulso/'))) {
      const { pathname, hash } = new URL(url, 'http://shop')
      const file = read(pathname.endsWith('/') ? `${pathname}index.html` : pathname)
      if (hash) expect(file).toContain(`id="${hash.slice(1)}"`)
    }
  })
})

describe('the command stub', () => {
  it('is the same in the README, the guide and the shop, and the guide gives its hash', () => {
    const [, stub = ''] = /<script>([^<]*)<\/script>/.exec(read('index.html')) ?? []
    const guide = readFileSync(join(shop, '../../docs/install.md'), 'utf8')
    expect(guide).toContain(`<script>${stub}</script>`)
    expect(readFileSync(join(shop, '../../README.md'), 'utf8')).toContain(`<script>${stub}</script>`)
    for (const page of pages) expect(read(page)).toContain(`<script>${stub}</script>`)
    expect(guide).toContain(`'sha256-${createHash('sha256').update(stub).digest('base64')}'`)
  })
})

describe('serveShop', () => {
  const collector = 'http://127.0.0.1:4999'
  let server: Awaited<ReturnType<typeof serveShop>>
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(new URL(path, server.url), { headers, redirect: 'manual' })

  beforeAll(async () => {
    server = await serveShop({ port: 0, collector })
  })
  afterAll(() => server.close())

  it('points the pages and their policy at the collector, on whatever port it is', async () => {
    const reply = await get('/es/checkout/')
    const html = await reply.text()
    expect(html).toContain(`data-endpoint="${collector}/v1/records"`)
    expect(html).not.toContain(':4401')
    expect(reply.headers.get('content-security-policy')).toContain(`connect-src 'self' ${collector};`)
  })

  it('answers an unchanged surveys file by its ETag with 304 and no body', async () => {
    const first = await get('/surveys.json')
    expect(first.headers.get('cache-control')).toBe('no-cache')
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[^"]+"$/)
    const second = await get('/surveys.json', { 'if-none-match': etag })
    expect([second.status, await second.text()]).toEqual([304, ''])
  })

  it.each([
    '/../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2fserveShop.mjs',
    '/pulso/..%2fpackage.json',
    '/%00',
  ])('serves nothing outside its folders: %s', async (path) => {
    const { port } = new URL(server.url)
    const status = await new Promise((done, fail) => {
      // `fetch` would tidy the path up before it is sent
      httpGet({ host: '127.0.0.1', port, path }, (reply) => {
        reply.resume()
        done(reply.statusCode)
      }).on('error', fail)
    })
    expect(status).toBe(404)
  })

  it('adds the slash that a folder needs, and refuses what is no reading', async () => {
    const reply = await get('/es/support')
    expect([reply.status, reply.headers.get('location')]).toEqual([301, '/es/support/'])
    expect((await fetch(server.url, { method: 'POST' })).status).toBe(405)
  })

  it('says that a port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((ready) => other.once('listening', ready))
    const { port } = other.address() as AddressInfo
    await expect(serveShop({ port, collector })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    other.close()
  })
})
