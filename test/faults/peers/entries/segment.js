import { AnalyticsBrowser } from '@segment/analytics-next'

export async function start({ origin }) {
  const apiHost = `${origin.replace('http://', '')}/v1`
  const [analytics] = await AnalyticsBrowser.load(
    { writeKey: 'key', cdnURL: origin },
    {
      integrations: {
        'Segment.io': {
          apiHost,
          protocol: 'http',
          deliveryStrategy: { strategy: 'standard', config: { keepalive: true } },
          httpConfig: { rateLimitConfig: { maxRetryCount: 100 }, backoffConfig: { maxRetryCount: 100 } },
        },
      },
      retryQueue: true,
    },
  )
  return { tap: (name) => analytics.track('answered', { tap: name }) }
}
