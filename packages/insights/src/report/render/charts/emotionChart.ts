import { dot, line, rect, ruleX, ruleY, text } from '@observablehq/plot'
import type { Metric } from '../../../contract/Metric.ts'
import type { EmotionCurve } from '../../emotionCurvesOf.ts'
import type { Html } from '../html.ts'
import { INK, plot } from '../plot.ts'
import { bars, bottomAxis, isBounded, leftAxis, type Shape, WIDTHS } from './marks.ts'

/** Words in the drawing. */
export interface EmotionWords {
  peak: string
  peakUnclear: string
  remembered: string
  phases: { readonly [phase in 'before' | 'during' | 'after']: string }
}

const SCALE = [-2, 2] as const
const TICKS = [-2, -1, 0, 1, 2]

/** What was felt along the way and what is remembered of it: across on a desk, downwards on a phone. */
export function emotionChart(
  { points, isPeakClear }: EmotionCurve,
  remembered: Metric | null,
  words: EmotionWords,
  format: (value: number) => string,
  shape: Shape,
  label: string,
): Html {
  const narrow = shape === 'narrow'
  const places = points.map((point, at) => ({ ...point, at }))
  const memory =
    remembered && isBounded(remembered)
      ? [{ at: points.length, metric: remembered, name: words.remembered }]
      : []
  const count = points.length + memory.length
  /** A place along the journey and a feeling, as x and y of this shape. */
  const lay = (at: number, feeling: number) => (narrow ? { x: feeling, y: at } : { x: at, y: feeling })
  const spot = ({ at, metric }: { at: number; metric: Metric }) =>
    metric.value === null ? [] : [lay(at, metric.value)]
  const interval =
    (stroke: string) =>
    ({ at, metric }: { at: number; metric: Metric }) => {
      if (!isBounded(metric)) return []
      const [a, b] = [lay(at, metric.lower), lay(at, metric.upper)]
      return [{ x1: a.x, x2: b.x, y1: a.y, y2: b.y, stroke }]
    }
  const phases = (['before', 'during', 'after'] as const).flatMap((phase) => {
    const own = places.filter((point) => point.phase === phase)
    if (own.length === 0) return []
    const [from, to] = [own[0]!.at - 0.5, own.at(-1)!.at + 0.5]
    const [a, b] = [lay(from, SCALE[0]), lay(to, SCALE[1])]
    return [{ name: words.phases[phase], x: (from + to) / 2, x1: a.x, x2: b.x, y1: a.y, y2: b.y }]
  })
  const along = { domain: narrow ? [count - 0.5, -0.5] : [-0.5, count - 0.5], axis: null }
  const feeling = { domain: [...SCALE] }
  const peak = places.filter(({ isPeak }) => isPeak).flatMap(spot)
  const at = { x: 'x', y: 'y' }
  const names = [...places, ...memory].map(({ name, at: place }) => ({ name, ...lay(place, SCALE[0]) }))
  return plot(
    {
      ...{ width: WIDTHS[shape], height: narrow ? count * 64 + 40 : 330 },
      ...(narrow
        ? { marginLeft: 18, marginRight: 18, marginTop: 10, marginBottom: 28, x: feeling, y: along }
        : { marginLeft: 40, marginRight: 16, marginTop: 34, marginBottom: 44, x: along, y: feeling }),
      marks: [
        rect(
          phases.filter((_, i) => i % 2 === 0),
          { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: INK.band },
        ),
        ...(narrow ? bottomAxis(TICKS, format) : leftAxis(TICKS, format)),
        narrow ? ruleX([0], { stroke: INK.soft }) : ruleY([0], { stroke: INK.soft }),
        !narrow &&
          text(phases, {
            x: 'x',
            text: 'name',
            frameAnchor: 'top',
            dy: -18,
            fill: INK.soft,
            fontWeight: 600,
          }),
        bars(places.flatMap(interval(INK.range)), 9),
        line(places.flatMap(spot), {
          ...{ ...at, stroke: INK.mark, strokeWidth: 2.5 },
          curve: narrow ? 'monotone-y' : 'monotone-x',
        }),
        dot(places.flatMap(spot), { ...at, r: 5.5, fill: INK.mark }),
        isPeakClear && dot(peak, { ...at, r: 11, stroke: INK.ink, strokeWidth: 2 }),
        text(points.length > 1 ? peak : [], {
          ...{ ...at, text: () => (isPeakClear ? words.peak : words.peakUnclear), dy: narrow ? 20 : -22 },
          ...{ fill: INK.ink, fontWeight: 600 },
        }),
        bars(memory.flatMap(interval(INK.otherRange)), 9),
        dot(memory.flatMap(spot), {
          ...{ ...at, r: 6, symbol: 'square', fill: INK.card, stroke: INK.other, strokeWidth: 2.5 },
        }),
        text(names, {
          ...(narrow
            ? { y: 'y', frameAnchor: 'left', dx: -8, dy: -22, textAnchor: 'start' }
            : { x: 'x', frameAnchor: 'bottom', dy: 26 }),
          ...{ text: 'name', fill: INK.ink },
        }),
      ],
    },
    label,
  )
}
