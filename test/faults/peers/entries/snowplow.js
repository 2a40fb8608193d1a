import { newTracker, trackStructEvent } from '@snowplow/browser-tracker'

export function start({ origin }) {
  newTracker('lab', origin, {
    appId: 'shop',
    bufferSize: 1,
    eventMethod: 'post',
    keepalive: true,
    maxLocalStorageQueueSize: 1000,
    retryFailedRequests: true,
    stateStorageStrategy: 'cookieAndLocalStorage',
  })
  return { tap: (name) => trackStructEvent({ category: 'survey', action: 'answered', label: name }) }
}
