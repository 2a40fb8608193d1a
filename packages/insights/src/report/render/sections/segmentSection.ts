import type { SegmentRow } from '../../segmentsOf.ts'
import { forestChart } from '../charts/forestChart.ts'
import { bothShapes, type Context, evidence, evidenceOfDifference, section } from '../context.ts'
import { dataTable } from '../dataTable.ts'
import { formatDifference, formatP, type Kind, withoutUnit } from '../format.ts'
import { type Html, html } from '../html.ts'

/** Rows in a drawing; the table has them all. */
const DRAWN = 12

/** What has a common axis: points, shares, means of one scale. */
const nameOfKind = ({ unit, range }: Kind) => (unit === 'mean' ? `mean ${range}` : unit)

/** Groups against everybody else, a drawing for each kind of number: points of a score and shares have no common axis. */
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
  const kinds = [...new Map(rows.map(({ metric }) => [nameOfKind(metric), metric])).values()]
  const name = (row: SegmentRow) => `${nameOf(row.touchpoint)} · ${row.segment}: ${row.value}`
  const note = ({ difference, metric, verdict }: SegmentRow) =>
    `${context.difference(difference, metric)} · n = ${count(difference.n)} · ${words.verdicts[verdict]}`
  return section('segments', words.segments, words.segmentsLead, [
    html`<p>${words.tested}: <b>${count(tested)}</b>. ${words.foundAfter}: <b>${count(found)}</b>; ${words.uncorrected}: ${count(uncorrected)}.</p>`,
    ...kinds.map((kind) => {
      const own = rows.filter(({ metric }) => nameOfKind(metric) === nameOfKind(kind))
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
            (value) => withoutUnit(formatDifference(value, kind, locale)),
            shape,
            `${words.segments}. ${drawn.map((row) => `${name(row)} ${note(row)}, ${evidenceOfDifference(row.difference, kind, context)}`).join('. ')}`,
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
    ...[{ number: context.value(row.own, kind) }, evidence(row.own, kind, context)],
    ...[{ number: context.value(row.others, kind) }, evidence(row.others, kind, context)],
    ...[{ number: context.difference(row.difference, kind) }, context.range(row.difference, kind)],
    ...[{ number: formatP(row.adjusted, locale) }, words.verdicts[row.verdict]],
  ]),
  `${words.method}: ${[...new Set(own.map(({ difference }) => context.translate(difference.method)))].join('; ')}; Benjamini–Hochberg`,
)}</figure>`
    }),
  ])
}
