import { createClient as clickhouse } from '@clickhouse/client'
import { Client as Notion } from '@notionhq/client'
import { Client as OpenSearch } from '@opensearch-project/opensearch'
import { IncomingWebhook } from '@slack/webhook'
import Airtable from 'airtable'
import { AwsV4Signer } from 'aws4fetch'
import { HTTP } from 'cloudevents'
import zendesk from 'node-zendesk'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deliver } from '../../src/core/deliver.ts'
import { airtableSink } from '../../src/server/airtable.ts'
import { bigquerySink } from '../../src/server/bigquery.ts'
import { clickhouseSink } from '../../src/server/clickhouse.ts'
import { cloudeventsSink } from '../../src/server/cloudevents.ts'
import { discordSink } from '../../src/server/discord.ts'
import { elasticsearchSink } from '../../src/server/elasticsearch.ts'
import { kafkaRestSink } from '../../src/server/kafkaRest.ts'
import { notionSink } from '../../src/server/notion.ts'
import { otlpSink } from '../../src/server/otlp.ts'
import { s3Sink } from '../../src/server/s3.ts'
import { slackSink } from '../../src/server/slack.ts'
import { standardWebhooksSink } from '../../src/server/standardWebhooks.ts'
import { teamsSink } from '../../src/server/teams.ts'
import { zendeskSink } from '../../src/server/zendesk.ts'
import { type Recorded, type Recorder, startRecorder } from '../support/recorder.ts'
import { answered, many } from '../support/records.ts'
import { WEBHOOK_SECRET } from './subjects.ts'

interface Loose {
  [key: string]: Loose
}
const json = ({ body }: Recorded) => JSON.parse(body) as Loose

