import { arrow, link, text } from '@observablehq/plot'
import type { Metric } from '../../../contract/Metric.ts'
import type { Html } from '../html.ts'
import { HALO, INK, plot } from '../plot.ts'
import { bars, bottomAxis, isBounded, points, type Shape, WIDTHS } from './marks.ts'
import { sides } from './sides.ts'

/** What a row of two dots says. */
export interface Dumbbell {
  label: string
  /** At the right end, or below on a phone; two lines at most. */
  note: string
  from: Metric
  to: Metric
  /** Says whether the difference is to be believed. */
  tone: 'good' | 'bad' | 'none'
}

const COLOURS = { good: INK.good, bad: INK.bad, none: INK.soft }

/**
 * Two values a row on one scale, hollow and filled, each with its interval.
 *
 * @param join - an arrow from the first to the second, or a line where neither comes first.
 */
export function dumbbells(
  rows: readonly Dumbbell[],
  scale: readonly [number, number],
  format: (value: number) => string,
  shape: Shape,
  label: string,
  join: 'arrow' | 'line' = 'arrow',
): Html {
  const narrow = shape === 'narrow'
  const step = narrow ? 88 : 50
  const list = rows.map((row, y) => ({ ...row, y, colour: COLOURS[row.tone] }))
  const both = list.flatMap(({ from, to, y, colour }) =>
    from.value === null || to.value === null
      ? []
      : [{ x1: from.value, x2: to.value, y1: y, y2: y, stroke: colour }],
  )
  const intervals = (side: 'from' | 'to') =>
    list.flatMap(({ y, [side]: metric }) =>
      isBounded(metric)
        ? [
            {
              ...{ x1: metric.lower, x2: metric.upper, y1: y, y2: y },
              stroke: side === 'from' ? INK.otherRange : INK.range,
            },
          ]
        : [],
    )
  const values = (side: 'from' | 'to') =>
    list.flatMap(({ y, [side]: { value } }) =>
      value === null
        ? []
        : [
            {
              x: value,
              y,
              ...(side === 'from'
                ? { fill: INK.card, stroke: INK.other }
                : { fill: INK.mark, stroke: INK.mark }),
            },
          ],
    )
  const { marginLeft, marginRight, toName, toNote, lines } = sides(
    shape,
    rows.map((row) => row.label),
    rows.map(({ note }) => note),
  )
  const ends = { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', stroke: 'stroke' }
  return plot(
    {
      ...{
        width: WIDTHS[shape],
        height: rows.length * step + 30,
        marginTop: narrow ? 8 : 4,
        marginBottom: 26,
      },
      ...{ marginLeft, marginRight },
      ...{ x: { domain: [...scale] }, y: { domain: [rows.length - 0.4, narrow ? -0.6 : -0.5], axis: null } },
      marks: [
        ...bottomAxis(narrow ? 5 : 6, format),
        bars(intervals('from'), 9),
        bars(intervals('to'), 9),
        join === 'arrow'
          ? arrow(both, { ...ends, strokeWidth: 2.5, headLength: 8, insetStart: 7, insetEnd: 8 })
          : link(both, { ...ends, strokeWidth: 2 }),
        points(values('from'), 5),
        points(values('to'), 4.5),
        text(list, {
          ...{
            y: 'y',
            text: 'label',
            fill: INK.ink,
            fontWeight: 600,
            frameAnchor: 'left',
            textAnchor: 'start',
          },
          ...{ ...lines, dx: toName, dy: narrow ? -24 : 0, ...(narrow && HALO) },
        }),
        text(list, {
          ...{ y: 'y', text: 'note', fill: 'colour', textAnchor: 'start', lineHeight: 1.25 },
          ...{ ...lines, dx: toNote },
          ...(narrow ? { frameAnchor: 'left', dy: 28, fontSize: 12, ...HALO } : { frameAnchor: 'right' }),
        }),
      ],
    },
    label,
  )
}
