import { captureFeedback, init, makeBrowserOfflineTransport, makeFetchTransport } from '@sentry/browser'

export function start({ origin }) {
  init({
    dsn: `${origin.replace('//', '//key@')}/1`,
    transport: makeBrowserOfflineTransport(makeFetchTransport),
    transportOptions: { flushAtStartup: true, maxQueueSize: 1000 },
  })
  return { tap: (name) => captureFeedback({ message: name }) }
}