describe('adapters behind the collector, beside the vendors’ SDKs and examples', () => {
  let vendor: Recorder
  beforeAll(async () => void (vendor = await startRecorder()))
  beforeEach(() => {
    vendor.requests.length = 0
    vendor.answer(() => ({ body: {} }))
  })
  afterAll(() => vendor.close())
  const record = answered()
  /** The SDK's request and ours; how the SDK likes the answer does not matter here. */
  const both = async (theirs: () => unknown, ours: () => Promise<unknown>): Promise<[Recorded, Recorded]> => {
    await Promise.resolve(theirs()).catch(() => {})
    const [first] = vendor.requests
    vendor.requests.length = 0
    await ours()
    return [first!, vendor.requests[0]!]
  }
  const alike = (theirs: Recorded, ours: Recorded, ...headers: string[]) => {
    expect([ours.method, ours.path]).toEqual([theirs.method, theirs.path])
    for (const name of headers) expect(ours.headers[name], name).toBe(theirs.headers[name])
  }

  it('standardWebhooks: the specification’s own library verifies it, and refuses a changed body', async () => {
    await standardWebhooksSink({ endpoint: `${vendor.origin}/hook`, secret: WEBHOOK_SECRET }).send([record])
    const { body, headers } = vendor.requests[0]!
    const receiver = new Webhook(WEBHOOK_SECRET)
    expect(receiver.verify(body, headers as { [name: string]: string })).toMatchObject({
      type: 'survey.answered',
      data: record,
    })
    expect(headers['webhook-id']).toBe(record.id)
    expect(() => receiver.verify(`${body} `, headers as { [name: string]: string })).toThrow()
  })

  it('slack: the request of its client; an answer mentions nobody', async () => {
    vendor.answer(() => ({ body: 'ok' }))
    const endpoint = `${vendor.origin}/services/T0/B0/x`
    const [theirs, ours] = await both(
      () => new IncomingWebhook(endpoint).send({ text: 'hello' }),
      () => slackSink({ endpoint }).send([answered({ comment: '<!channel> & <http://x|y>' })]),
    )
    alike(theirs, ours)
    expect(ours.headers['content-type']).toContain('application/json')
    expect(json(ours).text).toContain('post-purchase at order-confirmed, recommend (nps): 9')
    expect(json(ours).text).toContain('&lt;!channel&gt; &amp; &lt;http://x|y&gt;')
  })

  it('elasticsearch: the bulk request of OpenSearch’s client, and every kind of item in its answer', async () => {
    const [theirs, ours] = await both(
      () =>
        new OpenSearch({ node: vendor.origin }).bulk({
          index: 'pulso-records',
          body: [{ create: { _id: record.id } }, record],
        }),
      () => elasticsearchSink({ endpoint: vendor.origin }).send([record]),
    )
    expect([ours.path, ours.headers['content-type']]).toEqual([theirs.path, theirs.headers['content-type']])
    expect(ours.method).toBe('POST') // as documented; their client says PUT, which the server takes for the same
    const lines = ours.body.split('\n')
    expect(lines[0]).toBe(theirs.body.split('\n')[0])
    expect(JSON.parse(lines[1]!)).toEqual({ '@timestamp': record.at, ...record })
    expect(ours.body.endsWith('\n')).toBe(true)

    const records = many(4)
    const statuses = [201, 409, 400, 429]
    vendor.answer(() => ({
      body: {
        errors: true,
        items: records.map(({ id }, place) => ({ create: { _id: id, status: statuses[place] } })),
      },
    }))
    const outcomes = await deliver(elasticsearchSink({ endpoint: vendor.origin }), records)
    expect(outcomes.map(({ status }) => status)).toEqual(['settled', 'settled', 'rejected', 'retry'])
  })

  // https://docs.confluent.io/cloud/current/kafka-rest/kafka-rest-cc.html: concatenated records, one report for each
  it('kafkaRest: concatenated records with their keys, and a report that asks to come again', async () => {
    const records = many(3)
    vendor.answer(() => ({ body: '{"error_code":200}\r\n{"error_code":429}\r\n{"error_code":400}\r\n' }))
    const sink = kafkaRestSink({ endpoint: vendor.origin, cluster: 'c', topic: 't' })
    const outcomes = await deliver(sink, records)
    expect(outcomes.map(({ status }) => status)).toEqual(['settled', 'retry', 'rejected'])
    expect(vendor.requests[0]!.path).toBe('/kafka/v3/clusters/c/topics/t/records')
    expect(JSON.parse(vendor.requests[0]!.body.split('\n')[0]!)).toEqual({
      key: { type: 'STRING', data: records[0]!.id },
      value: { type: 'JSON', data: records[0] },
    })
    vendor.answer(() => ({ body: '{"error_code":403}{"error_code":403}{"error_code":403}' }))
    expect(await deliver(sink, records)).toMatchObject([{ status: 'held', code: 'http_403' }, {}, {}])
  })

  // https://docs.cloud.google.com/bigquery/docs/reference/rest/v2/tabledata/insertAll
  it('bigquery: rows with their insert ids; stopped rows come again', async () => {
    const records = many(3)
    vendor.answer(() => ({
      body: {
        insertErrors: [
          { index: 1, errors: [{ reason: 'invalid' }] },
          { index: 2, errors: [{ reason: 'stopped' }] },
        ],
      },
    }))
    const make = (token: () => Promise<string>) =>
      bigquerySink({ project: 'p', dataset: 'd', token, endpoint: vendor.origin })
    const outcomes = await deliver(
      make(async () => 'ya29'),
      records,
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['settled', 'rejected', 'retry'])
    expect(vendor.requests[0]).toMatchObject({
      path: '/projects/p/datasets/d/tables/pulso_records/insertAll',
      headers: { authorization: 'Bearer ya29' },
    })
    expect(json(vendor.requests[0]!).rows![0]).toMatchObject({
      insertId: records[0]!.id,
      json: { id: records[0]!.id },
    })
    const broken = make(() => Promise.reject(new Error('no token')))
    expect(await deliver(broken, records)).toMatchObject([
      { status: 'retry' },
      { status: 'retry' },
      { status: 'retry' },
    ])
  })

  it('cloudevents: the SDK reads the batch as valid events', async () => {
    await cloudeventsSink({ endpoint: vendor.origin, source: '/shop' }).send(many(2))
    const { headers, body } = vendor.requests[0]!
    const events = HTTP.toEvent({ headers, body }) as unknown as {
      id: string
      source: string
      validate(): boolean
    }[]
    expect(events).toHaveLength(2)
    expect(events.every((event) => event.validate() && event.source === '/shop')).toBe(true)
  })

  // https://opentelemetry.io/docs/specs/otlp/#otlphttp-response: partial success is never sent again
  it('otlp: log records with their uid; a partial refusal is set aside, not sent again', async () => {
    const sink = otlpSink({ endpoint: `${vendor.origin}/v1/logs`, headers: { 'api-key': 'k' } })
    await sink.send([record])
    expect(vendor.requests[0]!.headers['api-key']).toBe('k')
    const [log] = json(vendor.requests[0]!).resourceLogs![0]!.scopeLogs![0]!.logRecords as unknown as Loose[]
    expect(log).toMatchObject({ timeUnixNano: `${record.at}000000`, eventName: 'survey_answered' })
    expect(log!.attributes).toContainEqual({ key: 'log.record.uid', value: { stringValue: record.id } })
    vendor.answer(() => ({ body: { partialSuccess: { rejectedLogRecords: '1', errorMessage: 'merci' } } }))
    expect(await deliver(sink, many(2))).toMatchObject([{ status: 'rejected', code: 'refused_in_part' }, {}])
  })

  it('zendesk: the ticket request of its client, with the record’s id as idempotency key', async () => {
    vendor.answer(() => ({ status: 201, body: { ticket: { id: 1 } } }))
    const [theirs, ours] = await both(
      () =>
        zendesk
          .createClient({
            endpointUri: `${vendor.origin}/api/v2`,
            username: 'a@b.example',
            token: 'zd',
          } as never)
          .tickets.create({ ticket: { subject: 's', comment: { body: 'b' } } } as never),
      () =>
        zendeskSink({
          endpoint: `${vendor.origin}/api/v2/tickets.json`,
          email: 'a@b.example',
          token: 'zd',
        }).send([record]),
    )
    alike(theirs, ours, 'authorization')
    expect(ours.headers['idempotency-key']).toBe(record.id)
    const { ticket } = json(ours)
    expect(Object.keys(ticket!)).toEqual(expect.arrayContaining(Object.keys(json(theirs).ticket!)))
    expect(ticket!.external_id).toBe(record.id)
  })

  it('airtable: the upsert of its client; a quota without a header waits 30 s', async () => {
    vendor.answer(() => ({ body: { records: [{ id: 'rec1', fields: {} }] } }))
    const [theirs, ours] = await both(
      () =>
        new Airtable({ apiKey: 'pat', endpointUrl: vendor.origin, noRetryIfRateLimited: true })
          .base('app1')('Answers')
          .update(
            [{ fields: { 'Record id': record.id } }] as never,
            {
              performUpsert: { fieldsToMergeOn: ['Record id'] },
            } as never,
          ),
      () =>
        airtableSink({ base: 'app1', table: 'Answers', token: 'pat', endpoint: `${vendor.origin}/v0` }).send([
          record,
        ]),
    )
    expect(ours.path).toBe(theirs.path.replace(/\/$/, ''))
    expect([ours.method, ours.headers.authorization]).toEqual([theirs.method, theirs.headers.authorization])
    expect(json(ours).performUpsert).toEqual({ fieldsToMergeOn: ['Record id'] })
    expect(json(ours).records![0]).toMatchObject({
      fields: { 'Record id': record.id, Survey: 'post-purchase', Value: '9' },
    })
    const sink = airtableSink({ base: 'b', table: 't', token: 'p', endpoint: vendor.origin })
    vendor.answer(() => ({ status: 429 }))
    expect(await sink.send([record])).toMatchObject({ status: 'retry', afterMs: 30_000 })
    vendor.answer(() => ({ status: 422, body: { error: { type: 'UNKNOWN_FIELD_NAME' } } }))
    expect(await sink.send([record])).toMatchObject({ status: 'held' })
  })

  it('notion: the page request of its client; a missing property holds', async () => {
    const [theirs, ours] = await both(
      () =>
        new Notion({
          auth: 'ntn',
          baseUrl: vendor.origin,
          notionVersion: '2022-06-28',
          retry: false,
        } as never).pages.create({
          parent: { database_id: 'db' },
          properties: {},
        }),
      () =>
        notionSink({ databaseId: 'db', token: 'ntn', endpoint: `${vendor.origin}/v1/pages` }).send([record]),
    )
    alike(theirs, ours, 'authorization', 'notion-version')
    expect(json(ours).parent).toEqual(json(theirs).parent)
    vendor.answer(() => ({ status: 400, body: { message: 'Survey is not a property that exists.' } }))
    const sink = notionSink({ databaseId: 'db', token: 'ntn', endpoint: `${vendor.origin}/v1/pages` })
    expect(await deliver(sink, [record])).toMatchObject([{ status: 'held', code: 'wrong_properties' }])
  })

  it('clickhouse: the insert of its client, with a token that is the same for the same batch', async () => {
    const [theirs, ours] = await both(
      () =>
        clickhouse({ url: vendor.origin, username: 'pulso', password: 'ch' }).insert({
          table: 'pulso_records',
          values: [{ id: record.id }],
          format: 'JSONEachRow',
        }),
      () => clickhouseSink({ endpoint: vendor.origin, user: 'pulso', password: 'ch' }).send([record]),
    )
    alike(theirs, ours)
    expect(ours.query.query).toBe(theirs.query.query!.trim())
    expect(JSON.parse(ours.body)).toMatchObject({ id: record.id, survey: 'post-purchase' })
    const first = ours.query.insert_deduplication_token
    await clickhouseSink({ endpoint: vendor.origin }).send([record])
    expect(vendor.requests[1]!.query.insert_deduplication_token).toBe(first)
    for (const [code, status] of [
      ['252', 'retry'],
      ['60', 'held'],
      ['27', 'split'],
    ] as const) {
      vendor.answer(() => ({ status: 500, headers: { 'x-clickhouse-exception-code': code } }))
      expect(await clickhouseSink({ endpoint: vendor.origin }).send([record])).toMatchObject({ status })
    }
  })

  it('s3: a signature that an independent signer makes too; what is there is done', async () => {
    const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', region: 'eu-central-1' }
    const sink = s3Sink({ endpoint: `${vendor.origin}/bucket`, ...keys })
    await sink.send(many(3))
    const { headers, path, method, body } = vendor.requests[0]!
    const { headers: signed } = await new AwsV4Signer({
      ...keys,
      service: 's3',
      method,
      url: `${vendor.origin}${path}`,
      headers: { 'if-none-match': '*', 'x-amz-content-sha256': headers['x-amz-content-sha256'] as string },
      body,
      datetime: headers['x-amz-date'] as string,
    }).sign()
    expect(headers.authorization).toBe(signed.get('authorization'))
    expect(body.trim().split('\n')).toHaveLength(3)
    vendor.answer(() => ({ status: 412 }))
    expect(await sink.send([record])).toMatchObject({ status: 'settled', keptIds: [record.id] })
  })

  // https://learn.microsoft.com/microsoftteams/…/add-incoming-webhook; https://discord.com/developers/docs/resources/webhook
  it('teams and discord: a card and a message; their ways to say "too fast"', async () => {
    vendor.answer(() => ({ status: 202 }))
    await teamsSink({ endpoint: `${vendor.origin}/t` }).send([record])
    const [attachment] = json(vendor.requests[0]!).attachments as unknown as Loose[]
    expect(attachment).toMatchObject({
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: { type: 'AdaptiveCard', version: '1.4' },
    })
    vendor.answer(() => ({
      body: 'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429',
    }))
    expect(await teamsSink({ endpoint: vendor.origin }).send([record])).toMatchObject({
      status: 'retry',
      code: 'http_429',
    })
    vendor.answer(() => ({ status: 429, body: { retry_after: 1.5 } }))
    const discord = discordSink({ endpoint: `${vendor.origin}/d` })
    expect(await discord.send([record])).toMatchObject({ status: 'retry', afterMs: 1500 })
    const last = vendor.requests.at(-1)!
    expect(last.query).toEqual({ wait: 'true' })
    expect(json(last).allowed_mentions).toEqual({ parse: [] })
  })
})
