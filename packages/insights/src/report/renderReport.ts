import type { JourneyReport } from './JourneyReport.ts'
import { type Context, contextOf } from './render/context.ts'
import { type Html, html } from './render/html.ts'
import { benchmarkSection } from './render/sections/benchmarkSection.ts'
import { boardPage } from './render/sections/boardPage.ts'
import { driverSection } from './render/sections/driverSection.ts'
import { emotionSection } from './render/sections/emotionSection.ts'
import { gapSection } from './render/sections/gapSection.ts'
import { journeyMap } from './render/sections/journeyMap.ts'
import { loopSection } from './render/sections/loopSection.ts'
import { notesSection } from './render/sections/notesSection.ts'
import { segmentSection } from './render/sections/segmentSection.ts'
import { touchpointCards } from './render/sections/touchpointCards.ts'
import { verbatimSection } from './render/sections/verbatimSection.ts'
import { viewsSection } from './render/sections/viewsSection.ts'
import { STYLE } from './render/style.ts'
import type { ReportLocale } from './render/words.ts'

/** How a report is written. */
export interface RenderOptions {
  /** @defaultValue `'en'` */
  locale?: ReportLocale
}

/**
 * Writes a report as one HTML file that opens from disk: no script, nothing to fetch, every chart with a table of the same
 * numbers, light and dark and on paper. The first printed page is for the person in charge.
 *
 * Whatever comes from the programme or the answers is escaped.
 */
export function renderReport(report: JourneyReport, { locale = 'en' }: RenderOptions = {}): string {
  const context = contextOf(report, locale)
  const { words } = context
  return `<!doctype html>\n${
    html`<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${words.title}: ${report.name}</title><style>${styleSheet}</style></head>
<body><a class="skip" href="#board">${words.skip}</a><main>${bodyOf(context)}</main></body></html>`.text
  }\n`
}

/** The same without the file around it, for a page that has a frame of its own: it goes into `<main>`, under {@link REPORT_STYLE}. */
export const renderReportBody = (report: JourneyReport, { locale = 'en' }: RenderOptions = {}): string =>
  bodyOf(contextOf(report, locale)).text

/** The style sheet of a report. */
export const REPORT_STYLE: string = STYLE

const bodyOf = (context: Context): Html => html`
${head(context)}
${boardPage(context)}
${journeyMap(context)}
${emotionSection(context)}
${gapSection(context)}
${driverSection(context)}
${segmentSection(context)}
${benchmarkSection(context)}
${viewsSection(context)}
${touchpointCards(context)}
${verbatimSection(context)}
${loopSection(context)}
${notesSection(context)}
`

/** A constant of ours, and the one place where text goes into the file as it is. */
const styleSheet: Html = html([STYLE] as unknown as TemplateStringsArray)

function head({ report, words, day, count }: Context): Html {
  const contents: [string, string][] = [
    ['map', words.map],
    ['emotion', words.emotion],
    ['gaps', words.gaps],
    ['drivers', words.drivers],
    ['segments', words.segments],
    ['benchmarks', words.benchmarks],
    ['views', words.views],
    ['cards', words.cards],
    ['verbatims', words.verbatims],
    ['loops', words.loops],
    ['notes', words.notes],
  ]
  return html`<header class="top"><p class="kicker">${words.title} · ${day(report.day)}</p><h1>${report.name}</h1>
<p class="soft">${report.span && html`${words.period} ${day(report.span.from)} ${words.through} ${day(report.span.to)} · `}${count(report.records)} ${words.records}</p>
${report.objectives.length > 0 && html`<p class="soft">${words.objectives}: ${report.objectives.map(({ objective, owner }) => `${objective} (${owner})`).join('; ')}</p>`}
<nav aria-label="${words.contents}"><ul>${contents.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav></header>`
}
