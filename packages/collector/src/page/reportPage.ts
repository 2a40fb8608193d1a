import { html, raw } from 'hono/html'
import type { Progress } from '../live/createLive.ts'
import { type FilterOptions, filterForm } from './filterForm.ts'
import { percentOf } from './format.ts'
import { notice, signedIn } from './layout.ts'
import type { View } from './View.ts'

export interface ReportPageOptions extends FilterOptions {
  progress: Progress
  hasProgramme: boolean
  /** Markup of the report, in which everything was escaped; `null` while there is no record at all. */
  report: string | null
}

/** The journey report, live. */
export function reportPage(view: View, { progress, hasProgramme, report, ...filter }: ReportPageOptions) {
  const { words, locale } = view
  return signedIn(
    view,
    words.report,
    html`${filterForm(view, filter)}
${progress.isDone ? '' : notice(progress.isAgain ? words.countingAgain : words.counting(percentOf(progress.share, locale)))}
${progress.isCut ? notice(words.cut) : ''}
${hasProgramme || report === null ? '' : notice(words.noProgramme)}
${report === null ? html`<div class="card empty"><h1>${words.nothing}</h1><p>${words.nothingHelp}</p></div>` : raw(report)}`,
  )
}
