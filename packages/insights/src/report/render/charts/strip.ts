import { dot, ruleY, tickX } from '@observablehq/plot'
import type { NamedMetric } from '../../headlineOf.ts'
import type { Html } from '../html.ts'
import { INK, plot } from '../plot.ts'
import { bars, clamp, isBounded } from './marks.ts'

/** A value on its range with its interval, and a target where there is one. Its numbers stand beside it in words. */
export function strip(
  { metric, range }: Pick<NamedMetric, 'metric' | 'range'>,
  target?: number,
  width = 300,
): Html {
  return plot({
    ...{ width, height: 28, margin: 8, marginTop: 0, marginBottom: 0 },
    ...{ x: { domain: [...range], axis: null }, y: { domain: [-1, 1], axis: null } },
    marks: [
      ruleY([0], { x1: range[0], x2: range[1], stroke: INK.line, strokeWidth: 2 }),
      range[0] < 0 && tickX([0], { x: 0, stroke: INK.line, strokeWidth: 2, insetTop: 6, insetBottom: 6 }),
      isBounded(metric) &&
        bars([{ x1: metric.lower, x2: metric.upper, y1: 0, y2: 0, stroke: INK.range }], 10),
      target !== undefined &&
        tickX([0], { x: clamp(target, range), stroke: INK.ink, strokeWidth: 2, strokeDasharray: '3 2' }),
      metric.value !== null && dot([0], { x: metric.value, y: 0, r: 5.5, fill: INK.mark }),
    ],
  })
}
