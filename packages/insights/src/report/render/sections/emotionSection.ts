import { emotionChart } from '../charts/emotionChart.ts'
import { bothShapes, type Context, evidence, evidenceOfDifference, section } from '../context.ts'
import { dataTable } from '../dataTable.ts'
import { formatDifference, formatInterval, formatRange, formatValue } from '../format.ts'
import { type Html, html } from '../html.ts'

/** The emotion curve with peak and end, and what is remembered of it. */
export function emotionSection(context: Context): Html {
  const { report, words, locale, count } = context
  return section('emotion', words.emotion, words.emotionLead, [
    report.emotions.length === 0 ? html`<p class="card">${words.nothing}</p>` : html``,
    ...report.emotions.map((curve) => {
      const { memory, points, journey, isPeakClear } = curve
      const said = points
        .map(
          ({ name, metric }) =>
            `${name} ${formatValue(metric.value, 'mean', locale)} (${evidence(metric, 'mean', context)})`,
        )
        .join('. ')
      const moments = memory
        ? (['momentary', 'end', 'peakEnd', 'remembered', 'bias', 'peakEndCloser'] as const).map(
            (of) => [of, memory[of]] as const,
          )
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
    context.tick('mean'),
    shape,
    `${words.emotion}: ${said}`,
  ),
)}
${
  moments.length > 0 &&
  html`<ul class="facts">${moments
    .filter(([, metric]) => metric.value !== null)
    .map(
      ([of, metric]) =>
        html`<li><span class="soft">${words.memory[of]}</span><strong>${formatDifference(metric.value, 'mean', locale)}</strong><span class="soft">${evidenceOfDifference(metric, 'mean', context)}</span></li>`,
    )}</ul>`
}
${dataTable(
  words,
  `${words.emotion}, ${journey}`,
  [words.touchpoint, { number: words.value }, words.interval, { number: 'n' }, words.reading],
  [
    ...points.map(({ name, metric, isPeak }) => [
      name,
      { number: formatValue(metric.value, 'mean', locale) },
      formatInterval(metric, 'mean', locale),
      { number: count(metric.n) },
      isPeak ? (isPeakClear ? words.peak : words.peakUnclear) : '–',
    ]),
    ...moments.map(([of, metric]) => [
      words.memory[of],
      { number: formatDifference(metric.value, 'mean', locale) },
      formatRange(metric, 'mean', locale),
      { number: count(metric.n) },
      metric.value === null ? words.tooFew : '–',
    ]),
  ],
)}</figure>`
    }),
  ])
}
