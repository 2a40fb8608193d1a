import { rect, text } from '@observablehq/plot'
import type { AskedBenchmark } from '../../benchmarksOf.ts'
import type { Html } from '../html.ts'
import { INK, plot } from '../plot.ts'
import { type Shape, WIDTHS } from './marks.ts'
import { sides } from './sides.ts'

/** Words in the drawing; `names` and `notes` by row. */
export interface BenchmarkWords {
  worse: string
  same: string
  better: string
  names: readonly string[]
  notes: readonly string[]
}

const FILLS = { worse: INK.otherRange, same: INK.band, better: INK.range }

/** Worse, same, better as one bar a row; the words stand in it, so that colour carries nothing alone. */
export function benchmarkChart(
  asked: readonly AskedBenchmark[],
  words: BenchmarkWords,
  percent: (value: number) => string,
  shape: Shape,
  label: string,
): Html {
  const narrow = shape === 'narrow'
  const [half, worded] = narrow ? [0.2, 0.26] : [0.32, 0.17]
  const parts = asked.flatMap((row, y) => {
    let from = 0
    return (['worse', 'same', 'better'] as const).map((side) => {
      const width = row[side].value ?? 0
      from += width
      return {
        ...{
          x1: from - width,
          x2: from,
          x: from - width / 2,
          y,
          y1: y - half,
          y2: y + half,
          fill: FILLS[side],
        },
        text: width > worded ? `${words[side]} ${percent(width)}` : width > 0.06 ? percent(width) : '',
      }
    })
  })
  const { marginLeft, marginRight, toName, toNote, lines } = sides(shape, words.names, words.notes)
  const rows = asked.map((_, y) => ({ y, name: words.names[y]!, note: words.notes[y]! }))
  return plot(
    {
      ...{
        width: WIDTHS[shape],
        height: asked.length * (narrow ? 84 : 52) + 12,
        marginTop: 4,
        marginBottom: 8,
      },
      ...{ marginLeft: narrow ? 2 : marginLeft, marginRight: narrow ? 2 : marginRight },
      ...{ x: { domain: [0, 1], axis: null }, y: { domain: [asked.length - 0.5, -0.5], axis: null } },
      marks: [
        rect(parts, {
          ...{ x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: 'fill', stroke: INK.card, strokeWidth: 2 },
        }),
        text(parts, { x: 'x', y: 'y', text: 'text', fill: INK.ink, fontSize: 12 }),
        text(rows, {
          ...{
            y: 'y',
            text: 'name',
            fill: INK.ink,
            fontWeight: 600,
            frameAnchor: 'left',
            textAnchor: 'start',
          },
          ...{ ...lines, dx: narrow ? 0 : toName, dy: narrow ? -30 : 0 },
        }),
        text(rows, {
          ...{ y: 'y', text: 'note', fill: INK.soft, textAnchor: 'start' },
          ...{ ...lines, dx: narrow ? 0 : toNote },
          ...(narrow ? { frameAnchor: 'left', dy: 30, fontSize: 12 } : { frameAnchor: 'right' }),
        }),
      ],
    },
    label,
  )
}
