// Runs in the page: `await openCard({ survey })` opens a survey whose records stay in memory; `window.stage` shows
// what happened. Options of `present` may be given as JSON; `kept` is what `keep` answers, and may change.
import { prepare, present } from '/widget.js'

window.openCard = async ({ survey, locale = 'en', theme = {}, kept = 'device', ...options }) => {
  const stage = { kept, keeps: 0, records: [], events: [], errors: [], saved: undefined, settle: () => {} }
  window.stage = stage
  window.prepareCard = prepare
  const strings = await prepare([survey], locale, theme)
  stage.card = present({
    survey,
    mode: 'test',
    sampleRate: 1,
    locale,
    strings,
    placeholders: {},
    theme,
    scrub: true,
    keep: async (records) => {
      stage.keeps++
      if (stage.kept !== 'failed') stage.records.push(...records)
      return stage.kept
    },
    settled: () =>
      new Promise((done) => {
        stage.settle = () => done('sent')
      }),
    flush: async () => {},
    save: (state) => {
      stage.saved = state
    },
    on: (event) => stage.events.push(event),
    onError: (error) => stage.errors.push(`${error.message} ${error.cause ?? error.stack}`),
    ...options,
    ...(options.container && { container: document.querySelector(options.container) }),
  })()
  return stage.card?.run
}
