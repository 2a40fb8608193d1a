import { ruleX, text } from '@observablehq/plot'
import type { Metric } from '../../../contract/Metric.ts'
import type { Html } from '../html.ts'
import { HALO, INK, plot } from '../plot.ts'
import { bars, bottomAxis, isBounded, points, type Shape, WIDTHS } from './marks.ts'
import { sides } from './sides.ts'

/** One difference with what it is of. */
export interface ForestRow {
  label: string
  note: string
  difference: Metric
  isFound: boolean
}

/** Differences with their intervals, around zero; hollow where one cannot tell. */
export function forestChart(
  rows: readonly ForestRow[],
  format: (value: number) => string,
  shape: Shape,
  label: string,
): Html {
  const narrow = shape === 'narrow'
  const list = rows.flatMap(({ difference, isFound, ...row }, y) =>
    isBounded(difference)
      ? [
          {
            ...{ ...row, x: difference.value, y, x1: difference.lower, x2: difference.upper, y1: y, y2: y },
            ...(isFound
              ? { dot: INK.mark, fill: INK.mark, bar: INK.range }
              : { dot: INK.soft, fill: INK.card, bar: INK.quiet }),
          },
        ]
      : [],
  )
  const { marginLeft, marginRight, toName, toNote, lines } = sides(
    shape,
    rows.map((row) => row.label),
    rows.map(({ note }) => note),
  )
  const reach = 1.05 * Math.max(0.01, ...list.flatMap(({ x1, x2 }) => [Math.abs(x1), Math.abs(x2)]))
  return plot(
    {
      ...{
        width: WIDTHS[shape],
        height: rows.length * (narrow ? 76 : 34) + 34,
        marginTop: 6,
        marginBottom: 26,
      },
      ...{ marginLeft, marginRight },
      ...{
        x: { domain: [-reach, reach] },
        y: { domain: [rows.length - 0.5, narrow ? -0.7 : -0.5], axis: null },
      },
      marks: [
        ...bottomAxis(5, format),
        ruleX([0], { stroke: INK.soft, strokeWidth: 1.5 }),
        bars(
          list.map((row) => ({ ...row, stroke: row.bar })),
          8,
        ),
        points(
          list.map((row) => ({ ...row, stroke: row.dot })),
          5,
        ),
        text(list, {
          ...{ y: 'y', text: 'label', fill: INK.ink, frameAnchor: 'left', textAnchor: 'start' },
          ...{ ...lines, dx: toName, dy: narrow ? -22 : 0, ...(narrow && HALO) },
        }),
        text(list, {
          ...{ y: 'y', text: 'note', fill: INK.soft, textAnchor: 'start' },
          ...{ ...lines, dx: toNote },
          ...(narrow ? { frameAnchor: 'left', dy: 20, fontSize: 12, ...HALO } : { frameAnchor: 'right' }),
        }),
      ],
    },
    label,
  )
}
