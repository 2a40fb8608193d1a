import type { JourneyReport, ReportSeries, TouchpointCard } from './buildReport.ts'
import type { NamedMetric } from './headlineOf.ts'
import { strip, trendChart } from './render/charts.ts'
import { formatInterval, formatValue } from './render/format.ts'
import { type Html, html } from './render/html.ts'
import { STYLE } from './render/style.ts'
import { type ReportLocale, WORDS, type Words } from './render/words.ts'

/** How a report is written. */
export interface RenderOptions {
  /** @defaultValue `'en'` */
  locale?: ReportLocale
}

interface Context {
  locale: ReportLocale
  words: Words
}

/**
 * Writes a report as one HTML file that opens from disk: no script, nothing to fetch, every chart with a table of the same
 * numbers, light and dark and on paper.
 *
 * Whatever comes from the programme or the answers is escaped.
 */
export function renderReport(report: JourneyReport, { locale = 'en' }: RenderOptions = {}): string {
  const words = WORDS[locale]
  const context = { locale, words }
  const cards = report.journeys.flatMap(({ before, during, after }) => [...before, ...during, ...after])
  const open = cards.flatMap(({ loops }) => loops).filter(({ stage }) => stage !== 'closed')
  const left = Object.entries(report.excluded)
  return `<!doctype html>\n${
    html`<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${words.title}: ${report.name}</title><style>${styleSheet}</style></head>
<body><main>
<h1>${report.name}</h1>
<p class="soft">${words.title} · ${report.day} · ${number(report.records, locale)} ${words.records}${
      left.length > 0 &&
      html` · ${words.leftOut}: ${left.map(([reason, n]) => `${reason} ${number(n, locale)}`).join(', ')}`
    }</p>
<ul class="facts">
${headlines(cards, context)}
<li><span class="soft">${words.loops}</span><strong>${open.length}</strong>${words.openActions}</li>
<li><span class="soft">${words.maturity}</span><strong>${words.level[report.maturity.level]}</strong></li>
</ul>
${report.journeys.map(
  ({ name, ...bands }) => html`<section><h2>${name}</h2><div class="map">
${(['before', 'during', 'after'] as const).map(
  (phase) =>
    html`<div class="band"><h3>${words[phase]}</h3>${bands[phase].map((card) => cardHtml(card, context))}</div>`,
)}</div></section>`,
)}
<section><h2>${words.findings}</h2>${
      report.findings.length === 0
        ? html`<p>${words.noFindings}</p>`
        : html`<ul class="list">${report.findings.map(
            ({ code, message, evidence }) =>
              html`<li>${words.codes[code] ?? message}${evidence.touchpoint !== undefined && html` <b>${evidence.touchpoint}</b>`}</li>`,
          )}</ul>`
    }</section>
${
  report.outcomes.length > 0 &&
  html`<section><h2>${words.outcomes}</h2><table><tbody>${report.outcomes.map(
    ({ kind, currency, n, sum }) =>
      html`<tr><th scope="row">${kind}</th><td class="n">n = ${number(n, locale)}</td><td class="n">${
        currency !== '' && `${number(sum, locale)} ${currency}`
      }</td></tr>`,
  )}</tbody></table></section>`
}
<p class="soft">${words.association}</p>
</main></body></html>`.text
  }\n`
}

/** A constant of ours, and the one place where text goes into the file as it is. */
const styleSheet: Html = html([STYLE] as unknown as TemplateStringsArray)

const number = (value: number, locale: ReportLocale) => new Intl.NumberFormat(locale).format(value)

/** The first number of the first three touchpoints that have one: what a reader in a hurry sees. */
function headlines(cards: readonly TouchpointCard[], { locale, words }: Context): Html[] {
  return cards
    .flatMap(({ name, customers }) => {
      const first = customers[0]?.metrics[0]
      return first && first.metric.value !== null ? [{ name, first }] : []
    })
    .slice(0, 3)
    .map(
      ({ name, first }) => html`<li><span class="soft">${name} · ${words.metrics[first.id] ?? first.id}</span>
<strong>${formatValue(first.metric.value, first.unit, locale)}</strong>${formatInterval(first.metric, first.unit, locale)} · n = ${number(first.metric.n, locale)}</li>`,
    )
}

