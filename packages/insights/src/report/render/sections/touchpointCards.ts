import type { TouchpointCard } from '../../cardOf.ts'
import type { NamedMetric } from '../../headlineOf.ts'
import type { IndicatorSeries } from '../../Indicator.ts'
import type { ReportSeries } from '../../reportSeriesOf.ts'
import { indicatorChart } from '../charts/indicatorChart.ts'
import { strip } from '../charts/strip.ts'
import { trendChart } from '../charts/trendChart.ts'
import { type Context, evidence, section, unbroken } from '../context.ts'
import { dataTable } from '../dataTable.ts'
import { formatInterval, formatValue, SHARE } from '../format.ts'
import { type Html, html } from '../html.ts'
import { icon } from '../icon.ts'
import { sameMetric } from '../sameMetric.ts'

/** A card for each touchpoint: asked, heard, done; also where nobody has answered. */
export function touchpointCards(context: Context): Html {
  const { report, words } = context
  return section(
    'cards',
    words.cards,
    words.cardsLead,
    report.journeys.map(
      ({ name, ...bands }) =>
        html`<h3 class="journey">${name}</h3>${(['before', 'during', 'after'] as const).map(
          (phase) =>
            bands[phase].length > 0 &&
            html`<div class="band ${phase}"><h3>${words[phase]}</h3>${bands[phase].map((card) => cardOf(card, context))}</div>`,
        )}`,
    ),
  )
}

function cardOf(card: TouchpointCard, context: Context): Html {
  const { words } = context
  const loops = context.report.loops.filter(({ action }) => action.touchpoint === card.id)
  return html`<article class="card" id="at-${card.id}"><header><h3>${card.name}</h3>${card.targets.map(
    ({ advice }) =>
      html`<span class="tag ${advice}">${icon(advice)}<span>${words.advice[advice]}</span></span>`,
  )}</header>
<p class="soft">${words.owners}: ${card.owners.join(', ') || words.noOwner}${
    card.responseRate.value !== null &&
    html` · ${words.response} ${context.value(card.responseRate, SHARE)} (${evidence(card.responseRate, SHARE, context)})`
  }</p>
${card.customers.length + card.employees.length === 0 && html`<p class="block soft">n = 0. ${words.nobody}</p>`}
<div class="blocks">${card.customers.map((series) => seriesOf(series, card, words.customers, context))}
${card.indicators.map((series) => indicatorOf(series, context))}
${card.employees.map((series) => seriesOf(series, card, words.employees, context))}
${
  loops.length > 0 &&
  html`<div class="block"><p class="soft">${words.loops}</p><ul class="list">${loops.map(
    ({ action, loop }) => html`<li>${action.what}: <b>${words.stage[loop.stage]}</b></li>`,
  )}</ul></div>`
}</div></article>`
}

function seriesOf(series: ReportSeries, card: TouchpointCard, who: string, context: Context): Html {
  const { locale, words } = context
  const [first] = series.metrics
  if (!first) return html``
  const target = card.targets.find(({ metric }) => sameMetric(metric, first.metric))?.target
  const notes = first.metric.flags.flatMap((flag) => words.flags[flag] ?? [])
  const about = [
    who,
    series.role && words.roles[series.role],
    series.dimension && (words.dimensions[series.dimension] ?? series.dimension),
    series.channels.join(', '),
  ]
  const isCharted = series.trend.points.filter(({ metric }) => metric.value !== null).length > 1
  return html`<div class="block"><p class="soft">${about.filter(Boolean).join(' · ')}</p>
${series.metrics.map((named, i) => figure(named, i === 0, target?.value, context))}
${target && html`<p class="soft aim">${words.target}: ${formatValue(target.value, first, locale)} ${words.by} ${context.day(target.by)}</p>`}
${notes.length > 0 && html`<p class="soft">${notes.join(' · ')}</p>`}
${isCharted && trendChart(series.trend, first, context.tick(first), context.day)}
${numbers(series, context)}</div>`
}

/** A number that is counted stands beside what is said, with no interval. */
function indicatorOf(series: IndicatorSeries, { words, locale, day }: Context): Html {
  const { name, unit, points } = series
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)
  const last = points.at(-1)
  return html`<div class="block"><p class="soft">${words.indicator}</p>
<div class="figure"><span>${name}</span><b>${last && number(last.value)} ${unit}</b></div><p class="soft">${last && day(last.day)}</p>
${points.length > 1 && indicatorChart(series, number, day)}
${dataTable(
  words,
  name,
  [words.period, { number: words.value }, { number: 'n' }],
  points.map(({ day: own, value, n }) => [day(own), { number: number(value) }, { number: String(n) }]),
)}</div>`
}

function figure(named: NamedMetric, isFirst: boolean, target: number | undefined, context: Context): Html {
  const { metric, unit, id, range } = named
  return html`<div class="figure"><span>${unbroken(context.metricName(id) + (unit === 'mean' ? ` (${range.map((end) => context.tick(named)(end)).join(' … ')})` : ''))}</span><b>${context.value(metric, named)}</b></div>
${isFirst && metric.value !== null && strip(named, target)}
<p class="soft">${metric.value === null ? '' : `${context.words.interval} `}${evidence(metric, named, context)}</p>`
}

function numbers({ metrics, trend, question }: ReportSeries, context: Context): Html {
  const { words, locale, count } = context
  const named = metrics[0]!
  const alarms =
    trend.expectedFalseAlarms === null
      ? ''
      : `; ${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(trend.expectedFalseAlarms)} ${words.alarms}`
  const frozen = trend.frozen
    ? `; ${words.frozen} ${context.day(trend.frozen.day)} (${count(trend.frozen.periods)} ${words.periods})`
    : ''
  return dataTable(
    words,
    question,
    [words.period, { number: 'n' }, { number: words.value }, words.interval, words.limits],
    trend.points.map(({ period, metric: own, lower, upper, charted, out }) => [
      context.day(period),
      { number: count(own.n) },
      { number: context.value(own, named) },
      context.interval(own, named),
      (named.unit !== 'share' && charted !== null
        ? `${words.smoothed} ${formatValue(charted, named, locale, own)}: `
        : '') +
        formatInterval({ lower, upper }, named, locale, own) +
        (out ? ` (${words.out[out]})` : ''),
    ]),
    `${words.method}: ${context.translate(named.metric.method)}${trend.method ? `; ${context.translate(trend.method)}` : ''}${frozen}${alarms}`,
  )
}
