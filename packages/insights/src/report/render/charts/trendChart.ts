import { dot, line, text } from '@observablehq/plot'
import type { NamedMetric } from '../../headlineOf.ts'
import type { Trend } from '../../trendOf.ts'
import type { Html } from '../html.ts'
import { INK, plot } from '../plot.ts'
import { bars, clamp, leftAxis } from './marks.ts'

/** The headline by period with intervals and control limits; points out of them are marked by shape as well as by colour. */
export function trendChart(
  trend: Trend,
  { range }: Pick<NamedMetric, 'range'>,
  format: (value: number) => string,
  day: (period: string) => string,
): Html {
  const all = trend.points.map((point, x) => ({ ...point, x }))
  const seen = all.flatMap(({ metric, lower, upper }) =>
    [metric.value, metric.lower, metric.upper, lower, upper].filter((value) => value !== null),
  )
  const domain: [number, number] = [
    Math.max(range[0], Math.min(...seen)),
    Math.min(range[1], Math.max(...seen)),
  ]
  if (domain[0] === domain[1]) domain[1] += 1
  const along = (bound: 'lower' | 'upper' | 'charted') =>
    all.flatMap(({ x, [bound]: value }) => (value === null ? [] : [{ x, y: clamp(value, domain) }]))
  const isSmoothed = all.some(({ charted, metric }) => charted !== null && charted !== metric.value)
  const known = all.flatMap(({ x, metric, out }) =>
    metric.value === null ? [] : [{ x, y: metric.value, out }],
  )
  const intervals = all.flatMap(({ x, metric: { lower, upper } }) =>
    lower === null || upper === null
      ? []
      : [{ x1: x, x2: x, y1: clamp(lower, domain), y2: clamp(upper, domain), stroke: INK.range }],
  )
  const ends = [
    { x: -0.5, period: day(all[0]!.period), textAnchor: 'start' as const },
    { x: all.length - 0.5, period: day(all.at(-1)!.period), textAnchor: 'end' as const },
  ].slice(0, all.length)
  const limit = { x: 'x', y: 'y', stroke: INK.soft, strokeDasharray: '4 3', curve: 'step' as const }
  return plot({
    ...{ width: 330, height: 150, marginLeft: 44, marginRight: 12, marginTop: 10, marginBottom: 24 },
    ...{ x: { domain: [-0.5, all.length - 0.5], axis: null }, y: { domain } },
    marks: [
      ...leftAxis(3, format, 11),
      line(along('lower'), limit),
      line(along('upper'), limit),
      isSmoothed && line(along('charted'), { x: 'x', y: 'y', stroke: INK.mark, strokeWidth: 1.5 }),
      bars(intervals, 4),
      dot(
        known.filter(({ out }) => out === null),
        { x: 'x', y: 'y', r: 3, fill: INK.mark },
      ),
      dot(
        known.filter(({ out }) => out !== null),
        { x: 'x', y: 'y', r: 6, symbol: 'diamond', fill: INK.bad },
      ),
      ...ends.map((end) =>
        text([end], {
          ...{ x: 'x', text: 'period', textAnchor: end.textAnchor, frameAnchor: 'bottom', dy: 20 },
          ...{ fill: INK.soft, fontSize: 11 },
        }),
      ),
    ],
  })
}
