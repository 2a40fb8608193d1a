import { createInstance as amplitude } from '@amplitude/analytics-node'
import { Analytics as Customerio } from '@customerio/cdp-analytics-node'
import { createClient as formspree } from '@formspree/core'
import { Analytics as Segment } from '@segment/analytics-node'
import { buildSelfDescribingEvent, newTracker } from '@snowplow/node-tracker'
import { PostgrestClient } from '@supabase/postgrest-js'
import Matomo from 'matomo-tracker'
import mixpanel from 'mixpanel'
import { PostHog } from 'posthog-node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { basic } from '../../src/core/basic.ts'
import { row } from '../../src/core/row.ts'
import { uuid } from '../../src/core/uuid.ts'
import { amplitudeSink } from '../../src/page/amplitude.ts'
import { customerioSink } from '../../src/page/customerio.ts'
import { firestoreSink } from '../../src/page/firestore.ts'
import { formspreeSink } from '../../src/page/formspree.ts'
import { hubspotSink } from '../../src/page/hubspot.ts'
import { jitsuSink } from '../../src/page/jitsu.ts'
import { matomoSink } from '../../src/page/matomo.ts'
import { mixpanelSink } from '../../src/page/mixpanel.ts'
import { plausibleSink } from '../../src/page/plausible.ts'
import { posthogSink } from '../../src/page/posthog.ts'
import { rudderstackSink } from '../../src/page/rudderstack.ts'
import { segmentSink } from '../../src/page/segment.ts'
import { snowplowSink } from '../../src/page/snowplow.ts'
import { supabaseSink } from '../../src/page/supabase.ts'
import { type Recorded, type Recorder, startRecorder } from '../support/recorder.ts'
import { anOutcome, answered, aRun } from '../support/records.ts'

// What our adapter sends beside what the vendor's own SDK sends, to one recorder; else beside the documented example.

interface Loose {
  [key: string]: Loose
}
const json = ({ body }: Recorded) => JSON.parse(body) as Loose
const kinds = (value: object) =>
  Object.fromEntries(Object.entries(value).map(([key, each]) => [key, each === null ? 'null' : typeof each]))

