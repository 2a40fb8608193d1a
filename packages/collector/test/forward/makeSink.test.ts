import { describe, expect, it } from 'vitest'
import { ADAPTERS, makeSink } from '../../src/forward/makeSink.ts'
import { readForwardFile } from '../../src/forward/readForwardFile.ts'

const E = 'https://backend.example/in'
const env = (name: string) => ({ env: name })
/** What each adapter needs at least, as a file says it. */
const OPTIONS: { [adapter: string]: object } = {
  airtable: { base: 'b', table: 't', token: env('S') },
  amplitude: { apiKey: 'k' },
  clickhouse: { endpoint: E, password: env('S') },
  cloudevents: { endpoint: E, authorization: env('S') },
  customerio: { writeKey: 'k' },
  discord: { endpoint: env('URL') },
  elasticsearch: { endpoint: E, authorization: env('S') },
  firestore: { projectId: 'p', apiKey: 'k' },
  formspree: { endpoint: E },
  googleSheets: { endpoint: E },
  http: { endpoint: E, headers: { authorization: env('S') }, as: 'json', ack: 'ids' },
  hubspot: { portalId: '1', formId: 'f' },
  jitsu: { writeKey: 'k', endpoint: E },
  kafkaRest: { endpoint: E, cluster: 'c', topic: 't', authorization: env('S') },
  matomo: { endpoint: E, siteId: 1 },
  mixpanel: { token: env('S') },
  mqtt: { url: env('URL') },
  mysql: { url: env('URL') },
  nats: { servers: 'nats://127.0.0.1:4222', token: env('S') },
  notion: { databaseId: 'd', token: env('S') },
  otlp: { endpoint: E, headers: { 'x-key': env('S') } },
  plausible: { domain: 'shop.example' },
  postgres: { url: env('URL') },
  posthog: { apiKey: 'k', ids: { survey: 'theirs' } },
  rabbitmq: { url: env('URL') },
  redis: { url: env('URL'), keepIdsDays: 30 },
  rudderstack: { writeKey: 'k', endpoint: E },
  s3: { endpoint: E, region: 'r', accessKeyId: 'a', secretAccessKey: env('S') },
  segment: { writeKey: 'k' },
  slack: { endpoint: env('URL') },
  smtp: { url: env('URL'), from: 'a@b.example', to: 'c@d.example' },
  snowplow: { endpoint: E, schema: 'iglu:com.acme/pulso_record/jsonschema/1-0-0' },
  standardWebhooks: { endpoint: E, secret: env('WHSEC') },
  supabase: { endpoint: E, key: 'k' },
  teams: { endpoint: env('URL') },
  webhook: { endpoint: E },
  zendesk: { endpoint: E, email: 'a@b.example', token: env('S') },
}
const ENV = {
  S: 's3cret',
  URL: 'https://backend.example/hook',
  WHSEC: `whsec_${btoa('a'.repeat(24))}`,
}

describe('makeSink', () => {
  it('makes every adapter that runs on a server from what a file can hold', () => {
    expect(Object.keys(OPTIONS).sort()).toEqual([...ADAPTERS])
    for (const [adapter, options] of Object.entries(OPTIONS)) {
      const read = readForwardFile(JSON.stringify({ sinks: { one: { adapter, options } } }))
      if ('problems' in read) expect.fail(read.problems.join())
      const made = makeSink(read.file.sinks.one!, ENV)
      if ('problems' in made) expect.fail(`${adapter}: ${made.problems.join()}`)
      expect(made.sink.name).toBe(adapter)
    }
  })

  it('says which option is wrong and which variable is missing, and no value', () => {
    expect(makeSink({ adapter: 'segment', options: {} }, {})).toEqual({
      problems: [expect.stringMatching(/^options: segment: "writeKey" must be string/)],
    })
    expect(makeSink({ adapter: 'zendesk', options: OPTIONS.zendesk as never }, { S: '' })).toEqual({
      problems: ['options.token: the variable S is not set.'],
    })
    const bad = makeSink(
      { adapter: 'standardWebhooks', options: { endpoint: 'no address', secret: env('S') } },
      ENV,
    )
    expect(JSON.stringify(bad)).not.toContain('s3cret')
    expect(bad).toHaveProperty('problems')
  })
})
