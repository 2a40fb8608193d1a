import { benchmarkChart } from '../charts/benchmarkChart.ts'
import { bothShapes, type Context, evidence, section } from '../context.ts'
import { dataTable } from '../dataTable.ts'
import { formatValue, POINTS, SHARE } from '../format.ts'
import { type Html, html } from '../html.ts'

/** Beside others: two frames that are never pooled, and published numbers with their source. */
export function benchmarkSection(context: Context): Html {
  const { report, words, locale, nameOf, count } = context
  const { asked, imported } = report.benchmarks
  const shown = asked.filter(({ net }) => net.value !== null)
  const names = shown.map(({ frame }) => words.frames[frame])
  const notes = shown.map(
    ({ net }) =>
      `${words.net} ${context.value(net, POINTS)} (${context.interval(net, POINTS)}), n = ${count(net.n)}`,
  )
  return section('benchmarks', words.benchmarks, words.benchmarksLead, [
    asked.length + imported.length === 0 ? html`<p class="card">${words.nothing}</p>` : html``,
    asked.length > 0
      ? html`<figure class="card">${
          shown.length > 0 &&
          html`<p class="key">${(['worse', 'same', 'better'] as const).map((side) => html`<span class="box ${side}"></span>${words[side]} `)}</p>${bothShapes(
            (shape) =>
              benchmarkChart(
                shown,
                { worse: words.worse, same: words.same, better: words.better, names, notes },
                (value) => formatValue(value, SHARE, locale),
                shape,
                `${words.benchmarks}. ${names.map((name, i) => `${name}: ${notes[i]}`).join('. ')}`,
              ),
          )}`
        }
${dataTable(
  words,
  words.benchmarks,
  [
    ...[
      words.others,
      words.touchpoint,
      { number: words.worse },
      words.interval,
      { number: words.same },
      words.interval,
    ],
    ...[{ number: words.better }, words.interval, { number: words.net }, words.interval, { number: 'n' }],
  ],
  asked.map(({ frame, touchpoint, worse, same, better, net }) => [
    ...[words.frames[frame], nameOf(touchpoint)],
    ...[worse, same, better].flatMap((metric) => [
      { number: context.value(metric, SHARE) },
      context.interval(metric, SHARE),
    ]),
    ...[{ number: context.value(net, POINTS) }, context.interval(net, POINTS), { number: count(net.n) }],
  ]),
)}</figure>`
      : html``,
    imported.length > 0
      ? html`<div class="card"><div class="scroll" tabindex="0" role="region" aria-label="${words.numbers}: ${words.source}"><table><thead><tr><th scope="col">${words.touchpoint}</th><th scope="col" class="n">${words.own}</th><th scope="col">${words.interval}</th><th scope="col" class="n">${words.theirs}</th><th scope="col">${words.source}</th><th scope="col">${words.reading}</th></tr></thead><tbody>${imported.map(
          ({ imported: theirs, own, status }) =>
            html`<tr><th scope="row">${own ? `${nameOf(own.touchpoint)} · ${context.metricName(own.named.id)}` : theirs.metric}</th><td class="n">${own ? context.value(own.named.metric, own.named) : '–'}</td><td>${own ? evidence(own.named.metric, own.named, context) : '–'}</td><td class="n">${own ? formatValue(theirs.value, own.named, locale) : count(theirs.value)}</td><td>${theirs.source}, ${context.day(theirs.date)}, n = ${count(theirs.sample)}, ${theirs.scale}, ${theirs.mode}</td><td>${words.status[status]}</td></tr>`,
        )}</tbody></table></div></div>`
      : html``,
  ])
}
