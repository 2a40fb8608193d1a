import { definitionHash } from '../../engine/definitionHash.ts'
import type { Presented, PresentOptions, RunState, Strings, Theme } from '../../engine/ports.ts'
import { PulsoError } from '../../errors.ts'
import type { SurveyInput } from '../../schema/index.ts'
import { css } from '../../ui/card.css.ts'
import { Scale } from '../../ui/Scale.tsx'
import { strings } from '../../ui/strings.en.ts'
import { viewName } from '../../ui/view.ts'
import { randomId } from '../randomId.ts'
import type { Kit } from './kit.ts'
import { runCard } from './runCard.tsx'

let kit: Kit = {
  views: { nps: Scale },
  css: [css],
}
let loading: Promise<void> | undefined

/** One NPS question without a comment, in a popover of the standard look, is all that the widget's own chunk can do. */
const isSimple = ({ questions, presentation }: SurveyInput, theme: Theme = {}): boolean =>
  !!kit.more ||
  (questions.length === 1 &&
    !!kit.views[viewName(questions[0]!)] &&
    !('comment' in questions[0]!) &&
    (presentation?.mode ?? 'popover') === 'popover' &&
    Object.keys(theme).every((token) => token === 'scheme'))

const loadMore = (): Promise<void> =>
  (loading ??= import('./more.ts').then(
    (more) => {
      kit = { views: { ...kit.views, ...more.views }, css: [...kit.css, more.css], more }
    },
    () => {
      loading = undefined // tried again the next time
    },
  ))

/** Whether every question is of a type that this version knows; ask after `prepare`. */
export const isDrawable = ({ questions }: SurveyInput): boolean =>
  questions.every((question) => kit.views[viewName(question)])

/** The run to go on with, if the survey is still the one it began with; else a fresh one. */
function stateOf({ survey, resume }: PresentOptions): RunState {
  const { id, questions } = survey
  const hash = definitionHash(questions)
  const known = (path: readonly string[]) =>
    path.length && path.every((id) => questions.some((one) => one.id === id))
  if (resume?.hash === hash && known(resume.path)) return resume
  const first = kit.more?.nextQuestion(questions, [], {}) ?? questions[0]!.id
  return { run: randomId(), survey: id, hash, seq: 0, startedAt: Date.now(), path: [first], answers: {} }
}

/** Shows a survey. Never throws: what cannot be drawn is reported through `onError`, and closes without an end. */
export function present(options: PresentOptions): Presented {
  const { survey, on, onError } = options
  let card: Presented | undefined
  let cancelled = false
  const fail = (cause: unknown) => {
    onError(
      new PulsoError('render_failed', `Survey "${survey?.id}" cannot be drawn; it is not shown.`, { cause }),
    )
    on({ type: 'closed' })
  }
  const open = () => {
    if (!cancelled) card = runCard(options, kit, state)
  }
  let state = {} as RunState
  try {
    state = stateOf(options)
    if (isSimple(survey, options.theme)) open()
    else loadMore().then(open).catch(fail)
  } catch (cause) {
    fail(cause)
  }
  return {
    survey: survey?.id,
    run: state.run,
    close(reason) {
      card?.close(reason)
      if (!card && !cancelled) on({ type: 'closed' })
      cancelled = true
    },
    relocale(locale, words) {
      card?.relocale(locale, words)
      Object.assign(options, { locale, strings: words })
    },
  }
}

/**
 * Fetches what these surveys need beyond the widget itself, and the card's own words in a language. A theme with
 * more than `scheme` needs it too. Never rejects.
 */
export async function prepare(
  surveys: readonly SurveyInput[],
  locale: string,
  theme?: Theme,
): Promise<Strings> {
  const words = /^en\b/i.test(locale)
    ? strings
    : import('../locales/loadStrings.ts').then(
        ({ loadStrings }) => loadStrings(locale),
        () => strings,
      )
  if (!surveys.every((survey) => isSimple(survey, theme))) await loadMore()
  return words
}
