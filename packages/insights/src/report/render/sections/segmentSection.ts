import type { SegmentRow } from '../../segmentsOf.ts'
import { forestChart } from '../charts/forestChart.ts'
import { bothShapes, type Context, evidence, evidenceOfDifference, section } from '../context.ts'
import { dataTable } from '../dataTable.ts'
import { formatDifference, formatP, formatRange } from '../format.ts'
import { type Html, html } from '../html.ts'

/** Rows in a drawing; the table has them all. */
const DRAWN = 12

/** Groups against everybody else, a drawing for each unit: points of a score and shares have no common axis. */
export function segmentSection(context: Context): Html {
  const { report, words, locale, nameOf, count } = context
  const { rows, tested, found, uncorrected } = report.segments
  if (rows.length === 0)
    return section(
      'segments',
      words.segments,
      words.segmentsLead,
      html`<p class="card">${words.noSegments}</p>`,
    )
  const units = [...new Set(rows.map(({ metric }) => metric.unit))]
  const name = (row: SegmentRow) => `${nameOf(row.touchpoint)} · ${row.segment}: ${row.value}`
  const note = ({ difference, metric, verdict }: SegmentRow) =>
    `${formatDifference(difference.value, metric.unit, locale)} · n = ${count(difference.n)} · ${words.verdicts[verdict]}`
  return section('segments', words.segments, words.segmentsLead, [
    html`<p>${words.tested}: <b>${count(tested)}</b>. ${words.foundAfter}: <b>${count(found)}</b>; ${words.uncorrected}: ${count(uncorrected)}.</p>`,
    ...units.map((unit) => {
      const own = rows.filter(({ metric }) => metric.unit === unit)
      const drawn = own.filter(({ difference }) => difference.value !== null).slice(0, DRAWN)
      const metrics = [...new Set(own.map(({ metric }) => context.metricName(metric.id)))].join(', ')
      return html`<figure class="card"><figcaption><h3>${metrics}</h3></figcaption>${
        drawn.length > 0 &&
        bothShapes((shape) =>
          forestChart(
            drawn.map((row) => ({
              label: name(row),
              note: note(row),
              difference: row.difference,
              isFound: row.verdict !== 'cannot-tell',
            })),
            (value) => formatDifference(value, unit, locale).replace(/\s\p{L}+$/u, ''),
            shape,
            `${words.segments}. ${drawn.map((row) => `${name(row)} ${note(row)}, ${evidenceOfDifference(row.difference, unit, context)}`).join('. ')}`,
          ),
        )
      }
${dataTable(
  words,
  `${words.segments}, ${metrics}`,
  [
    ...[
      words.touchpoint,
      words.segment,
      { number: words.value },
      words.interval,
      { number: words.others },
      words.interval,
    ],
    ...[{ number: words.difference }, words.interval, { number: words.adjusted }, words.reading],
  ],
  own.map((row) => [
    ...[nameOf(row.touchpoint), `${row.segment}: ${row.value}`],
    ...[{ number: context.value(row.own, unit) }, evidence(row.own, unit, context)],
    ...[{ number: context.value(row.others, unit) }, evidence(row.others, unit, context)],
    ...[
      { number: formatDifference(row.difference.value, unit, locale) },
      formatRange(row.difference, unit, locale),
    ],
    ...[{ number: formatP(row.adjusted, locale) }, words.verdicts[row.verdict]],
  ]),
  `${words.method}: ${[...new Set(own.map(({ difference }) => context.translate(difference.method)))].join('; ')}; Benjamini–Hochberg`,
)}</figure>`
    }),
  ])
}
