import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'

export async function start({ origin }) {
  const analytics = new RudderAnalytics()
  analytics.load('key', origin, {
    configUrl: origin,
    queueOptions: { maxAttempts: 1000, maxItems: 1000 },
    storage: { type: 'localStorage' },
    useBeacon: false,
    sendAdblockPage: false,
  })
  await new Promise((ready) => analytics.ready(ready))
  return { tap: (name) => analytics.track('answered', { tap: name }) }
}
