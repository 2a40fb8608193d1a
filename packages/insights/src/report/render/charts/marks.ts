import { axisX, axisY, dot, gridX, gridY, link, type Markish } from '@observablehq/plot'
import type { Metric } from '../../../contract/Metric.ts'
import { INK } from '../plot.ts'

/** Wide for a desk and paper, narrow for a phone: text keeps its size, the drawing changes its shape. */
export type Shape = 'wide' | 'narrow'
export const WIDTHS: { readonly [shape in Shape]: number } = { wide: 1036, narrow: 330 }

/** A metric with everything that is drawn of it. */
export type Bounded = Metric & { lower: number; upper: number; value: number }
export const isBounded = (metric: Metric): metric is Bounded =>
  metric.lower !== null && metric.upper !== null && metric.value !== null

/** Keeps a value on its axis. */
export const clamp = (value: number, [low, high]: readonly [number, number]): number =>
  Math.min(high, Math.max(low, value))

/** Where something runs from and to. */
export interface Span {
  x1: number
  x2: number
  y1: number
  y2: number
  stroke: string
}

/** Intervals as thick lines with round ends. */
export const bars = (spans: readonly Span[], strokeWidth = 7): Markish =>
  link(spans, {
    ...{
      x1: 'x1',
      x2: 'x2',
      y1: 'y1',
      y2: 'y2',
      stroke: 'stroke',
      strokeWidth,
      strokeLinecap: 'round' as const,
    },
  })

/** A value, with colours of its own. */
export interface Point {
  x: number
  y: number
  fill: string
  stroke: string
}

export const points = (list: readonly Point[], r = 5.5): Markish =>
  dot(list, { x: 'x', y: 'y', r, fill: 'fill', stroke: 'stroke', strokeWidth: 2.5 })

/** Writes a number of an axis; `all` are those beside it. */
export type Tick = (value: number, at?: number, all?: readonly number[]) => string

/** Lines and numbers of an axis along the bottom. */
export const bottomAxis = (ticks: number | number[], tickFormat: Tick): Markish[] => [
  gridX({ ticks, stroke: INK.line, strokeOpacity: 1 }),
  axisX({ ticks, tickSize: 0, label: null, tickFormat, fill: INK.soft, fontSize: 12 }),
]

/** Lines and numbers of an axis at the left. */
export const leftAxis = (ticks: number | number[], tickFormat: Tick, fontSize = 12): Markish[] => [
  gridY({ ticks, stroke: INK.line, strokeOpacity: 1 }),
  axisY({ ticks, tickSize: 0, label: null, tickFormat, fill: INK.soft, fontSize }),
]
