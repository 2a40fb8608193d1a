import { question, SCORE } from './question.mjs'

// Every entry is a page of its own with the same text. Its script defines `window.entry`:
// `ready()` – the survey could be shown now; `trigger()` – the moment of truth; `question()` – the element of the
// question; `answer()` – what is tapped; `thanks()` – the element of the thank-you.
// `answered(body)` tells which request to the service carried the answer; `loadOnly` entries are never triggered;
// `cameBefore`: the visitor was asked on an earlier visit, so that nothing is due.

const KEY = 'bench'

/** Without the waits of the standard rules, so that the visitor can come back for the warm show. */
const NO_WAITS = { coolDownDays: 0, recontactDays: 0, maxPerSession: 100, maxImpressions: 1000 }

const pulsoSurvey = (eligibility) => ({
  id: 'nps',
  rev: 1,
  kind: 'transactional',
  touchpoint: { id: 'order-placed', phase: 'after' },
  trigger: [{ on: 'event', name: 'order_completed' }],
  eligibility,
  questions: [{ id: 'recommend', type: 'nps', ...question }],
})

const pulso = (surveys) => ({
  head: ({ service }) =>
    '<script>window.pulso=window.pulso||function(){(pulso.q=pulso.q||[]).push(arguments)}</script>' +
    `<script async src="/pulso/pulso.js" data-key="${KEY}" data-endpoint="${service}/v1/records" data-surveys="/${surveys}.json"></script>`,
  entry: () => `
    const card = () => document.querySelector('pulso-survey')?.shadowRoot
    window.entry = {
      ready: () => window.pulso.explain?.('nps'),
      trigger: () => pulso('track', 'order_completed', { value: 120, currency: 'EUR' }),
      question: () => card()?.querySelector('.scale'),
      answer: () => card()?.querySelectorAll('.scale label')[${SCORE}],
      thanks: () => card()?.querySelector('.thanks'),
    }`,
  answered: (body) => body.includes('"answered"'),
})

const floor = (file) => ({
  head: () => '',
  entry: ({ service }) => `
    const card = () => document.querySelector('floor-card')?.shadowRoot
    window.entry = {
      ready: () => true,
      trigger: () => import('/floors/${file}').then((floor) =>
        floor.show(${JSON.stringify({ ...question, endpoint: `${service}/v1/records`, key: KEY })})),
      question: () => card()?.querySelector('fieldset'),
      answer: () => card()?.querySelectorAll('label')[${SCORE}],
      thanks: () => card()?.querySelector('.thanks'),
    }`,
  answered: (body) => body.includes('"answered"'),
})

/** As PostHog's installation page has it: the snippet's script, then `init`. Recording and the like are left off. */
const posthog = {
  head: ({ service }) => `<script async src="${service}/static/array.js" onload="startPosthog()"></script>
    <script>
      window.startPosthog = () => posthog.init('${KEY}', {
        api_host: '${service}', ui_host: '${service}', disable_session_recording: true, autocapture: false,
        capture_pageview: false, capture_pageleave: false, disable_compression: true, person_profiles: 'identified_only',
        opt_out_useragent_filter: true, /* a headless browser is else taken for a bot */
        loaded: (client) => client.onSurveysLoaded((surveys) => (window.surveysLoaded = surveys.length > 0)),
      })
    </script>`,
  entry: () => `
    const card = () => document.querySelector('[class^=PostHogSurvey-]')?.shadowRoot
    window.entry = {
      ready: () => window.surveysLoaded,
      trigger: () => posthog.displaySurvey('nps', { displayType: 'popover', ignoreConditions: true, ignoreDelay: true }),
      question: () => card()?.querySelector('.rating-options-number'),
      answer: () => card()?.querySelectorAll('.rating-options-number button')[${SCORE}],
      thanks: () => card()?.querySelector('.thank-you-message'),
    }`,
  answered: (body) => body.includes('survey sent'),
}

const posthogSurvey = {
  id: 'nps',
  name: 'nps',
  type: 'popover',
  questions: [
    {
      id: 'recommend',
      type: 'rating',
      display: 'number',
      scale: 10,
      question: question.prompt,
      lowerBoundLabel: question.low,
      upperBoundLabel: question.high,
      skipSubmitButton: true,
    },
  ],
  appearance: { displayThankYouMessage: true, thankYouMessageHeader: 'Thank you!' },
  // Never of its own accord: the bench triggers it.
  conditions: { events: { values: [{ name: 'never' }] } },
  start_date: '2026-01-01T00:00:00Z',
}

