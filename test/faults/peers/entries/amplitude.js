import { init, track } from '@amplitude/analytics-browser'

export async function start({ origin }) {
  await init('key', {
    serverUrl: `${origin}/2/httpapi`,
    flushMaxRetries: 1000,
    autocapture: false,
    enableDiagnostics: false,
    remoteConfig: { fetchRemoteConfig: false },
  }).promise
  return { tap: (name) => track('answered', { tap: name }) }
}
