import { dot, line, text } from '@observablehq/plot'
import type { IndicatorSeries } from '../../Indicator.ts'
import type { Html } from '../html.ts'
import { INK, plot } from '../plot.ts'
import { leftAxis } from './marks.ts'

/** An operational number by day. It has no interval: it is counted, not asked. */
export function indicatorChart(
  { points }: IndicatorSeries,
  format: (value: number) => string,
  dayOf: (day: string) => string,
): Html {
  const list = points.map(({ day, value }) => ({ x: Date.parse(day), value, day: dayOf(day) }))
  const [first, last] = [list[0]!, list.at(-1)!]
  const span = Math.max(1, last.x - first.x)
  const end = { frameAnchor: 'bottom' as const, dy: 20, text: 'day', fill: INK.soft, fontSize: 11 }
  return plot({
    ...{ width: 330, height: 120, marginLeft: 44, marginRight: 12, marginTop: 10, marginBottom: 24 },
    ...{
      x: { type: 'linear', domain: [first.x - span * 0.02, last.x + span * 0.02], axis: null },
      y: { nice: true },
    },
    marks: [
      ...leftAxis(3, format, 11),
      line(list, { x: 'x', y: 'value', stroke: INK.other, strokeWidth: 2 }),
      list.length < 40 && dot(list, { x: 'x', y: 'value', r: 3, symbol: 'square', fill: INK.other }),
      text([first], { ...end, x: 'x', textAnchor: 'start' }),
      list.length > 1 && text([last], { ...end, x: 'x', textAnchor: 'end' }),
    ],
  })
}
