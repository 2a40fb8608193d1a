import type { GapRow } from '../../gapsOf.ts'
import { dumbbells } from '../charts/dumbbells.ts'
import { bothShapes, type Context, section } from '../context.ts'
import { dataTable } from '../dataTable.ts'
import { type Kind, RATING, SHARE } from '../format.ts'
import { type Html, html } from '../html.ts'
import { icon } from '../icon.ts'

const kindOf = ({ scale }: GapRow): Kind => ({ unit: 'mean', range: scale })

/** Expectation against perception: a chart for each scale, since two scales are never put on one axis. */
export function gapSection(context: Context): Html {
  const { report, words, nameOf, count } = context
  const { rows, tested, matrix } = report.gaps
  const scales = [...new Set(rows.map(({ scale }) => scale.join()))]
  const name = (row: GapRow) =>
    row.dimension === undefined
      ? nameOf(row.touchpoint)
      : `${nameOf(row.touchpoint)} · ${words.dimensions[row.dimension] ?? row.dimension}`
  const note = (row: GapRow) =>
    row.gap.value === null
      ? `n = ${count(row.gap.n)}: ${words.tooFew}`
      : `${context.difference(row.gap, kindOf(row))} (${context.range(row.gap, kindOf(row))}), n = ${count(row.gap.n)}\n${words.gapVerdict[row.verdict]}`
  const rowOf = (row: GapRow) => ({
    ...{ label: name(row), note: note(row), from: row.expected, to: row.perceived },
    tone:
      row.verdict === 'short'
        ? ('bad' as const)
        : row.verdict === 'exceeded'
          ? ('good' as const)
          : ('none' as const),
  })
  const share = (metric: GapRow['exceeded'], of: 'value' | 'interval') =>
    !metric ? '–' : of === 'value' ? context.value(metric, SHARE) : context.interval(metric, SHARE)
  return section('gaps', words.gaps, words.gapsLead, [
    rows.length === 0 ? html`<p class="card">${words.nothing}</p>` : html``,
    ...scales.map((scale) => {
      const own = rows.filter((row) => row.scale.join() === scale)
      return html`<figure class="card"><figcaption class="key"><span class="dot from"></span>${words.expected} <span class="dot to"></span>${words.found} <span class="soft">${scale.replace(',', '–')}</span></figcaption>
${bothShapes((shape) => dumbbells(own.map(rowOf), own[0]!.scale, context.tick(kindOf(own[0]!)), shape, `${words.gaps}. ${own.map((row) => `${name(row)}: ${note(row)}`).join('. ')}`))}
<p class="soft">${words.tested}: ${count(tested)}</p>
${dataTable(
  words,
  words.gaps,
  [
    ...[
      words.touchpoint,
      words.question,
      { number: words.expected },
      words.interval,
      { number: words.found },
      words.interval,
    ],
    ...[{ number: words.gap }, words.interval, { number: 'n' }, { number: words.exceeded }, words.interval],
    ...[{ number: words.met }, words.interval, { number: words.short }, words.interval, words.reading],
  ],
  own.map((row) => [
    ...[name(row), row.stem, { number: context.value(row.expected, kindOf(row)) }],
    ...[context.interval(row.expected, kindOf(row)), { number: context.value(row.perceived, kindOf(row)) }],
    ...[
      context.interval(row.perceived, kindOf(row)),
      { number: context.difference(row.gap, kindOf(row)) },
      context.range(row.gap, kindOf(row)),
      { number: count(row.gap.n) },
    ],
    ...[
      { number: share(row.exceeded, 'value') },
      share(row.exceeded, 'interval'),
      { number: share(row.met, 'value') },
    ],
    ...[share(row.met, 'interval'), { number: share(row.short, 'value') }, share(row.short, 'interval')],
    words.gapVerdict[row.verdict] + (row.paired ? '' : ` (${words.unpaired})`),
  ]),
  `${words.method}: ${[...new Set(own.map(({ gap }) => context.translate(gap.method)))].join('; ')}`,
)}</figure>`
    }),
    matrix ? matrixTable(context) : html``,
  ])
}

/** Five qualities × touchpoints, as the table it is. */
function matrixTable(context: Context): Html {
  const { words, nameOf, count, report } = context
  const matrix = report.gaps.matrix!
  const columns = [...new Set([...matrix.cells, ...matrix.missing].map(({ touchpoint }) => touchpoint))]
  const rows = [...new Set(matrix.cells.map(({ dimension }) => dimension))]
  return html`<div class="card"><h3>${words.matrix}</h3><div class="scroll" tabindex="0" role="region" aria-label="${words.matrix}"><table class="matrix"><thead><tr><th></th>${columns.map((id) => html`<th scope="col">${nameOf(id)}</th>`)}</tr></thead><tbody>${rows.map(
    (dimension) =>
      html`<tr><th scope="row">${words.dimensions[dimension] ?? dimension}</th>${columns.map((id) => {
        const cell = matrix.cells.find((one) => one.dimension === dimension && one.touchpoint === id)
        if (!cell) return html`<td class="soft">${words.missingCells}</td>`
        const { gap, short } = cell
        return html`<td>${short && icon('fix')}<b>${context.difference(gap, RATING)}</b><br><span class="soft">${
          gap.value === null ? words.tooFew : context.range(gap, RATING)
        } · n = ${count(gap.n)}</span></td>`
      })}</tr>`,
  )}</tbody></table></div><p class="soft">${words.tested}: ${count(matrix.tested)}</p></div>`
}