describe('adapters beside the vendors’ SDKs', () => {
  let vendor: Recorder
  beforeAll(async () => void (vendor = await startRecorder()))
  beforeEach(() => {
    vendor.requests.length = 0
    vendor.answer(() => ({ body: { success: true, status: 1, code: 200 } }))
  })
  afterAll(() => vendor.close())
  const record = answered()
  /** The SDK's request and ours. */
  const both = async (theirs: () => unknown, ours: () => Promise<unknown>): Promise<[Recorded, Recorded]> => {
    await theirs()
    await expect.poll(() => vendor.requests.length, { timeout: 10_000 }).toBeGreaterThan(0)
    const [first] = vendor.requests
    vendor.requests.length = 0
    await ours()
    return [first!, vendor.requests[0]!]
  }

  for (const [name, Sdk, sink] of [
    ['segment', Segment, segmentSink],
    ['customerio', Customerio, customerioSink],
  ] as const)
    it(`${name}: the same address, key and fields of an event as its SDK`, async () => {
      const [theirs, ours] = await both(
        async () => {
          const sdk = new Sdk({ writeKey: 'public-key', host: vendor.origin, path: '/v1/batch', flushAt: 1 })
          sdk.track({
            event: 'survey_answered',
            anonymousId: record.person!,
            messageId: record.id,
            timestamp: new Date(record.at),
            properties: { value: 9 },
          })
          await sdk.closeAndFlush()
        },
        () => sink({ writeKey: 'public-key', endpoint: `${vendor.origin}/v1/batch` }).send([record]),
      )
      expect([ours.method, ours.path]).toEqual([theirs.method, theirs.path])
      expect(theirs.headers.authorization).toBe(basic('public-key'))
      if (name === 'segment')
        expect(json(ours).writeKey).toBe('public-key') // the other documented way; it needs no preflight
      else expect(ours.headers.authorization).toBe(theirs.headers.authorization)
      const { context, integrations, _metadata, ...event } = json(theirs).batch![0]! as Loose
      const { properties, ...rest } = json(ours).batch![0]! as Loose
      expect({ ...rest, properties: event.properties }).toEqual(event)
      expect(properties).toMatchObject({
        value: 9,
        survey_id: 'post-purchase',
        took_ms: 1500,
        context_utm_source: 'mail',
      })
    })

  it('posthog: the envelope and the event of its SDK, the caller’s uuid kept', async () => {
    const [theirs, ours] = await both(
      async () => {
        const sdk = new PostHog('phc_public', { host: vendor.origin, flushAt: 1 })
        sdk.capture({
          distinctId: record.person!,
          event: 'survey sent',
          uuid: uuid(record.id),
          timestamp: new Date(record.at),
          properties: { $survey_id: 'post-purchase' },
        })
        await sdk.shutdown()
      },
      () => posthogSink({ apiKey: 'phc_public', endpoint: `${vendor.origin}/e/` }).send([record]),
    )
    expect(theirs.method).toBe(ours.method)
    expect(json(ours).api_key).toBe(json(theirs).api_key)
    const [theirEvent, ourEvent] = [theirs, ours].map((request) => json(request).batch![0]! as Loose)
    expect(ourEvent).toMatchObject({
      event: 'survey sent',
      uuid: theirEvent!.uuid,
      timestamp: theirEvent!.timestamp,
    })
    expect(ourEvent!.properties!.distinct_id).toBe(
      theirEvent!.distinct_id ?? theirEvent!.properties!.distinct_id,
    )
  })

  it('posthog: the events its survey page reads, with every answer of the run in the last', async () => {
    const [shown, first, completed] = aRun() as [
      ReturnType<typeof answered>,
      ReturnType<typeof answered>,
      never,
    ]
    const second = answered({ run: first.run, question: { id: 'why', type: 'text' }, value: 'fast' })
    const ids = { 'post-purchase': '0190-survey', recommend: '0190-question' }
    const sink = posthogSink({ apiKey: 'k', endpoint: `${vendor.origin}/e/`, ids })
    await sink.send([
      shown,
      { ...first, comment: undefined } as never,
      { ...second, comment: undefined } as never,
      completed,
    ])
    const events = json(vendor.requests[0]!).batch! as unknown as { event: string; properties: object }[]
    expect(events.map(({ event }) => event)).toEqual([
      'survey shown',
      'survey sent',
      'survey sent',
      'survey sent',
    ])
    expect(events[3]!.properties).toMatchObject({
      $survey_id: '0190-survey',
      $survey_submission_id: uuid(first.run),
      $survey_completed: true,
      '$survey_response_0190-question': 9,
      $survey_response_why: 'fast',
    })
    expect(events[1]!.properties).toMatchObject({ $survey_completed: false })
  })

  it('amplitude: the same address, key and fields of an event as its SDK', async () => {
    const [theirs, ours] = await both(
      async () => {
        const sdk = amplitude()
        await sdk.init('public-key', { serverUrl: `${vendor.origin}/2/httpapi`, flushQueueSize: 1 }).promise
        sdk.track(
          'survey_answered',
          { value: 9 },
          { device_id: record.person!, insert_id: record.id, time: record.at },
        )
        await sdk.flush().promise
      },
      () => amplitudeSink({ apiKey: 'public-key', endpoint: `${vendor.origin}/2/httpapi` }).send([record]),
    )
    expect([ours.method, ours.path, json(ours).api_key]).toEqual([
      theirs.method,
      theirs.path,
      json(theirs).api_key,
    ])
    const [event, mine] = [theirs, ours].map((request) => json(request).events![0]! as Loose)
    for (const field of ['event_type', 'device_id', 'insert_id', 'time'])
      expect(mine![field]).toEqual(event![field])
    expect(kinds(mine!).event_properties).toBe('object')
  })

  it('mixpanel: the same address and properties of an event as its SDK', async () => {
    const [theirs, ours] = await both(
      () =>
        new Promise((resolve) =>
          mixpanel
            .init('public-token', { host: vendor.origin.replace('http://', ''), protocol: 'http' })
            .track(
              'survey_answered',
              { distinct_id: record.person!, $insert_id: record.id, time: record.at / 1000 },
              resolve,
            ),
        ),
      () => mixpanelSink({ token: 'public-token', endpoint: `${vendor.origin}/track/` }).send([record]),
    )
    expect(ours.path).toBe(`${theirs.path.replace(/\/$/, '')}/`)
    const data = theirs.query.data ?? new URLSearchParams(theirs.body).get('data')!
    const event = JSON.parse(data.startsWith('{') ? data : Buffer.from(data, 'base64').toString()) as Loose
    const [mine] = JSON.parse(new URLSearchParams(ours.body).get('data')!) as Loose[]
    expect(mine!.event).toBe(event.event)
    for (const field of ['token', 'distinct_id', '$insert_id'])
      expect(mine!.properties![field]).toBe(event.properties![field])
    expect(Math.floor(Number(mine!.properties!.time))).toBe(Math.floor(Number(event.properties!.time)))
  })

  it('snowplow: the same address, envelope and fields of an event as its tracker', async () => {
    const schema = 'iglu:com.acme/pulso_record/jsonschema/1-0-0'
    const [theirs, ours] = await both(
      () => {
        const tracker = newTracker(
          { namespace: 'pulso', appId: 'web', encodeBase64: false },
          { endpoint: vendor.origin, eventMethod: 'post', bufferSize: 1 },
        )
        tracker.track(buildSelfDescribingEvent({ event: { schema, data: { value: 9 } } }))
      },
      () =>
        snowplowSink({ endpoint: `${vendor.origin}/com.snowplowanalytics.snowplow/tp2`, schema }).send([
          record,
        ]),
    )
    expect([ours.method, ours.path, json(ours).schema]).toEqual([
      theirs.method,
      theirs.path,
      json(theirs).schema,
    ])
    expect(ours.headers['content-type']).toContain(theirs.headers['content-type']!.split(';')[0])
    const [event, mine] = [theirs, ours].map((request) => json(request).data![0]! as Loose)
    for (const field of ['e', 'eid', 'tv', 'p', 'aid', 'dtm', 'ue_pr']) {
      expect(mine![field], field).toBeTypeOf('string')
      expect(event![field], field).toBeTypeOf('string')
    }
    const [inside, mineInside] = [event!, mine!].map(({ ue_pr }) => JSON.parse(`${ue_pr}`) as Loose)
    expect(mineInside!.schema).toBe(inside!.schema)
    expect(mineInside!.data!.schema).toBe(schema)
  })

  it('supabase: the same request as its client makes for an upsert that ignores repeats', async () => {
    vendor.answer(() => ({ status: 201 }))
    const key = 'sb_publishable_x'
    const [theirs, ours] = await both(
      () =>
        new PostgrestClient(`${vendor.origin}/rest/v1`, {
          headers: { apikey: key, authorization: `Bearer ${key}` },
        })
          .from('pulso_records')
          .upsert([row(record)], { onConflict: 'id', ignoreDuplicates: true }),
      () => supabaseSink({ endpoint: `${vendor.origin}/rest/v1`, key }).send([record]),
    )
    expect([ours.method, ours.path, ours.query.on_conflict]).toEqual([
      theirs.method,
      theirs.path,
      theirs.query.on_conflict,
    ])
    for (const name of ['apikey', 'authorization', 'content-type'])
      expect(ours.headers[name], name).toBe(theirs.headers[name])
    expect(ours.headers.prefer).toContain('resolution=ignore-duplicates')
    expect(theirs.headers.prefer).toContain('resolution=ignore-duplicates')
    expect(json(ours)).toEqual(json(theirs))
  })

  it('formspree: the same address and wish for JSON as its client', async () => {
    vendor.answer(() => ({ body: { next: '/thanks' } }))
    const [theirs, ours] = await both(
      () => formspree().submitForm('abcd', { value: 9 }, { endpoint: vendor.origin }),
      () => formspreeSink({ endpoint: `${vendor.origin}/f/abcd` }).send([record]),
    )
    expect([ours.method, ours.path, ours.headers.accept]).toEqual([
      theirs.method,
      theirs.path,
      theirs.headers.accept,
    ])
    expect(new URLSearchParams(ours.body).get('value')).toBe('9')
  })

  it('matomo: the same parameters as its tracker', async () => {
    const [theirs, ours] = await both(
      () =>
        new Matomo(3, `${vendor.origin}/matomo.php`).track({
          url: 'https://shop.example/',
          e_c: 'survey',
          e_a: 'answered',
          e_n: 'post-purchase recommend',
          e_v: 9,
        } as never),
      () => matomoSink({ endpoint: `${vendor.origin}/matomo.php`, siteId: 3, dimension: 2 }).send([record]),
    )
    const mine = Object.fromEntries(new URLSearchParams(ours.body))
    expect(ours.path).toBe(theirs.path)
    for (const name of ['idsite', 'rec', 'e_c', 'e_a', 'e_n', 'e_v'])
      expect(mine[name], name).toBe(theirs.query[name])
    expect(mine).toMatchObject({
      dimension2: record.id,
      _id: record.person!.slice(0, 16),
      cdt: `${Math.floor(record.at / 1000)}`,
    })
  })
})

