import type { PeerName } from './PEERS.ts'
import type { Sent, Wire } from './Wire.ts'

interface Track {
  messageId: string
  properties?: { tap?: string }
}
const ofTrack = ({ messageId, properties }: Track): Sent => ({ tap: properties?.tap, id: messageId })

/** The wire of each system, as its documentation and its SDK's source have it. */
export const WIRES: { [name in PeerName]: Wire } = {
  pulso: {
    path: /^\/v1\/records$/,
    read: (body) =>
      (JSON.parse(body) as { items: { id: string; type: string; survey?: { id: string } }[] }).items.map(
        ({ id, type, survey }) => ({ id, tap: type === 'answered' ? survey?.id : undefined }),
      ),
    reply: (sent, known) => {
      const ids = sent.map(({ id }) => id)
      return { v: 1, ok: ids.filter((id) => !known.has(id)), dup: ids.filter((id) => known.has(id)), rej: [] }
    },
  },
  sentry: {
    path: /^\/api\/1\/envelope\/$/,
    // An envelope: a line of headers, then for each item a line of headers and a line of content.
    read(body) {
      const [, ...lines] = body.split('\n').filter(Boolean)
      return lines.flatMap((line, i) => {
        const { type } = (i % 2 ? JSON.parse(lines[i - 1] ?? '') : {}) as { type?: string }
        if (!type) return []
        const { event_id, contexts } = JSON.parse(line) as {
          event_id?: string
          contexts?: { feedback?: { message: string } }
        }
        return { id: event_id ?? '', tap: type === 'feedback' ? contexts?.feedback?.message : undefined }
      })
    },
    reply: ([first]) => ({ id: first?.id }),
  },
  segment: {
    path: /^\/v1\/[a-z]$/,
    read: (body) => [ofTrack(JSON.parse(body) as Track)],
    reply: () => ({ success: true }),
    settings: { integrations: { 'Segment.io': { apiKey: 'key' } }, plan: { track: {} }, remotePlugins: [] },
  },
  amplitude: {
    path: /^\/2\/httpapi$/,
    read: (body) =>
      (
        JSON.parse(body) as { events: { insert_id: string; event_properties?: { tap?: string } }[] }
      ).events.map(({ insert_id, event_properties }) => ({ id: insert_id, tap: event_properties?.tap })),
    reply: (sent) => ({
      code: 200,
      events_ingested: sent.length,
      payload_size_bytes: 1,
      server_upload_time: Date.now(),
    }),
    limited: (sent) => ({
      code: 429,
      error: 'Too many requests for some devices and users',
      eps_threshold: 30,
      throttled_devices: {},
      throttled_users: {},
      throttled_events: sent.map((_, index) => index),
    }),
  },
  posthog: {
    path: /^\/(e|batch|i\/v0\/e)\/$/,
    read(body) {
      // What is sent as the page goes is form data: base64 of the same JSON.
      const text = body.startsWith('data=')
        ? Buffer.from(decodeURIComponent(body.slice(5)), 'base64').toString()
        : body
      const parsed = JSON.parse(text) as object
      const events = (Array.isArray(parsed) ? parsed : 'batch' in parsed ? parsed.batch : [parsed]) as {
        uuid: string
        properties?: { tap?: string }
      }[]
      return events.map(({ uuid, properties }) => ({ id: uuid, tap: properties?.tap }))
    },
    reply: () => ({ status: 1 }),
  },
  snowplow: {
    path: /^\/com\.snowplowanalytics\.snowplow\/tp2$/,
    read: (body) =>
      (JSON.parse(body) as { data: { eid: string; se_la?: string }[] }).data.map(({ eid, se_la }) => ({
        id: eid,
        tap: se_la,
      })),
    reply: () => 'ok',
  },
  rudderstack: {
    path: /^\/(beacon\/)?v1\/(track|batch)$/,
    read(body) {
      const parsed = JSON.parse(body) as Track | { batch: Track[] }
      return ('batch' in parsed ? parsed.batch : [parsed]).map(ofTrack)
    },
    reply: () => 'OK',
    settings: {
      source: {
        id: 'source',
        name: 'shop',
        writeKey: 'key',
        enabled: true,
        workspaceId: 'workspace',
        config: {},
        destinations: [],
      },
    },
  },
}
