import type { PulsoRecord } from '@pulso/web/schema'
import { amplitudeSink } from '../../src/page/amplitude.ts'
import { customerioSink } from '../../src/page/customerio.ts'
import { firestoreSink } from '../../src/page/firestore.ts'
import { formspreeSink } from '../../src/page/formspree.ts'
import { googleSheetsSink } from '../../src/page/googleSheets.ts'
import { httpSink } from '../../src/page/http.ts'
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
import { webhookSink } from '../../src/page/webhook.ts'
import type { Subject } from '../contract/sinkContract.ts'

/** The reply that names ids. */
const named = (ids: string[], bad: string[] = []) => ({
  body: {
    v: 1,
    ok: ids.filter((id) => !bad.includes(id)),
    dup: [],
    rej: bad.map((id) => ({ id, code: 'bad' })),
  },
})

/** Every adapter of a page that goes over HTTP, pointed at a vendor on loopback. */
export const subjects: Subject[] = [
  {
    name: 'http',
    make: (origin, more) => httpSink({ endpoint: `${origin}/answers`, ...more }),
    required: ['endpoint'],
  },
  {
    name: 'http',
    make: (origin, more) => httpSink({ endpoint: `${origin}/answers`, ack: 'ids', ...more }),
    required: ['endpoint'],
    taken: (ids) => named(ids),
    refused: (bad, ids) => named(ids, bad),
  },
  {
    name: 'webhook',
    make: (origin, more) => webhookSink({ endpoint: `${origin}/hooks/catch/1/abc/`, ...more }),
    required: ['endpoint'],
  },
  {
    name: 'segment',
    make: (origin, more) => segmentSink({ writeKey: 'public-key', endpoint: `${origin}/v1/batch`, ...more }),
    required: ['writeKey'],
    taken: () => ({ body: { success: true } }),
    secret: 'public-key',
  },
  {
    name: 'rudderstack',
    make: (origin, more) =>
      rudderstackSink({ writeKey: 'public-key', endpoint: `${origin}/v1/batch`, ...more }),
    required: ['writeKey', 'endpoint'],
    taken: () => ({ body: 'OK' }),
    secret: 'public-key',
  },
  {
    name: 'customerio',
    make: (origin, more) =>
      customerioSink({ writeKey: 'public-key', endpoint: `${origin}/v1/batch`, ...more }),
    required: ['writeKey'],
    taken: () => ({ body: { success: true } }),
    secret: 'public-key',
  },
  {
    name: 'jitsu',
    make: (origin, more) => jitsuSink({ writeKey: 'id:public', endpoint: `${origin}/api/s/track`, ...more }),
    required: ['writeKey', 'endpoint'],
    taken: () => ({ body: { ok: true } }),
    secret: 'id:public',
  },
  {
    name: 'posthog',
    make: (origin, more) => posthogSink({ apiKey: 'phc_public', endpoint: `${origin}/e/`, ...more }),
    required: ['apiKey'],
    taken: () => ({ body: { status: 'Ok' } }),
    secret: 'phc_public',
  },
  {
    name: 'amplitude',
    make: (origin, more) => amplitudeSink({ apiKey: 'public-key', endpoint: `${origin}/2/httpapi`, ...more }),
    required: ['apiKey'],
    taken: (ids) => ({ body: { code: 200, events_ingested: ids.length } }),
    refused: (bad, ids) => ({
      status: 400,
      body: {
        code: 400,
        error: 'Request missing required field',
        events_with_missing_fields: { event_type: bad.map((id) => ids.indexOf(id)) },
      },
    }),
    secret: 'public-key',
  },
  {
    name: 'mixpanel',
    make: (origin, more) => mixpanelSink({ token: 'public-token', endpoint: `${origin}/track/`, ...more }),
    required: ['token'],
    taken: () => ({ body: '{"error": null, "status": 1}' }),
    refused: () => ({ body: '{"error": "event, missing or empty", "status": 0}' }), // a 200 that lies
    secret: 'public-token',
  },
  {
    name: 'snowplow',
    make: (origin, more) =>
      snowplowSink({
        endpoint: `${origin}/com.snowplowanalytics.snowplow/tp2`,
        schema: 'iglu:com.acme/pulso_record/jsonschema/1-0-0',
        ...more,
      }),
    required: ['endpoint', 'schema'],
    taken: () => ({ body: 'ok' }),
  },
  {
    name: 'matomo',
    make: (origin, more) =>
      matomoSink({ endpoint: `${origin}/matomo.php`, siteId: 3, dimension: 7, ...more }),
    required: ['endpoint'],
    taken: () => ({ status: 204 }),
  },
  {
    name: 'plausible',
    make: (origin, more) =>
      plausibleSink({ domain: 'shop.example', endpoint: `${origin}/api/event`, ...more }),
    required: ['domain'],
    taken: () => ({ status: 202, body: 'ok' }),
  },
  {
    name: 'supabase',
    make: (origin, more) => supabaseSink({ endpoint: `${origin}/rest/v1`, key: 'sb_publishable_x', ...more }),
    required: ['endpoint', 'key'],
    taken: () => ({ status: 201 }),
    refused: () => ({ status: 400, body: { code: '22P02', message: 'invalid input syntax' } }),
    secret: 'sb_publishable_x',
  },
  {
    name: 'firestore',
    make: (origin, more) =>
      firestoreSink({ projectId: 'shop', apiKey: 'web-key', endpoint: `${origin}/v1`, ...more }),
    required: ['projectId', 'apiKey'],
    taken: (ids) => ({ body: { writeResults: ids.map(() => ({})), commitTime: '2026-11-22T06:00:00Z' } }),
    secret: 'web-key',
  },
  {
    name: 'formspree',
    make: (origin, more) => formspreeSink({ endpoint: `${origin}/f/abcd`, ...more }),
    required: ['endpoint'],
    taken: () => ({ body: { ok: true, next: '/thanks' } }),
    refused: () => ({ status: 422, body: { errors: [{ code: 'TYPE_EMAIL', field: 'email' }] } }),
  },
  {
    name: 'googleSheets',
    make: (origin, more) => googleSheetsSink({ endpoint: `${origin}/macros/s/x/exec`, ...more }),
    required: ['endpoint'],
    taken: (ids) => named(ids),
    refused: (bad, ids) => named(ids, bad),
  },
  {
    name: 'hubspot',
    make: (origin, more) =>
      hubspotSink({
        portalId: '12345',
        formId: 'f-1',
        endpoint: `${origin}/submissions/v3/integration/submit`,
        fields: (record: PulsoRecord) => ({ pulso_id: record.id }),
        ...more,
      }),
    required: ['portalId', 'formId'],
    taken: () => ({ body: { inlineMessage: 'Thanks' } }),
    refused: () => ({ status: 400, body: { status: 'error', errors: [{ errorType: 'INVALID_EMAIL' }] } }),
  },
]
