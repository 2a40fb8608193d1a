import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PulsoRecord } from '@pulso/web/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readForwarding } from '../../src/forward/readForwarding.ts'
import { readEnvironment } from '../../src/readEnvironment.ts'
import { tempFolder } from '../support/openCollector.ts'
import { type AnyRecord, answered, randomId } from '../support/records.ts'

let folder: ReturnType<typeof tempFolder>
let path: string
beforeEach(() => {
  folder = tempFolder()
  path = join(folder.path, 'forward.json')
})
afterEach(() => folder.remove())
const read = (file: unknown, env = {}) => {
  writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file))
  return readForwarding(path, env)
}
const problemsOf = (file: unknown, env = {}): string[] => {
  try {
    read(file, env)
    return []
  } catch (error) {
    expect(error).toMatchObject({ name: 'CollectorError', code: 'invalid_config' })
    const [, ...lines] = (error as Error).message.split('\n')
    return lines.map((line) => line.replace(`  - ${path}: `, ''))
  }
}
const http = { adapter: 'http', options: { endpoint: 'https://crm.example/in' } }

describe('readForwarding', () => {
  it('makes sinks and rules of a file, with the secrets of the environment', () => {
    const forwarding = read(
      {
        sinks: {
          crm: {
            ...http,
            options: { ...http.options, headers: { authorization: { env: 'CRM' } } },
            from: 'start',
          },
          team: { adapter: 'slack', options: { endpoint: { env: 'SLACK' } } },
          lake: {
            adapter: 's3',
            options: {
              endpoint: 'https://b.example',
              region: 'eu',
              accessKeyId: 'a',
              secretAccessKey: { env: 'S3' },
            },
            from: '2026-01-31',
          },
        },
        rules: [
          {
            id: 'unhappy',
            when: { touchpoints: 'checkout', types: 'nps', scoreBelow: 7, textPresent: true },
            sinks: ['team'],
            owner: 'ana@shop.example',
            dueHours: 24,
          },
        ],
        leaseSeconds: 30,
      },
      { CRM: 'Bearer s3cret', SLACK: 'https://hooks.slack.example/T/B/x', S3: 'k' },
    )
    expect(forwarding.leaseMs).toBe(30_000)
    expect(forwarding.feeds.map(({ name, from, sink, wants }) => [name, from, sink.name, !wants])).toEqual([
      ['crm', 'start', 'http', false],
      ['team', 'now', 'slack', true],
      ['lake', Date.UTC(2026, 0, 31), 's3', false],
    ])
    expect(forwarding.rules[0]?.when.touchpoints).toEqual(['checkout'])
  })

  it('says every mistake at once, with its place', () => {
    const problems = problemsOf({
      sinks: {
        Team: http,
        crm: { ...http, records: { types: ['clicked'] }, retries: 3 },
        late: { ...http, from: 'yesterday' },
      },
      rules: [{ id: 'low', when: { scoreBelow: 'seven' }, owner: '', dueHours: -1 }],
      leases: 1,
    })
    for (const place of [
      /sinks\.Team/,
      /sinks\.crm\.records\.types\.0/,
      /sinks\.crm: unknown key retries/,
      /sinks\.late\.from/,
      /rules\.0\.when\.scoreBelow/,
      /rules\.0\.owner/,
      /rules\.0\.dueHours/,
      /unknown key leases/,
    ])
      expect(
        problems.some((problem) => place.test(problem)),
        `${place} in\n${problems.join('\n')}`,
      ).toBe(true)
    expect(problemsOf('{ "sinks": ')).toEqual(['is not JSON.'])
    expect(() => readForwarding(join(folder.path, 'none.json'), {})).toThrow(/none\.json: cannot be read/)
  })

  it('refuses what cannot work: unknown adapters and sinks, names used twice, a score on no scale, a rule for everything', () => {
    const rule = { id: 'low', owner: 'ana', dueHours: 1, when: { scoreBelow: 7, types: 'nps' } }
    expect(
      problemsOf({
        sinks: { fax: { adapter: 'fax' }, team: { ...http, records: {}, contacts: true } },
        rules: [
          { ...rule, sinks: ['team', 'nobody'] },
          { ...rule, when: { scoreBelow: 7 } },
          { ...rule, id: 'all', when: { touchpoints: 'checkout' } },
        ],
      }).map((problem) => problem.slice(0, 60)),
    ).toEqual([
      expect.stringMatching(/^sinks\.fax\.adapter: is none of airtable, amplitude/),
      expect.stringMatching(/^sinks\.team\.records: a rule names this sink/),
      expect.stringMatching(/^sinks\.team\.contacts: a rule names this sink/),
      'rules.0.sinks: there is no sink "nobody".',
      'rules.1.id: "low" is used twice.',
      expect.stringMatching(/^rules\.1\.when\.scoreBelow: on which scale\?/),
      expect.stringMatching(/^rules\.2\.when: every answer would open a case/),
    ])
  })

  it('takes secrets from the environment only, says which are missing, and never what they are', () => {
    const secret = 'xoxb-s3cret'
    const problems = problemsOf({
      sinks: {
        crm: {
          ...http,
          options: { ...http.options, headers: { 'x-api-key': secret, 'content-type': 'text/plain' } },
        },
        team: { adapter: 'slack', options: { endpoint: `https://hooks.slack.example/${secret}` } },
        db: { adapter: 'postgres', options: { url: `postgres://u:${secret}@h/d` } },
        log: { adapter: 'otlp', options: { endpoint: `https://u:${secret}@log.example` } },
        zen: {
          adapter: 'zendesk',
          options: { endpoint: 'https://z.example', email: 'a@b.example', token: secret },
        },
      },
    })
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'sinks.crm.options.headers.x-api-key',
      'sinks.team.options.endpoint',
      'sinks.db.options.url',
      'sinks.log.options.endpoint',
      'sinks.zen.options.token',
    ])
    expect(problems.join()).not.toContain('s3cret')

    const missing = {
      sinks: {
        team: { adapter: 'slack', options: { endpoint: { env: 'SLACK' } } },
        crm: { ...http, options: { ...http.options, headers: { authorization: { env: 'CRM' } } } },
        odd: { adapter: 'segment', options: { writekey: secret } },
      },
    }
    expect(problemsOf(missing)).toEqual([
      'sinks.team.options.endpoint: the variable SLACK is not set.',
      'sinks.crm.options.headers.authorization: the variable CRM is not set.',
      expect.stringMatching(/^sinks\.odd\.options: segment: "\w+" must be/),
    ])
  })

  it('sends contact answers only to a sink that asks for them, of a question whose words ask for consent', () => {
    const { feeds } = read({
      sinks: { crm: { ...http, contacts: true }, lake: http },
      contacts: [{ survey: 'post-purchase', question: 'contact' }],
    })
    const contact = (id: string, value: unknown = { email: 'kim@example.com' }) =>
      answered({}, { value, question: { id, type: 'contact' } })
    const takes = (record: AnyRecord) =>
      feeds.map(({ wants }) => wants!(record as unknown as PulsoRecord, 'shop'))
    expect(takes(contact('contact'))).toEqual([true, false])
    expect(takes(contact('newsletter'))).toEqual([false, false])
    expect(takes(contact('contact', null))).toEqual([false, false])
    expect(takes(answered())).toEqual([true, true])
  })

  it('narrows by project, survey, touchpoint, type and mode; live unless told', () => {
    const [all, some, test] = read({
      sinks: {
        all: http,
        some: {
          ...http,
          records: {
            projects: 'shop',
            surveys: ['post-purchase'],
            touchpoints: 'order-confirmation',
            types: ['answered'],
          },
        },
        test: { ...http, records: { modes: ['test'] } },
      },
    }).feeds.map(
      ({ wants }) =>
        (record: AnyRecord, project = 'shop') =>
          wants!(record as unknown as PulsoRecord, project),
    )
    const outcome = { id: randomId(), type: 'outcome', at: 1, mode: 'live', kind: 'purchase' }
    expect([all!(answered()), all!(outcome), all!(answered({ mode: 'test' }))]).toEqual([true, true, false])
    expect([some!(answered()), some!(outcome), some!(answered(), 'other')]).toEqual([true, false, false])
    expect([test!(answered()), test!(answered({ mode: 'test' }))]).toEqual([false, true])
  })

  it('stands among the other settings: all their mistakes are told together', () => {
    writeFileSync(path, '{ "sinks": { "x": { "adapter": "fax" } } }')
    const env = { COLLECTOR_FORWARD: path, COLLECTOR_PORT: 'many', COLLECTOR_PROJECTS: 'k=' }
    expect(() => readEnvironment(env)).toThrow(/COLLECTOR_PORT.*sinks\.x\.adapter/s)
    writeFileSync(path, '{}')
    expect(readEnvironment({ ...env, COLLECTOR_PORT: '0' }).forwarding).toMatchObject({
      feeds: [],
      rules: [],
    })
  })
})