describe('adapters beside the vendors’ documented examples', () => {
  let vendor: Recorder
  beforeAll(async () => void (vendor = await startRecorder()))
  beforeEach(() => {
    vendor.requests.length = 0
    vendor.answer(() => ({}))
  })
  afterAll(() => vendor.close())
  const record = answered()

  // https://www.rudderstack.com/docs/api/http-api/: Basic with the write key as user, `batch` of events with a `type`
  it('rudderstack: a batch of track calls under Basic authentication', async () => {
    await rudderstackSink({ writeKey: 'k', endpoint: `${vendor.origin}/v1/batch` }).send([record])
    const [request] = vendor.requests
    expect(request).toMatchObject({
      method: 'POST',
      path: '/v1/batch',
      headers: { authorization: 'Basic azo=' },
    })
    expect(json(request!).batch![0]).toMatchObject({
      type: 'track',
      event: 'survey_answered',
      messageId: record.id,
    })
  })

  // https://docs.jitsu.com/sending-data/http: X-Write-Key, POST /api/s/track
  it('jitsu: one track call with the site’s key', async () => {
    await jitsuSink({ writeKey: 'id:secret', endpoint: `${vendor.origin}/api/s/track` }).send([record])
    expect(vendor.requests[0]!.headers['x-write-key']).toBe('id:secret')
    expect(json(vendor.requests[0]!)).toMatchObject({
      type: 'track',
      messageId: record.id,
      anonymousId: record.person,
    })
  })

  // https://plausible.io/docs/events-api: name, domain and url are required; props are scalars
  it('plausible: a custom event with its required fields; comments stay out', async () => {
    await plausibleSink({ domain: 'shop.example', endpoint: `${vendor.origin}/api/event` }).send([record])
    const body = json(vendor.requests[0]!)
    expect(body).toMatchObject({
      name: 'survey_answered',
      domain: 'shop.example',
      url: 'https://shop.example/',
    })
    expect(Object.keys(body.props!).length).toBeLessThanOrEqual(30)
    expect(body.props).toMatchObject({ id: record.id, value: 9, question_id: 'recommend' })
    expect(JSON.stringify(body)).not.toContain('merci')
  })

  // https://firebase.google.com/docs/firestore/reference/rest/v1/Write: update, currentDocument.exists; Value: typed
  it('firestore: typed fields, and a document is never written over', async () => {
    await firestoreSink({ projectId: 'shop', apiKey: 'web', endpoint: `${vendor.origin}/v1` }).send([record])
    const [request] = vendor.requests
    expect(request).toMatchObject({
      method: 'POST',
      path: '/v1/projects/shop/databases/(default)/documents:commit',
      query: { key: 'web' },
    })
    expect(json(request!).writes![0]).toMatchObject({
      currentDocument: { exists: false },
      update: {
        name: `projects/shop/databases/(default)/documents/pulso_records/${record.id}`,
        fields: {
          id: { stringValue: record.id },
          value: { doubleValue: 9 },
          survey: { mapValue: { fields: { id: { stringValue: 'post-purchase' } } } },
        },
      },
    })
  })

  it('firestore and supabase: what is there already is done', async () => {
    vendor.answer(() => ({ status: 409, body: { error: { status: 'ALREADY_EXISTS' } } }))
    const firestore = firestoreSink({ projectId: 'shop', apiKey: 'web', endpoint: `${vendor.origin}/v1` })
    expect(await firestore.send([record])).toMatchObject({ status: 'settled', keptIds: [record.id] })
    expect(await firestore.send([record, answered()])).toMatchObject({ status: 'split' })
    vendor.answer(() => ({ status: 409, body: { code: '23505' } }))
    const supabase = supabaseSink({ endpoint: `${vendor.origin}/rest/v1`, key: 'anon' })
    expect(await supabase.send([record])).toMatchObject({ status: 'settled' })
    vendor.answer(() => ({ status: 400, body: { code: 'PGRST204' } }))
    expect(await supabase.send([record])).toMatchObject({ status: 'held', code: 'wrong_table' })
  })

  // https://developers.hubspot.com/docs/api-reference/legacy/forms-v3-legacy/…: fields with objectTypeId, name, value
  it('hubspot: fields of a contact; records that are no answers are settled unsent', async () => {
    const sink = hubspotSink({ portalId: '1', formId: 'f', endpoint: `${vendor.origin}/submit` })
    const contact = answered({ question: { id: 'who', type: 'contact' }, value: { email: 'a@b.example' } })
    expect(await sink.send([contact])).toMatchObject({ status: 'settled' })
    expect(vendor.requests[0]!.path).toBe('/submit/1/f')
    expect(json(vendor.requests[0]!).fields).toContainEqual({
      objectTypeId: '0-1',
      name: 'email',
      value: 'a@b.example',
    })
    const outcome = anOutcome()
    expect(await sink.send([outcome])).toMatchObject({ status: 'settled', keptIds: [outcome.id] })
    expect(vendor.requests).toHaveLength(1)
  })

  it('amplitude: a wrong key is a 400 that holds; mixpanel: a wrong token is a 200 that holds', async () => {
    vendor.answer(() => ({ status: 400, body: { code: 400, error: 'Invalid API key: x' } }))
    const endpoint = `${vendor.origin}/x`
    expect(await amplitudeSink({ apiKey: 'x', endpoint }).send([record])).toMatchObject({ status: 'held' })
    vendor.answer(() => ({ body: '{"error": "token, missing or empty", "status": 0}' }))
    expect(await mixpanelSink({ token: 'x', endpoint }).send([record])).toMatchObject({ status: 'held' })
    vendor.answer(() => ({ body: '<html>Sign in</html>' }))
    expect(await mixpanelSink({ token: 'x', endpoint }).send([record])).toMatchObject({ status: 'retry' })
  })
})
