import { html, raw } from 'hono/html'
import type { Progress } from '../live/createLive.ts'
import type { Shown } from './createReports.ts'
import { type FilterOptions, filterForm } from './filterForm.ts'
import { isoOf, percentOf, timeOf } from './format.ts'
import { type Markup, notice, signedIn } from './layout.ts'
import type { View } from './View.ts'

export interface ReportPageOptions extends FilterOptions {
  /** `null` while a report is drawn: nobody was there to tell. */
  progress: Progress | null
  hasProgramme: boolean
  /** `null` while there is no record at all. */
  shown: Shown | null
}

/** The journey report, live. */
export function reportPage(view: View, { progress, hasProgramme, shown, ...filter }: ReportPageOptions) {
  const { words, locale } = view
  return signedIn(
    view,
    words.report,
    html`${filterForm(view, filter)}
${progress && !progress.isDone ? notice(progress.isAgain ? words.countingAgain : words.counting(percentOf(progress.share, locale))) : ''}
${progress?.isCut ? notice(words.cut) : ''}
${hasProgramme || shown === null ? '' : notice(words.noProgramme)}
${shown === null ? html`<div class="card empty"><h1>${words.nothing}</h1><p>${words.nothingHelp}</p></div>` : report(shown)}`,
  )

  /** In its markup everything was escaped when it was drawn. */
  function report({ drawing, isDrawing }: Shown): Markup {
    if (drawing === null)
      return html`<div class="card empty" role="status"><h1>${words.drawing}</h1><p>${words.drawingHelp}</p></div>`
    const time = html`<time datetime="${isoOf(drawing.at)}">${timeOf(drawing.at, locale)}</time>`
    const asOf = html`${words.asOf} ${time}.`
    return html`${isDrawing ? html`<p class="notice" role="status">${asOf} ${words.drawingNewer}</p>` : html`<p class="as-of soft">${asOf}</p>`}
${raw(drawing.markup)}`
  }
}
