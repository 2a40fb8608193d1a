import { definitionHash } from '../../engine/definitionHash.ts'
import type { Presented, PresentOptions, RunState, Strings, Theme } from '../../engine/ports.ts'
import { PulsoError } from '../../errors.ts'
import type { SurveyInput } from '../../schema/index.ts'
import { baseStrings } from '../../ui/baseStrings.en.ts'
import { css } from '../../ui/card.css.ts'
import { Nps } from '../../ui/Nps.tsx'
import { viewName } from '../../ui/view.ts'
import { randomId } from '../randomId.ts'
import type { Kit } from './kit.ts'
import { runCard } from './runCard.tsx'

const kit: Kit = { views: { nps: Nps }, css: [css], strings: baseStrings as unknown as Strings }

/** Marks of what the second chunk does: all but one plain NPS question in a popover in its usual place. */
const NEEDS_MORE = /"type":"(?!nps)|"(comment|hint|required|snooze|link|position)":|"mode":"[im]/
/** Marks of words in more than one language. A text that only looks like it costs a file too many, nothing else. */
const NEEDS_WORDS = /"(prompt|hint|title|message|label|labels|low|high)":\[?\{/

const needsMore = ({ questions, presentation, thanks }: SurveyInput, theme: Theme = {}): boolean =>
  questions.length > 1 ||
  NEEDS_MORE.test(JSON.stringify([questions, presentation, thanks])) ||
  Object.keys(theme).some((token) => token !== 'scheme')

/** Whether this version knows the type of every question, and an inline card has its place; ask after `prepare`. */
export const isDrawable = ({ questions, presentation }: SurveyInput, container?: Element): unknown =>
  questions.every((question) => kit.views[viewName(question)]) &&
  (presentation?.mode !== 'inline' || container || document.querySelector(presentation.target!))

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

/**
 * Draws a survey whose parts `prepare` has fetched; nothing is on the page yet. Never throws: what cannot be drawn or
 * shown is reported through `onError`, and closes without an end.
 *
 * @returns Shows it; undefined when it could not.
 */
export function present(options: PresentOptions): () => Presented | undefined {
  const attempt = <Result>(work: () => Result): Result | undefined => {
    try {
      return work()
    } catch (cause) {
      const message = `Survey "${options.survey?.id}" cannot be shown.`
      options.onError(new PulsoError('render_failed', message, { cause }))
      options.on({ type: 'closed' })
      return
    }
  }
  const show = attempt(() => {
    if (isDrawable(options.survey, options.container)) return runCard(options, kit, stateOf(options))
    throw new Error('No such target or question type.')
  })
  return () => show && attempt(show)
}

/**
 * Draws a survey for nobody, while the page is idle: when it is due, the browser has compiled and made all that it
 * takes. What may fail then is told then.
 */
export function rehearse(survey: SurveyInput, locale: string, strings: Strings): void {
  const options = { survey, locale, strings, placeholders: {}, theme: {}, on() {}, onError() {} }
  present(options as unknown as PresentOptions) // nothing else is asked of it before it is shown
}

/**
 * Fetches what these surveys need beyond the widget itself, and the card's own words in a language. A theme with
 * more than `scheme` needs it too. Never rejects; what could not be fetched is tried again the next time.
 */
export async function prepare(
  surveys: readonly SurveyInput[],
  locale: string,
  theme?: Theme,
): Promise<Strings> {
  const isEnglish = /^en\b/i.test(locale)
  const getWords = async () => {
    if (isEnglish && !NEEDS_WORDS.test(JSON.stringify(surveys))) return
    kit.words = await import('../locales/words.ts')
    return kit.words.loadStrings(locale)
  }
  const getMore = async () => {
    if (!surveys.some((survey) => needsMore(survey, theme))) return
    const more = await import('./more.ts')
    Object.assign(kit.views, more.views)
    kit.css = [css, more.css]
    kit.strings = { ...baseStrings, ...more.moreStrings }
    kit.more = more
  }
  const [words] = await Promise.all([getWords().catch(() => {}), getMore().catch(() => {})])
  return words || kit.strings
}
