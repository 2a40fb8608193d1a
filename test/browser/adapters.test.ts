import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scriptOf } from '../../packages/adapters/build/scripts.mjs'
import type { Outcome, Sink } from '../../packages/adapters/src/index.ts'
import { idsIn, type Place, sinkContract } from '../../packages/adapters/test/contract/sinkContract.ts'
import { subjects } from '../../packages/adapters/test/page/subjects.ts'
import { bundle, source } from '../../packages/adapters/test/support/bundle.ts'
import { type Recorder, startRecorder } from '../../packages/adapters/test/support/recorder.ts'
import { many } from '../../packages/adapters/test/support/records.ts'
import { type Browser, forEachEngine, type Page, type Server, serve } from './harness/index.ts'

/** What the page is given: every adapter over HTTP, made and delivered to as it is told, and those that go nowhere. */
const ENTRY = `
import { subjects } from '../test/page/subjects.ts'
import { deliver } from './core/deliver.ts'
import { ga4Sink } from './page/ga4.ts'
import { gtmSink } from './page/gtm.ts'
import { memorySink } from './page/memory.ts'
import { nullSink } from './page/null.ts'
import { supabaseSink } from './page/supabase.ts'
const refused = (make) => { try { make() } catch (error) { return error.code } }
const freeze = (value) => {
  if (value && typeof value === 'object') for (const each of Object.values(value)) freeze(each)
  return Object.freeze(value)
}
const quiet = { ga4: ga4Sink(), gtm: gtmSink(), memory: memorySink(), null: nullSink() }
const sinks = []
window.adapters = {
  send: (index, origin, records) => subjects[index].make(origin).send(records),
  make(index, origin, more) {
    try {
      const options = Object.fromEntries(more.map(([name, value]) => [name, value ?? undefined]))
      return { at: sinks.push(subjects[index].make(origin, options)) - 1 }
    } catch ({ code, message }) {
      return { code, message }
    }
  },
  deliver: (at, records) => deliver(sinks[at], freeze(records)),
  quiet: (name, records) => deliver(quiet[name], freeze(records)),
  secret: (key) => refused(() => supabaseSink({ endpoint: 'https://x.example', key })),
}`

/** The page's side, as it is called from here. */
interface Given {
  adapters: {
    send(index: number, origin: string, records: unknown[]): Promise<object>
    make(index: number, origin: string, more: unknown[]): { at: number } | { code: string; message: string }
    deliver(at: number, records: readonly unknown[]): Promise<Outcome[]>
    quiet(name: string, records: readonly unknown[]): Promise<Outcome[]>
    secret(key: string): string | null
  }
  pulsoSinks?: { [name: string]: (options: object) => { send(records: readonly unknown[]): Promise<object> } }
  dataLayer?: object[]
  gtag?: (...call: unknown[]) => void
}

/**
 * One adapter for each shape of request: text, JSON with headers of its own, a form, one record a request, a redirect.
 * Chromium runs the contract for all of them; the engines differ in requests, not in mappings, and take longer.
 */
const EACH_SHAPE = new Set(['http', 'segment', 'supabase', 'mixpanel', 'matomo', 'googleSheets'])

const adaptersOfPages = new URL('../../packages/adapters/src/page/', import.meta.url)
const guide = readFileSync(new URL('../../docs/adapters.md', import.meta.url), 'utf8')
const preflightOf = (name: string) =>
  new RegExp(`^\\| \`${name}\` .*\\| (yes|no) \\| \\d+ \\|$`, 'm').exec(guide)?.[1]

