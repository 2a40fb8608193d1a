export type PeerName = 'pulso' | 'sentry' | 'segment' | 'amplitude' | 'posthog' | 'snowplow' | 'rudderstack'

export interface Peer {
  title: string
  /** Its npm package; its version is pinned in package.json. Pulso's is this repository's. */
  package: string
  /** What `entries/` sets so that it keeps as much as it can: documented options only. */
  options: string
  /** What its documentation says, in its own words, and where. */
  words: string
  source: string
}

/** Who is compared, in the order of the table. */
export const PEERS: { readonly [name in PeerName]: Peer } = {
  pulso: {
    title: 'Pulso',
    package: '@pulso/web',
    options: 'none; the tap is on the card, and the answer counts, not the records around it',
    words:
      '“Thank you” on a card means: the answer is on this device’s disk, or the server has said that it has it.',
    source: 'reliability.md',
  },
  sentry: {
    title: 'Sentry',
    package: '@sentry/browser',
    options:
      '`makeBrowserOfflineTransport(makeFetchTransport)`, `flushAtStartup: true`, `maxQueueSize: 1000`; `captureFeedback`',
    words:
      'The transport “uses the IndexedDB API to store events when the browser is offline. When the browser comes back online, the transport sends the stored events to Sentry.”',
    source: 'https://docs.sentry.io/platforms/javascript/configuration/transports',
  },
  segment: {
    title: 'Segment',
    package: '@segment/analytics-next',
    options:
      '`retryQueue: true`, delivery strategy `standard` with `keepalive: true`, `maxRetryCount: 100` of both kinds; `track`',
    words:
      '“Events are queued and retried until they’re successfully delivered.” “Events are stored in `localStorage` when available, with an in-memory fallback.” Up to 10 tries by default, up to 100 events.',
    source: 'https://segment.com/docs/connections/sources/catalog/libraries/website/javascript/#retries',
  },
  amplitude: {
    title: 'Amplitude',
    package: '@amplitude/analytics-browser',
    options: '`flushMaxRetries: 1000`; automatic events, diagnostics and remote configuration off; `track`',
    words:
      '“The SDK checks network connectivity every time it tracks an event. If the device is connected to network, the SDK schedules a flush. If not, it saves the event to storage.”',
    source: 'https://amplitude.com/docs/sdks/analytics/browser/browser-sdk-2#offline-mode',
  },
  posthog: {
    title: 'PostHog',
    package: 'posthog-js',
    options:
      "`request_batching: false`, `persistence: 'localStorage+cookie'`, `send_instantly: true`; automatic events, flags, surveys and external scripts off, no filter by user agent; `capture`",
    words:
      'Nothing is promised for events that are not yet sent: its configuration has no option to keep them (`persistence` is of the visitor’s properties).',
    source: 'https://posthog.com/docs/libraries/js/config',
  },
  snowplow: {
    title: 'Snowplow',
    package: '@snowplow/browser-tracker',
    options:
      "`bufferSize: 1`, `eventMethod: 'post'`, `keepalive: true`, `retryFailedRequests: true`, `stateStorageStrategy: 'cookieAndLocalStorage'`; `trackStructEvent`",
    words:
      '“Normally the tracker will store unsent events in `localStorage`, meaning that unsent events will be resent when the user next visits a page on the same domain.”',
    source: 'https://docs.snowplow.io/docs/sources/web-trackers/configuring-how-events-sent/',
  },
  rudderstack: {
    title: 'RudderStack',
    package: '@rudderstack/analytics-js',
    options:
      "`/bundled`, `useBeacon: false`, `storage.type: 'localStorage'`, `queueOptions` with `maxAttempts: 1000`, `maxItems: 1000`; `track`",
    words:
      'Its options “control the behavior of the persistence queue that buffers the events before sending them to the data plane”.',
    source:
      'https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-javascript-sdk/load-js-sdk/',
  },
}

export const PEER_NAMES = Object.keys(PEERS) as PeerName[]
