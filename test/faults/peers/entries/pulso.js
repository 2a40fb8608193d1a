const LIMIT_MS = 10_000

export function start({ origin, taps, tools }) {
  const { createPulso, recommendSurvey } = tools
  const pulso = createPulso({
    key: 'key',
    endpoint: `${origin}/v1/records`,
    surveys: taps.map((id) => recommendSurvey(id)), // an answer is known by the survey it answers
  })
  const root = () => document.querySelector('pulso-survey')?.shadowRoot
  const radio = () => root()?.querySelector('input[type=radio]')
  return {
    /** The card is there before the tap, as a button is. */
    async prepare(name) {
      await until(() => pulso.show(name, { force: true }))
      await until(radio)
    },
    tap: () => radio().click(),
    /** Until the card says thanks; then the next one may come. */
    async after() {
      await until(() => root()?.querySelector('.thanks'))
      root().querySelector('.x').click()
      await until(() => !root())
    },
  }
}

async function until(look) {
  const end = performance.now() + LIMIT_MS
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`This never came: ${look}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
