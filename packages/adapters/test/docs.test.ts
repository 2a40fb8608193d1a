import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sinkContract } from './contract/sinkContract.ts'
import { acmeSink } from './example/acme.ts'
import { subjects } from './page/subjects.ts'
import { bundle, gzipped } from './support/bundle.ts'
import { type Recorder, startRecorder } from './support/recorder.ts'
import { many } from './support/records.ts'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const guide = path('../../../docs/adapters.md')
const [START, END] = ['<!-- table: generated from the adapters -->', '<!-- /table -->']
const read = (file: string) => readFileSync(file, 'utf8')

/** A tag of the comment above an adapter. */
function tag(source: string, name: string): string {
  const found = new RegExp(`@${name} ([^@]*?)\\n \\*(?: @|/)`).exec(source)?.[1]
  return (found ?? '')
    .replace(/\n \* ?/g, ' ')
    .replace(/\|/g, '\\|')
    .trim()
}

/** Content types that a page may send to another origin without asking first. */
const SIMPLE = /^(text\/plain|application\/x-www-form-urlencoded)/

describe('docs/adapters.md', () => {
  let vendor: Recorder
  beforeAll(async () => void (vendor = await startRecorder()))
  afterAll(() => vendor.close())

  /** Whether a page must ask the vendor's server for leave first: for a header of ours, or a content type. */
  async function preflight(name: string): Promise<string> {
    const subject = subjects.find((each) => each.name === name)
    if (!subject) return '–'
    vendor.requests.length = 0
    await subject.make(vendor.origin).send(many(1))
    const { headers } = vendor.requests[0]!
    const own = ['authorization', 'apikey', 'prefer', 'x-write-key'].some((header) => header in headers)
    return own || !SIMPLE.test(headers['content-type']!) ? 'yes' : 'no'
  }

  it('has a table that is generated from the adapters themselves', async () => {
    const rows: string[] = []
    for (const [folder, runs] of [
      ['page', 'page, server'],
      ['server', 'server'],
    ] as const)
      for (const file of readdirSync(path(`../src/${folder}`)).sort()) {
        const name = file.replace(/\.ts$/, '')
        const source = read(path(`../src/${folder}/${file}`))
        const [needs, dedupe, once, where] = ['needs', 'dedupe', 'once', 'source'].map((each) =>
          tag(source, each),
        )
        expect([needs, dedupe, once, where].every(Boolean), `${file} lacks a tag`).toBe(true)
        const bytes =
          folder === 'page'
            ? Math.ceil(gzipped(await bundle(`export { ${name}Sink } from './page/${file}'`)) / 10) * 10
            : undefined
        const asked = folder === 'page' ? await preflight(name) : '–'
        rows.push(
          `| \`${name}\` | ${/layerSink/.test(source) ? 'page' : runs} | ${needs} | ${dedupe} | ${once} | ${asked} | ${bytes ?? '–'} |`,
        )
      }
    const table = [
      '| adapter | runs in | needs | how repeats are dropped | what is left of exactly once | preflight | bytes, at most |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n')
    const text = read(guide)
    const before = text.slice(0, text.indexOf(START) + START.length)
    const after = text.slice(text.indexOf(END))
    const fresh = `${before}\n${table}\n${after}`
    if (process.env.PULSO_WRITE_DOCS) writeFileSync(guide, fresh)
    expect(read(guide), 'stale: PULSO_WRITE_DOCS=1 npx vitest run packages/adapters/test/docs.test.ts').toBe(
      fresh,
    )
  }, 120_000)

  it('shows the example as it is run here', () => {
    const code = read(path('./example/acme.ts')).replace('../../src/index.ts', '@pulso/adapters')
    expect(read(guide)).toContain(`\`\`\`ts\n${code}\`\`\``)
  })

  it('has a script for Google Sheets that keeps each record once', () => {
    const script = /```js\n([\s\S]*?)```/.exec(read(guide))![1]!
    const rows: unknown[][] = []
    const sheet = {
      getLastRow: () => rows.length,
      getRange: () => ({ getValues: () => rows.map(([id]) => [id]) }),
      appendRow: (row: unknown[]) => rows.push(row),
    }
    const google = {
      LockService: { getScriptLock: () => ({ waitLock: () => {}, releaseLock: () => {} }) },
      SpreadsheetApp: { getActive: () => ({ getSheetByName: () => sheet }), flush: () => {} },
      ContentService: {
        createTextOutput: (text: string) => ({ setMimeType: () => text }),
        MimeType: { JSON: 'json' },
      },
    }
    const doPost = new Function(...Object.keys(google), `${script}; return doPost`)(
      ...Object.values(google),
    ) as (event: object) => string
    const [first, second] = many(2)
    const post = (...records: object[]) =>
      JSON.parse(
        doPost({ postData: { contents: JSON.stringify(records.map((record) => ({ ...record, record }))) } }),
      ) as object
    expect(post(first!)).toMatchObject({ v: 1, ok: [first!.id], dup: [] })
    expect(post(first!, second!)).toMatchObject({ ok: [second!.id], dup: [first!.id] })
    expect(rows).toHaveLength(2)
  })
})

sinkContract({
  name: 'acme',
  make: (origin, more) => acmeSink({ key: 'k', endpoint: `${origin}/events`, ...more }),
  required: ['key'],
  taken: () => ({ body: { refused: [] } }),
  refused: (bad) => ({ body: { refused: bad } }),
})
