import posthog from 'posthog-js'

export async function start({ origin }) {
  await new Promise((loaded) =>
    posthog.init('key', {
      api_host: origin,
      request_batching: false,
      persistence: 'localStorage+cookie',
      autocapture: false,
      capture_pageview: false,
      capture_pageleave: false,
      disable_session_recording: true,
      disable_surveys: true,
      disable_external_dependency_loading: true,
      advanced_disable_flags: true,
      opt_out_useragent_filter: true, // a headless browser is else taken for a bot
      loaded,
    }),
  )
  return { tap: (name) => posthog.capture('answered', { tap: name }, { send_instantly: true }) }
}