describe('adapters in a page', () => {
  forEachEngine((engine) => {
    let server: Server
    let vendor: Recorder
    let browser: Browser
    let page: Page
    beforeAll(async () => {
      server = await serve({
        '/': '<!doctype html><title>adapters</title><script src="/adapters.js"></script>',
        '/adapters.js': { headers: { 'content-type': 'text/javascript' }, body: await bundle(ENTRY, 'iife') },
        '/segment.js': {
          headers: { 'content-type': 'text/javascript' },
          body: await scriptOf('segment', fileURLToPath(new URL('segment.ts', adaptersOfPages)), [source]),
        },
      })
      vendor = await startRecorder()
      browser = await engine.open()
      page = await browser.newPage(server.origin)
    })
    afterAll(async () => {
      await vendor?.close()
      await server?.close()
    })

    it('settle their records at a vendor on another origin, with a preflight where the guide says so', async () => {
      for (const [index, subject] of subjects.entries()) {
        vendor.requests.length = 0
        const records = many(1)
        const { id } = records[0]!
        vendor.answer((request) => subject.taken?.(idsIn(request, [id]), request) ?? {})
        const ack = await page.eval(
          (at: number, origin: string, batch: unknown[]) =>
            (window as unknown as Given).adapters.send(at, origin, batch),
          index,
          vendor.origin,
          records,
        )
        expect(ack, subject.name).toMatchObject({ status: 'settled', keptIds: [id] })
        const methods = vendor.requests.map(({ method }) => method)
        expect(methods, subject.name).toEqual(
          preflightOf(subject.name) === 'yes' ? ['OPTIONS', 'POST'] : ['POST'],
        )
        expect(vendor.requests.at(-1)!.headers.cookie).toBeUndefined()
      }
    }, 120_000)

    it('are scripts, too: one makes its sinks at pulsoSinks', async () => {
      vendor.requests.length = 0
      vendor.answer(() => ({ body: { success: true } }))
      const records = many(2)
      const ack = await page.eval(
        async (endpoint: string, batch: readonly unknown[]) => {
          const script = document.createElement('script')
          script.src = '/segment.js'
          await new Promise((resolve) => {
            script.onload = resolve
            document.head.append(script)
          })
          return (window as unknown as Given).pulsoSinks!.segment!({ writeKey: 'public', endpoint }).send(
            batch,
          )
        },
        `${vendor.origin}/v1/batch`,
        records,
      )
      expect(ack).toMatchObject({ status: 'settled', keptIds: records.map(({ id }) => id) })
      expect(vendor.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /v1/batch'])
    })

    it('refuse a secret', async () => {
      const verdicts = await page.eval(() => {
        const { secret } = (window as unknown as Given).adapters
        return [secret('sb_secret_x') ?? 'taken', secret('sb_publishable_x') ?? 'taken']
      })
      expect(verdicts).toEqual(['secret_in_browser', 'taken'])
    })

    it('hold a record while the tag is missing, and hand it over when it is there', async () => {
      const [record] = many(1)
      const quiet = async (name: string) => {
        const outcomes = await page.eval(
          (sink: string, batch: readonly unknown[]) =>
            (window as unknown as Given).adapters.quiet(sink, batch),
          name,
          [record],
        )
        return outcomes[0]!.code ?? outcomes[0]!.status
      }
      expect([await quiet('ga4'), await quiet('gtm')]).toEqual(['tag_missing', 'tag_missing'])
      await page.eval(() => {
        const given = window as unknown as Given
        given.dataLayer = []
        given.gtag = (...call) => given.dataLayer!.push(call)
      })
      expect([await quiet('ga4'), await quiet('gtm')]).toEqual(['settled', 'settled'])
      expect([await quiet('memory'), await quiet('null')]).toEqual(['settled', 'settled'])
      const layer = await page.eval(() => (window as unknown as Given).dataLayer!)
      expect(layer).toMatchObject([
        ['event', 'survey_answered', { id: record!.id }],
        { pulso: null },
        { event: 'survey_answered', pulso: record },
      ])
    })

    for (const [index, subject] of subjects.entries()) {
      if (engine.name !== 'chromium' && !EACH_SHAPE.has(subject.name)) continue
      const handles = new WeakMap<Sink, number>()
      const inThePage: Place = {
        async make(origin, more = {}) {
          const options = Object.entries(more).map(([name, value]) => [name, value ?? null])
          const made = await page.eval(
            (at: number, where: string, given: unknown[]) =>
              (window as unknown as Given).adapters.make(at, where, given),
            index,
            origin,
            options,
          )
          if ('code' in made) throw Object.assign(new Error(made.message), made)
          const sink = subject.make(origin)
          handles.set(sink, made.at)
          return sink
        },
        deliver: (sink, records) =>
          page.eval(
            (at: number, batch: readonly unknown[]) =>
              (window as unknown as Given).adapters.deliver(at, batch),
            handles.get(sink)!,
            records,
          ),
      }
      sinkContract(subject, inThePage)
    }
  })
})
