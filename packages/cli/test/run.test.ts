import { afterEach, describe, expect, it } from 'vitest'
import { serveEnvironment } from '../src/commands/serveCommand.ts'
import { world } from './support/world.ts'

const worlds: ReturnType<typeof world>[] = []
const fresh = (...more: Parameters<typeof world>) => {
  const made = world(...more)
  worlds.push(made)
  return made
}
afterEach(() => {
  for (const made of worlds.splice(0)) made.end()
})

const survey = {
  id: 'checkout',
  rev: 1,
  kind: 'transactional',
  touchpoint: { id: 'checkout', phase: 'during' },
  trigger: [{ on: 'event', name: 'ordered' }],
  questions: [
    { id: 'ease', type: 'ces', prompt: 'How easy was it?' },
    {
      id: 'why',
      type: 'choice',
      prompt: 'Why?',
      required: false,
      multiple: true,
      choices: [
        { id: 'slow', label: 'Slow' },
        { id: 'hard', label: 'Hard' },
      ],
    },
  ],
}

describe('pulso', { timeout: 60_000 }, () => {
  it('lists its commands, and says what is wrong with 2 for a wrong question', async () => {
    const { pulso, said } = fresh()
    expect(await pulso('--help')).toBe(0)
    for (const name of ['serve', 'validate', 'types', 'report', 'import', 'export', 'simulate'])
      expect(said.out).toContain(`  ${name}`)
    expect(await pulso('reprot')).toBe(2)
    expect(said.err).toContain("unknown command 'reprot'")
    expect(await pulso('report', 'x.ndjson')).toBe(2)
    expect(said.err).toContain('--programme')
  })

  it('names a file that is not there, and the folder it looked in', async () => {
    const { pulso, said } = fresh()
    expect(await pulso('validate', 'nowhere.json')).toBe(1)
    expect(said.err).toContain(
      `There is no file nowhere.json. Check the path; it is read from ${process.cwd()}.`,
    )
  })
})

describe('pulso validate', { timeout: 60_000 }, () => {
  it('tells what each file is and where its problems are', async () => {
    const { pulso, said, write } = fresh()
    const files = [
      write('good.json', survey),
      write('bad.json', { ...survey, questions: [{ id: 'ease', type: 'cse', prompt: 'x' }] }),
      write('programme.json', { v: 1, name: 'x', objectives: [], journeys: [] }),
      write('mapping.json', {
        v: 1,
        kind: 'answers',
        at: { column: 'when' },
        survey: { id: 'Past', kind: 'relational' },
      }),
      write('records.ndjson', '{"type":"shown"}\nnot json\n'),
    ]
    expect(await pulso('validate', ...files)).toBe(1)
    expect(said.out).toMatch(/✓ .*good\.json: survey\n/)
    expect(said.out).toMatch(/✗ .*bad\.json: survey, 1 problem\(s\)\n {2}questions\[0\]\.type/)
    expect(said.out).toMatch(/programme\.json: programme, 2 problem\(s\)\n {2}objectives: /)
    expect(said.out).toMatch(/mapping\.json: mapping, 2 problem\(s\)\n {2}survey\.id/)
    expect(said.out).toContain('line 2: no JSON')
  })
})

describe('pulso validate of records', { timeout: 60_000 }, () => {
  it('shows the first problems of a broken file, counts all, and says of an empty one that nothing is in it', async () => {
    const { pulso, said, write } = fresh()
    const broken = write('broken.ndjson', 'no\n'.repeat(25))
    expect(await pulso('validate', broken, write('empty.ndjson', '\n'))).toBe(1)
    expect(said.out).toMatch(/✗ .*broken\.ndjson: 0 records, 25 problem\(s\)\n {2}line 1: no JSON/)
    expect(said.out).toContain('  … and 5 more\n')
    expect(said.out).toMatch(/✓ .*empty\.ndjson: 0 records\n {2}warning: there is no record in it/)
  })
})

describe('pulso validate on the length of surveys', { timeout: 60_000 }, () => {
  it('000-20 warns of a survey that asks everybody more than three questions, in a list too', async () => {
    const { pulso, said, write } = fresh()
    const ask = (id: string, more: object = {}) => ({ id, type: 'csat', prompt: 'How was it?', ...more })
    const of = (id: string, ...questions: object[]) => ({ ...survey, id, questions })
    const three = [ask('a'), ask('b'), ask('c')]
    const low = { showIf: [{ question: 'a', op: 'lte', value: 2 }] }
    const file = write('surveys.json', [of('long', ...three, ask('d')), of('short', ...three, ask('d', low))])
    expect(await pulso('validate', file)).toBe(0)
    expect(said.out).toContain(
      '  warning: Survey "long" asks everybody 4 questions: with each, fewer answer.',
    )
    expect(said.out).not.toContain('"short"')
  })
})

