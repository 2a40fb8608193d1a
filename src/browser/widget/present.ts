import type { Presented, PresentOptions, RunState, Strings } from '../../engine/ports.ts'
import { makeRecord } from '../../engine/record.ts'
import { PulsoError } from '../../errors.ts'
import type { SurveyInput } from '../../schema/index.ts'
import { core } from '../../ui/core.ts'
import { strings } from '../../ui/strings.en.ts'
import { viewName } from '../../ui/view.ts'
import { randomId } from '../randomId.ts'
import { type Kit, runCard } from './runCard.tsx'

let kit: Kit = { views: core, css: [] }
let more: Promise<void> | undefined

const isDrawable = ({ questions }: SurveyInput) =>
  questions.every((question) => kit.views[viewName(question)])

/** Question types beyond the scales come in a chunk of their own, for the surveys that have them. */
const loadMore = () =>
  (more ??= import('../../ui/more.ts').then(
    (chunk) => {
      kit = { views: { ...core, ...chunk.views }, css: [chunk.css], check: chunk.check }
    },
    () => {
      more = undefined // tried again the next time
    },
  ))

/** Shows a survey. Never throws: what cannot be drawn is reported through `onError`, and closes without an end. */
export function present(options: PresentOptions): Presented {
  const run = randomId()
  let card: Presented | undefined
  let cancelled = false
  const open = () => {
    if (cancelled) return
    try {
      card = runCard(options, kit, run)
    } catch (cause) {
      options.onError(
        new PulsoError('render_failed', `Survey "${options.survey.id}" cannot be drawn; it is not shown.`, {
          cause,
        }),
      )
      options.on({ type: 'closed' })
    }
  }
  let ready = false
  try {
    ready = isDrawable(options.survey)
  } catch {}
  if (ready) open()
  else loadMore().then(open)
  return {
    survey: options.survey.id,
    get run() {
      return card?.run ?? run
    },
    close(reason) {
      if (card) card.close(reason)
      else {
        cancelled = true
        options.on({ type: 'closed' })
      }
    },
    relocale: (locale, words) => {
      if (card) card.relocale(locale, words)
      else Object.assign(options, { locale, strings: words })
    },
  }
}

/** Fetches what these surveys need beyond the widget itself, and the card's own words. Never rejects. */
export async function prepare(surveys: readonly SurveyInput[], locale: string): Promise<Strings> {
  const words = /^en\b/i.test(locale)
    ? strings
    : import('../locales/loadStrings.ts').then(
        ({ loadStrings }) => loadStrings(locale),
        () => strings,
      )
  if (!surveys.every(isDrawable)) await loadMore()
  return words
}

/** Writes the `dismissed` record of a run that was left and cannot be resumed. */
export function abandon(options: PresentOptions & { resume: RunState }): void {
  const { resume, survey } = options
  const record = makeRecord(
    { ...options, run: resume.run, hash: resume.hash },
    {
      type: 'dismissed',
      reason: 'abandoned',
      step: Object.keys(resume.answers).length,
      question: resume.path.at(-1) ?? survey.questions[0]!.id,
      tookMs: Math.max(0, Date.now() - resume.startedAt),
    },
    { id: randomId(), seq: resume.seq, at: Date.now() },
  )
  options.keep([record])
}
