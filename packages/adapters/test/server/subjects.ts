import { randomBytes } from 'node:crypto'
import type { PulsoRecord } from '@pulso/web/schema'
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
import type { Subject } from '../contract/sinkContract.ts'

/** Chats get no id: the tests need one to know the records by. */
const text = ({ id }: PulsoRecord) => `answer ${id}`

export const WEBHOOK_SECRET = `whsec_${randomBytes(24).toString('base64')}`

/** Every adapter behind the collector that goes over HTTP, pointed at a vendor on loopback. */
export const subjects: Subject[] = [
  {
    name: 'standardWebhooks',
    make: (origin, more) =>
      standardWebhooksSink({ endpoint: `${origin}/hook`, secret: WEBHOOK_SECRET, ...more }),
    required: ['endpoint', 'secret'],
    taken: () => ({ status: 204 }),
    secret: WEBHOOK_SECRET,
  },
  {
    name: 'slack',
    make: (origin, more) => slackSink({ endpoint: `${origin}/services/T0/B0/secret`, text, ...more }),
    required: ['endpoint'],
    taken: () => ({ body: 'ok' }),
    refused: () => ({ status: 400, body: 'invalid_payload' }),
    secret: 'T0/B0/secret',
  },
  {
    name: 'teams',
    make: (origin, more) => teamsSink({ endpoint: `${origin}/workflows/1?sig=secret`, text, ...more }),
    required: ['endpoint'],
    taken: () => ({ status: 202 }),
    secret: 'sig=secret',
  },
  {
    name: 'discord',
    make: (origin, more) => discordSink({ endpoint: `${origin}/api/v10/webhooks/1/secret`, text, ...more }),
    required: ['endpoint'],
    taken: () => ({ body: { id: '1' } }),
    refused: () => ({ status: 400, body: { code: 50_006, message: 'Cannot send an empty message' } }),
    secret: '1/secret',
  },
  {
    name: 'elasticsearch',
    make: (origin, more) => elasticsearchSink({ endpoint: origin, authorization: 'ApiKey secret', ...more }),
    required: ['endpoint'],
    taken: (ids) => ({
      body: { errors: false, items: ids.map((_id) => ({ create: { _id, status: 201 } })) },
    }),
    refused: (bad, ids) => ({
      body: {
        errors: true,
        items: ids.map((_id) =>
          bad.includes(_id)
            ? { create: { _id, status: 400, error: { type: 'document_parsing_exception', reason: 'merci' } } }
            : { create: { _id, status: 201 } },
        ),
      },
    }),
    secret: 'ApiKey secret',
  },
  {
    name: 'kafkaRest',
    make: (origin, more) =>
      kafkaRestSink({
        endpoint: origin,
        cluster: 'lkc-1',
        topic: 'answers',
        authorization: 'Basic c2VjcmV0',
        ...more,
      }),
    required: ['endpoint', 'cluster', 'topic'],
    taken: (ids) => ({
      body: ids.map((_, offset) => JSON.stringify({ error_code: 200, offset })).join('\n'),
    }),
    refused: (bad, ids) => ({
      body: ids
        .map((id) => JSON.stringify({ error_code: bad.includes(id) ? 400 : 200, message: 'merci' }))
        .join(''),
    }),
    secret: 'c2VjcmV0',
  },
  {
    name: 'bigquery',
    make: (origin, more) =>
      bigquerySink({
        project: 'p',
        dataset: 'd',
        token: async () => 'ya29.secret',
        endpoint: `${origin}/bigquery/v2`,
        ...more,
      }),
    required: ['project', 'dataset'],
    taken: () => ({ body: { kind: 'bigquery#tableDataInsertAllResponse' } }),
    refused: (bad, ids) => ({
      body: {
        insertErrors: bad.map((id) => ({
          index: ids.indexOf(id),
          errors: [{ reason: 'invalid', message: 'merci' }],
        })),
      },
    }),
    secret: 'ya29.secret',
  },
  {
    name: 'cloudevents',
    make: (origin, more) => cloudeventsSink({ endpoint: `${origin}/events`, ...more }),
    required: ['endpoint'],
    taken: () => ({ status: 202 }),
  },
  {
    name: 'otlp',
    make: (origin, more) =>
      otlpSink({ endpoint: `${origin}/v1/logs`, headers: { 'api-key': 'secret' }, ...more }),
    required: ['endpoint'],
    taken: () => ({ body: { partialSuccess: {} } }),
  },
  {
    name: 'zendesk',
    make: (origin, more) =>
      zendeskSink({
        endpoint: `${origin}/api/v2/tickets.json`,
        email: 'agent@shop.example',
        token: 'zd-secret',
        ...more,
      }),
    required: ['endpoint', 'email', 'token'],
    taken: () => ({ status: 201, body: { ticket: { id: 1 } } }),
    refused: () => ({ status: 422, body: { error: 'RecordInvalid' } }),
    secret: 'zd-secret',
  },
  {
    name: 'airtable',
    make: (origin, more) =>
      airtableSink({
        base: 'app1',
        table: 'Answers',
        token: 'pat-secret',
        endpoint: `${origin}/v0`,
        ...more,
      }),
    required: ['base', 'table', 'token'],
    taken: () => ({ body: { records: [] } }),
    refused: () => ({ status: 422, body: { error: { type: 'INVALID_VALUE_FOR_COLUMN', message: 'merci' } } }),
    secret: 'pat-secret',
  },
  {
    name: 'notion',
    make: (origin, more) =>
      notionSink({ databaseId: 'db-1', token: 'ntn_secret', endpoint: `${origin}/v1/pages`, ...more }),
    required: ['databaseId', 'token'],
    taken: () => ({ body: { object: 'page' } }),
    refused: () => ({ status: 400, body: { code: 'validation_error', message: 'body failed validation' } }),
    secret: 'ntn_secret',
  },
  {
    name: 'clickhouse',
    make: (origin, more) =>
      clickhouseSink({ endpoint: origin, user: 'pulso', password: 'ch-secret', ...more }),
    required: ['endpoint'],
    refused: () => ({
      status: 400,
      headers: { 'x-clickhouse-exception-code': '27' },
      body: 'Code: 27. merci',
    }),
    secret: 'ch-secret',
  },
  {
    name: 's3',
    make: (origin, more) =>
      s3Sink({
        endpoint: `${origin}/bucket`,
        region: 'eu-central-1',
        accessKeyId: 'AKIDEXAMPLE',
        secretAccessKey: 's3-secret',
        maxBatchRecords: 20,
        ...more,
      }),
    required: ['endpoint', 'region', 'accessKeyId', 'secretAccessKey'],
    secret: 's3-secret',
  },
]