/** What PostHog's servers answer, as far as surveys need it. */
function posthogService(url) {
  if (url.pathname === `/array/${KEY}/config.js`)
    return {
      type: 'text/javascript',
      body: `(window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{})['${KEY}']={config:${JSON.stringify(POSTHOG_CONFIG)},siteApps:[]}`,
    }
  if (url.pathname.startsWith('/array/')) return { body: JSON.stringify(POSTHOG_CONFIG) }
  if (url.pathname === '/api/surveys/') return { body: JSON.stringify({ surveys: [posthogSurvey] }) }
  if (url.pathname.startsWith('/flags'))
    return { body: JSON.stringify({ flags: {}, errorsWhileComputingFlags: false }) }
  if (/^\/(e|i|batch)\//.test(url.pathname)) return { body: '{"status":1}' }
}
const POSTHOG_CONFIG = {
  token: KEY,
  supportedCompression: [],
  hasFeatureFlags: false,
  surveys: true,
  sessionRecording: false,
  heatmaps: false,
  capturePerformance: false,
  autocapture_opt_out: true,
  isAuthenticated: false,
  siteApps: [],
}

/** As SurveyJS's get-started page has it, in its floating window, completed by the tap itself. */
const surveyjs = {
  head: () =>
    '<link rel="stylesheet" href="/survey-core/survey-core.fontless.min.css">' +
    '<script defer src="/survey-core/survey.core.min.js"></script>' +
    '<script defer src="/survey-js-ui/survey-js-ui.min.js"></script>',
  entry: ({ service }) => `
    const definition = ${JSON.stringify({
      elements: [
        {
          type: 'rating',
          name: 'recommend',
          title: question.prompt,
          displayMode: 'buttons', // else a drop-down: its window is narrow
          rateMin: 0,
          rateMax: 10,
          minRateDescription: question.low,
          maxRateDescription: question.high,
        },
      ],
      completedHtml: '<p class="thanks">Thank you!</p>',
      autoAdvanceEnabled: true,
      autoAdvanceAllowComplete: true,
      showNavigationButtons: false,
    })}
    window.entry = {
      ready: () => window.Survey && window.SurveyUI,
      trigger() {
        const model = new Survey.Model(definition)
        model.onComplete.add(({ data }) => fetch('${service}/v1/answers', {
          method: 'POST', body: JSON.stringify({ answered: data }), headers: { 'content-type': 'text/plain' },
        }))
        const element = document.createElement('div')
        document.body.append(element)
        SurveyUI.renderPopupSurvey(model, element, { isExpanded: true, closeOnCompleteTimeout: 5 })
      },
      question: () => document.querySelector('.sd-rating'),
      answer: () => document.querySelectorAll('.sd-rating .sd-rating__item')[${SCORE}],
      thanks: () => document.querySelector('.thanks'),
    }`,
  answered: (body) => body.includes('"answered"'),
}

/** A host page with some text, the same for everybody. */
const page = (entry, origins) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Order placed</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width">${entry.head(origins)}</head>
<body><h1>Thank you for your order</h1>
${Array.from({ length: 60 }, (_, n) => `<section><h2>Line ${n + 1}</h2><p>A <a href="#${n}">thing</a> of good quality, sent with care, in a box of its own.</p></section>`).join('\n')}
<script>{${entry.entry(origins)}}</script></body></html>`

/** The entries, in the order of the tables. @param floors - file names, as {@link buildFloors} returns them. */
export function entriesOf(floors) {
  const entries = [
    {
      name: 'empty',
      title: 'the page alone',
      head: () => '',
      entry: () => 'window.entry = { ready: () => true }',
    },
    {
      name: 'pulso-loader',
      title: 'Pulso, nothing due',
      ...pulso('waits'),
      loadOnly: true,
      cameBefore: true,
    },
    { name: 'pulso', title: 'Pulso', ...pulso('surveys') },
    { name: 'vanilla', title: 'floor: vanilla', ...floor(floors.vanilla) },
    { name: 'preact', title: 'floor: bare Preact', ...floor(floors.preact) },
    { name: 'posthog', title: 'posthog-js surveys', ...posthog },
    { name: 'surveyjs', title: 'survey-js-ui', ...surveyjs },
  ]
  entries[0].loadOnly = true
  return entries
}

/** Pages, folders and services that the entries need, for {@link serve}. */
export const siteOf = (entries, here, dist) => (origins) => ({
  pages: {
    ...Object.fromEntries(entries.map((entry) => [`/${entry.name}`, page(entry, origins)])),
    '/surveys.json': JSON.stringify([pulsoSurvey(NO_WAITS)]),
    '/waits.json': JSON.stringify([pulsoSurvey({})]),
  },
  folders: {
    '/pulso/': dist,
    '/floors/': `${here}/dist`,
    '/static/1.449.2/': `${here}/node_modules/posthog-js/dist`,
    '/static/': `${here}/node_modules/posthog-js/dist`,
    '/survey-core/': `${here}/node_modules/survey-core`,
    '/survey-js-ui/': `${here}/node_modules/survey-js-ui`,
  },
  services: posthogService,
})
