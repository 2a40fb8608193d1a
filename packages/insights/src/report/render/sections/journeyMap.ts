import type { TouchpointCard } from '../../cardOf.ts'
import { strip } from '../charts/strip.ts'
import { type Context, evidence, section, unbroken } from '../context.ts'
import { dataTable } from '../dataTable.ts'
import { type Html, html } from '../html.ts'
import { icon } from '../icon.ts'
import { sameMetric } from '../sameMetric.ts'

/** Where the last period lies against the one before the limits: a word, and a sign that is read with it. */
const trendOf = ({ customers }: TouchpointCard): 'up' | 'down' | null => {
  const last = customers[0]?.trend.points.filter(({ metric }) => metric.value !== null).at(-1)
  return last?.out ?? null
}

/** The line of the journey with a station for each touchpoint: across on a desk, downwards on a phone and on paper. */
export function journeyMap(context: Context): Html {
  const { report, words, count } = context
  return section(
    'map',
    words.map,
    words.mapLead,
    report.journeys.map(({ name, ...bands }) => {
      const phases = (['before', 'during', 'after'] as const).filter((phase) => bands[phase].length > 0)
      return html`<div class="card"><h3>${name}</h3>
<div class="scroll" tabindex="0" role="region" aria-label="${words.map}: ${name}"><div class="metro">${phases.map(
        (phase) =>
          html`<div class="phase ${phase}"><h4>${words[phase]}</h4><ol>${bands[phase].map((card) =>
            stationOf(card, context),
          )}</ol></div>`,
      )}</div></div>
${dataTable(
  words,
  name,
  [
    ...[words.touchpoint, words.phase, words.owners, words.question],
    ...[
      { number: words.value },
      words.interval,
      { number: 'n' },
      words.trend,
      words.advice.keep.length > 0 ? words.reading : '',
    ],
  ],
  phases.flatMap((phase) =>
    bands[phase].map((card) => {
      const first = card.customers[0]?.metrics[0]
      const out = trendOf(card)
      return [
        ...[card.name, words[phase], card.owners.join(', ') || words.noOwner],
        first ? context.metricName(first.id) : '–',
        { number: first ? context.value(first.metric, first) : '–' },
        first ? context.interval(first.metric, first) : '–',
        { number: count(first?.metric.n ?? 0) },
        out ? words.out[out] : '–',
        card.targets.map(({ advice }) => words.advice[advice]).join(', ') || '–',
      ]
    }),
  ),
)}</div>`
    }),
  )
}

function stationOf(card: TouchpointCard, context: Context): Html {
  const { words } = context
  const first = card.customers[0]?.metrics[0]
  const [target] = card.targets
  const out = trendOf(card)
  return html`<li class="station ${card.stage}">${icon(target?.advice ?? 'none')}
<p class="name"><a href="#at-${card.id}">${card.name}</a></p>
<p class="soft">${card.owners.join(', ') || words.noOwner}</p>
${
  first
    ? html`<p class="metric">${unbroken(context.metricName(first.id))}</p><p class="big">${context.value(first.metric, first)}</p>${
        first.metric.value !== null &&
        strip(first, target && sameMetric(target.metric, first.metric) ? target.target.value : undefined, 130)
      }<p class="soft">${
        first.metric.value === null
          ? evidence(first.metric, first, context)
          : html`${context.interval(first.metric, first)}<br>n = ${context.count(first.metric.n)}`
      }</p>`
    : html`<p class="metric">n = 0</p><p class="soft nobody">${words.nobody}</p>`
}
${out && html`<p class="tagline ${out === 'down' ? 'bad' : 'good'}">${out === 'down' ? '▼' : '▲'} ${words.out[out]}</p>`}
${target && html`<p class="tagline">${words.advice[target.advice]}</p>`}</li>`
}
