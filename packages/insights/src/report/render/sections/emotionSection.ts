import { emotionChart } from '../charts/emotionChart.ts'
import { bothShapes, type Context, evidence, evidenceOfDifference, section } from '../context.ts'
import { dataTable } from '../dataTable.ts'
import { FEELING } from '../format.ts'
import { type Html, html } from '../html.ts'

/** The emotion curve with peak and end, and what is remembered of it. */
export function emotionSection(context: Context): Html {
  const { report, words, count } = context
  return section('emotion', words.emotion, words.emotionLead, [
    report.emotions.length === 0 ? html`<p class="card">${words.nothing}</p>` : html``,
    ...report.emotions.map((curve) => {
      const { memory, points, journey, isPeakClear } = curve
      const said = points
        .map(
          ({ name, metric }) =>
            `${name} ${context.value(metric, FEELING)} (${evidence(metric, FEELING, context)})`,
        )
        .join('. ')
      const moments = memory
        ? [
            ...(['momentary', 'end', 'peakEnd', 'remembered'] as const).map((of) => {
              const metric = memory[of]
              const [value, interval] = [context.value(metric, FEELING), context.interval(metric, FEELING)]
              return { of, metric, value, interval, evidence: evidence(metric, FEELING, context) }
            }),
            ...(['bias', 'peakEndCloser'] as const).map((of) => {
              const metric = memory[of]
              const [value, interval] = [context.difference(metric, FEELING), context.range(metric, FEELING)]
              return { of, metric, value, interval, evidence: evidenceOfDifference(metric, FEELING, context) }
            }),
          ]
        : []
      return html`<figure class="card"><figcaption><h3>${journey}</h3></figcaption>
${bothShapes((shape) =>
  emotionChart(
    curve,
    memory?.remembered ?? null,
    {
      ...{ peak: words.peak, peakUnclear: words.peakUnclear, remembered: words.memory.remembered },
      phases: { before: words.before, during: words.during, after: words.after },
    },
    context.tick(FEELING),
    shape,
    `${words.emotion}: ${said}`,
  ),
)}
${
  moments.length > 0 &&
  html`<ul class="facts">${moments
    .filter(({ metric }) => metric.value !== null)
    .map(
      ({ of, value, evidence: facts }) =>
        html`<li><span class="soft">${words.memory[of]}</span><strong>${value}</strong><span class="soft">${facts}</span></li>`,
    )}</ul>`
}
${dataTable(
  words,
  `${words.emotion}, ${journey}`,
  [words.touchpoint, { number: words.value }, words.interval, { number: 'n' }, words.reading],
  [
    ...points.map(({ name, metric, isPeak }) => [
      name,
      { number: context.value(metric, FEELING) },
      context.interval(metric, FEELING),
      { number: count(metric.n) },
      isPeak ? (isPeakClear ? words.peak : words.peakUnclear) : '–',
    ]),
    ...moments.map(({ of, metric, value, interval }) => [
      words.memory[of],
      { number: value },
      interval,
      { number: count(metric.n) },
      metric.value === null ? words.tooFew : '–',
    ]),
  ],
)}</figure>`
    }),
  ])
}
