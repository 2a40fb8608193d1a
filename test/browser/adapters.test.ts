import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idsIn } from '../../packages/adapters/test/contract/sinkContract.ts'
import { subjects } from '../../packages/adapters/test/page/subjects.ts'
import { bundle } from '../../packages/adapters/test/support/bundle.ts'
import { type Recorder, startRecorder } from '../../packages/adapters/test/support/recorder.ts'
import { many } from '../../packages/adapters/test/support/records.ts'
import { type Browser, forEachEngine, type Page, type Server, serve } from './harness/index.ts'

/** What the page is given: every adapter over HTTP, and the one that hands records to a tag. */
const ENTRY = `
import { subjects } from '../test/page/subjects.ts'
import { gtmSink } from './page/gtm.ts'
import { supabaseSink } from './page/supabase.ts'
const refused = (make) => { try { make() } catch (error) { return error.code } }
window.adapters = {
  send: (index, origin, records) => subjects[index].make(origin).send(records),
  tag: (records) => gtmSink().send(records),
  secret: (key) => refused(() => supabaseSink({ endpoint: 'https://x.example', key })),
}`
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
            (window as unknown as { adapters: { send(...all: unknown[]): Promise<object> } }).adapters.send(
              at,
              origin,
              batch,
            ),
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

    it('hold a record while the tag is missing, and refuse a secret', async () => {
      type Given = {
        adapters: { tag(batch: unknown[]): Promise<object>; secret(key: string): string | null }
      }
      const held = await page.eval(
        (batch: unknown[]) => (window as unknown as Given).adapters.tag(batch),
        many(1),
      )
      expect(held).toMatchObject({ status: 'held', code: 'tag_missing' })
      const verdicts = await page.eval(() => {
        const { secret } = (window as unknown as Given).adapters
        return [secret('sb_secret_x') ?? 'taken', secret('sb_publishable_x') ?? 'taken']
      })
      expect(verdicts).toEqual(['secret_in_browser', 'taken'])
    })
  })
})