describe('pulso types', { timeout: 60_000 }, () => {
  it('writes what each question can be answered with', async () => {
    const { pulso, write, path, read } = fresh()
    expect(await pulso('types', write('surveys.json', [survey]), '-o', path('pulso.d.ts'))).toBe(0)
    expect(read('pulso.d.ts')).toContain("export type SurveyId = 'checkout'")
    expect(read('pulso.d.ts')).toContain("    'ease'?: 1 | 2 | 3 | 4 | 5 | 6 | 7\n")
    expect(read('pulso.d.ts')).toContain("    'why'?: ('slow' | 'hard')[] | null\n")
  })

  it('writes the JSON Schema of a kind of file', async () => {
    const { pulso, said } = fresh()
    expect(await pulso('types', '--schema', 'mapping')).toBe(0)
    expect(JSON.stringify(JSON.parse(said.out))).toContain('"indicators"')
  })
})

describe('pulso serve', { timeout: 60_000 }, () => {
  it('needs somebody who may write, and says how to name one', async () => {
    const { pulso, said } = fresh()
    expect(await pulso('serve')).toBe(2)
    expect(said.err).toContain('pulso serve --project shop-key=https://shop.example')
  })

  it('starts the collector with its flags, and ends with what the collector ended with', async () => {
    const made = fresh()
    const collector = made.write(
      'main.mjs',
      "process.exit(process.env.COLLECTOR_PROJECTS === 'a=b c=d' ? 7 : 1)",
    )
    const { pulso } = fresh({ collector })
    expect(await pulso('serve', '--project', 'a=b', '--project', 'c=d')).toBe(7)
  })

  it('hands its flags to the collector as its settings, over those of the environment', () => {
    expect(
      serveEnvironment(
        { port: '5000', project: ['a=https://a.example', 'b=https://b.example'] },
        { COLLECTOR_PORT: '1', COLLECTOR_LOG_LEVEL: 'warn' },
      ),
    ).toEqual({
      COLLECTOR_PORT: '5000',
      COLLECTOR_LOG_LEVEL: 'warn',
      COLLECTOR_PROJECTS: 'a=https://a.example b=https://b.example',
    })
  })
})

describe('pulso export', { timeout: 60_000 }, () => {
  const record = {
    id: 'a'.repeat(32),
    type: 'outcome',
    kind: 'repeat',
    at: Date.UTC(2026, 5, 1),
    mode: 'live',
  }
  const answer = (lines: unknown[]) => new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))

  it('002-1, 004-21 exports what import takes back unchanged', async () => {
    const asked: string[] = []
    const { pulso, path, read } = fresh({
      env: { PULSO_ADMIN_TOKEN: 'secret' },
      fetch: async (url, init) => {
        asked.push(`${url} ${new Headers(init?.headers).get('authorization')}`)
        return answer([{ project: 'shop', received: 1, sentAt: 1, record }])
      },
    })
    expect(await pulso('export', 'http://127.0.0.1:4401/pulso', '-o', path('out.ndjson'))).toBe(0)
    expect(asked).toEqual(['http://127.0.0.1:4401/pulso/v1/export.ndjson?mode=live Bearer secret'])
    expect(await pulso('import', path('out.ndjson'), '-o', path('in.ndjson'))).toBe(0)
    expect(read('in.ndjson')).toBe(read('out.ndjson'))
  })

  it('leaves no half file when the connection breaks', async () => {
    const { pulso, path, said, read, write } = fresh({
      env: { PULSO_ADMIN_TOKEN: 'secret' },
      fetch: async () =>
        new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(new TextEncoder().encode(`${JSON.stringify(record)}\n`))
              controller.error(new Error('cut'))
            },
          }),
        ),
    })
    write('out.ndjson', 'of yesterday')
    expect(await pulso('export', 'http://127.0.0.1:4401', '-o', path('out.ndjson'))).toBe(1)
    expect(said.err).toContain('broke off')
    expect(read('out.ndjson')).toBe('of yesterday')
  })

  it('says which token is missing or refused', async () => {
    const first = fresh()
    expect(await first.pulso('export', 'http://127.0.0.1:1')).toBe(2)
    expect(first.said.err).toContain('PULSO_ADMIN_TOKEN')
    const second = fresh({
      env: { PULSO_ADMIN_TOKEN: 'x' },
      fetch: async () => new Response('', { status: 401 }),
    })
    expect(await second.pulso('export', 'http://127.0.0.1:1')).toBe(1)
    expect(second.said.err).toContain('refused the token')
  })
})