function cardHtml(card: TouchpointCard, context: Context): Html {
  const { locale, words } = context
  return html`<article class="card"><header><h3>${card.name}</h3>${card.targets.map(
    ({ advice }) => html`<span class="tag ${advice}">${words.advice[advice]}</span>`,
  )}</header>
<p class="soft">${words.owners}: ${card.owners.join(', ') || words.noOwner}${
    card.responseRate.value !== null &&
    html` · ${words.response} ${formatValue(card.responseRate.value, 'share', locale)} (${formatInterval(card.responseRate, 'share', locale)}, n = ${number(card.responseRate.n, locale)})`
  }</p>
${card.customers.length + card.employees.length === 0 && html`<p class="block soft">n = 0. ${words.nobody}</p>`}
${card.customers.map((series) => seriesHtml(series, card, words.customers, context))}
${card.employees.map((series) => seriesHtml(series, card, words.employees, context))}
${
  card.loops.length > 0 &&
  html`<div class="block"><p class="soft">${words.loops}</p><ul class="list">${card.loops.map(
    ({ action, stage }) => html`<li>${action}: ${words.stage[stage]}</li>`,
  )}</ul></div>`
}</article>`
}

function seriesHtml(series: ReportSeries, card: TouchpointCard, who: string, context: Context): Html {
  const { locale, words } = context
  const [first] = series.metrics
  if (!first) return html``
  const target = card.targets.find(({ metric }) => metric === first.metric)?.target
  const notes = first.metric.flags.flatMap((flag) => words.flags[flag] ?? [])
  const about = [who, series.role && words.roles[series.role], series.dimension, series.channels.join(', ')]
  return html`<div class="block"><p class="soft">${about.filter(Boolean).join(' · ')}</p>
${series.metrics.map((named, i) => figure(named, i === 0, target?.value, context))}
${target && html`<p class="soft">${words.target}: ${formatValue(target.value, first.unit, locale)} ${words.by} ${target.by}</p>`}
${notes.length > 0 && html`<p class="soft">${notes.join(' · ')}</p>`}
${series.trend.points.filter(({ metric }) => metric.value !== null).length > 1 && trendChart(series.trend, first)}
${numbers(series, context)}</div>`
}

function figure(
  named: NamedMetric,
  isFirst: boolean,
  target: number | undefined,
  { locale, words }: Context,
): Html {
  const { metric, unit, id } = named
  return html`<div class="figure"><span>${words.metrics[id] ?? id}${unit === 'mean' && ` (${named.range[0]} … ${named.range[1]})`}</span><b>${formatValue(metric.value, unit, locale)}</b></div>
${isFirst && metric.value !== null && strip(named, target)}
<p class="soft">${
    metric.value === null
      ? `n = ${metric.n}: ${words.tooFew}`
      : `${words.interval} ${formatInterval(metric, unit, locale)} · n = ${number(metric.n, locale)}`
  }</p>`
}

/** The same numbers as the charts, for who reads with ears, and for who copies them. */
function numbers({ metrics, trend, question }: ReportSeries, { locale, words }: Context): Html {
  const [first] = metrics
  return html`<details><summary>${words.numbers}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="${words.numbers}: ${question}"><table>
<thead><tr><th scope="col">${words.period}</th><th scope="col" class="n">n</th><th scope="col" class="n">${words.value}</th><th scope="col">${words.interval}</th><th scope="col">${words.limits}</th></tr></thead>
<tbody>${trend.points.map(
    ({ period, metric, lower, upper, charted, out }) =>
      html`<tr><th scope="row">${period}</th><td class="n">${metric.n}</td><td class="n">${formatValue(metric.value, first!.unit, locale)}</td><td>${formatInterval(metric, first!.unit, locale)}</td><td>${first!.unit === 'points' && charted !== null && `${words.smoothed} ${formatValue(charted, 'points', locale)}: `}${lower !== null && upper !== null && `${formatValue(lower, first!.unit, locale)} … ${formatValue(upper, first!.unit, locale)}`}${out && ` (${words.out[out]})`}</td></tr>`,
  )}</tbody></table></div>
<p class="soft">${words.method}: ${first!.metric.method}${trend.method && `; ${trend.method}`}</p></details>`
}
