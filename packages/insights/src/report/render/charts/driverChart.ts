import { ruleX, ruleY, text } from '@observablehq/plot'
import type { Metric } from '../../../contract/Metric.ts'
import type { DriverMap } from '../../driverMapOf.ts'
import type { Html } from '../html.ts'
import { INK, plot } from '../plot.ts'
import { bars, bottomAxis, isBounded, leftAxis, points, type Shape, WIDTHS } from './marks.ts'

/** Words in the drawing. */
export interface DriverWords {
  importance: string
  performance: string
  quadrants: { readonly [quadrant in DriverMap['rows'][number]['quadrant']]: string }
}

/** Importance against performance, numbered as in the list beside it; a hollow number says "cannot tell". */
export function driverChart(
  { rows, performanceCut, importanceCut }: DriverMap,
  words: DriverWords,
  percent: (value: number) => string,
  whole: (value: number) => string,
  shape: Shape,
  label: string,
): Html {
  const narrow = shape === 'narrow'
  const known = rows.flatMap(({ importance, performance, quadrant }, i) =>
    isBounded(importance) && isBounded(performance)
      ? [{ number: String(i + 1), importance, performance, isNamed: quadrant !== 'cannot-tell' }]
      : [],
  )
  const spread = (metrics: readonly Metric[], cut: number | null, least: number): [number, number] => {
    const all = metrics.flatMap(({ lower, upper }) => [lower!, upper!]).concat(cut ?? [])
    const [low, high] = [Math.min(...all), Math.max(...all)]
    const pad = Math.max((high - low) * 0.08, least)
    return [Math.max(0, low - pad), high + pad]
  }
  const spans = known.flatMap(({ importance, performance }) => [
    {
      x1: performance.lower,
      x2: performance.upper,
      y1: importance.value,
      y2: importance.value,
      stroke: INK.range,
    },
    {
      x1: performance.value,
      x2: performance.value,
      y1: importance.lower,
      y2: importance.upper,
      stroke: INK.range,
    },
  ])
  const at = known.map(({ number, importance, performance, isNamed }) => ({
    ...{ x: performance.value, y: importance.value, number, stroke: INK.mark },
    ...(isNamed ? { fill: INK.mark, ink: INK.card } : { fill: INK.card, ink: INK.ink }),
  }))
  const corner = (
    quadrant: keyof DriverWords['quadrants'],
    vertical: 'top' | 'bottom',
    side: 'left' | 'right',
  ) =>
    text([words.quadrants[quadrant]], {
      // outside of the frame: a mark may stand anywhere within
      ...{ frameAnchor: `${vertical}-${side}` as const, fill: INK.soft, fontSize: 12 },
      dy: vertical === 'top' ? -16 : 36,
    })
  const title = { fill: INK.ink, fontWeight: 600 }
  return plot(
    {
      ...{ width: narrow ? WIDTHS.narrow : 640, height: narrow ? 380 : 560 },
      ...{ marginLeft: 52, marginRight: 14, marginTop: 50, marginBottom: 70 },
      x: {
        domain: spread(
          known.map(({ performance }) => performance),
          performanceCut,
          2,
        ),
      },
      y: {
        domain: spread(
          known.map(({ importance }) => importance),
          importanceCut,
          0.02,
        ),
      },
      marks: [
        ...bottomAxis(5, whole),
        ...leftAxis(5, percent),
        performanceCut !== null && ruleX([performanceCut], { stroke: INK.soft, strokeWidth: 1.5 }),
        importanceCut !== null && ruleY([importanceCut], { stroke: INK.soft, strokeWidth: 1.5 }),
        bars(spans, 5),
        corner('fix', 'top', 'left'),
        corner('keep', 'top', 'right'),
        corner('low-priority', 'bottom', 'left'),
        corner('possible-overkill', 'bottom', 'right'),
        points(at, 11),
        text(at, { x: 'x', y: 'y', text: 'number', fill: 'ink', fontWeight: 700, fontSize: 12 }),
        text([words.performance], { ...title, frameAnchor: 'bottom', dy: 60 }),
        text([words.importance], { ...title, frameAnchor: 'top-left', dx: -46, dy: -44 }),
      ],
    },
    label,
  )
}
