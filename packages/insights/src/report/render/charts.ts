import type { NamedMetric } from '../headlineOf.ts'
import type { Trend } from '../trendOf.ts'
import { type Html, html } from './html.ts'

const round = (value: number) => Math.round(value * 10) / 10

/** A value on its range with its interval, and a target where there is one. Its numbers stand beside it in words. */
export function strip({ metric, range }: NamedMetric, target?: number): Html {
  const [width, height, pad] = [300, 26, 8]
  const x = (value: number) =>
    round(
      pad +
        ((Math.min(Math.max(value, range[0]), range[1]) - range[0]) / (range[1] - range[0])) *
          (width - 2 * pad),
    )
  const { value, lower, upper } = metric
  return html`<svg class="strip" viewBox="0 0 ${width} ${height}" aria-hidden="true">
<line class="axis" x1="${pad}" x2="${width - pad}" y1="13" y2="13"/>
${range[0] < 0 && html`<line class="zero" x1="${x(0)}" x2="${x(0)}" y1="7" y2="19"/>`}
${lower !== null && upper !== null && html`<rect class="range" x="${x(lower)}" width="${round(Math.max(2, x(upper) - x(lower)))}" y="9" height="8" rx="4"/>`}
${target !== undefined && html`<path class="target" d="M${x(target)} 2v22"/>`}
${value !== null && html`<circle class="dot" cx="${x(value)}" cy="13" r="5"/>`}
</svg>`
}

/** The headline by period with intervals and control limits; points out of them are marked by shape as well as by colour. */
export function trendChart(trend: Trend, { range }: NamedMetric): Html {
  const [width, height, left, bottom] = [300, 92, 4, 8]
  const points = trend.points
  const seen = points.flatMap(({ metric, lower, upper, charted }) =>
    [metric.value, metric.lower, metric.upper, lower, upper, charted].filter((value) => value !== null),
  )
  const low = Math.max(range[0], Math.min(...seen))
  const high = Math.min(range[1], Math.max(...seen))
  const span = high - low || 1
  const x = (i: number) => round(left + ((i + 0.5) / points.length) * (width - 2 * left))
  const y = (value: number) => round(bottom + (1 - (value - low) / span) * (height - 2 * bottom))
  const limit = (bound: 'lower' | 'upper' | 'charted') => {
    let path = ''
    for (const [i, point] of points.entries()) {
      const value = point[bound]
      if (value !== null)
        path += `${path === '' ? 'M' : 'L'}${x(i)} ${y(Math.min(high, Math.max(low, value)))}`
    }
    return path
  }
  return html`<svg class="trend" viewBox="0 0 ${width} ${height}" aria-hidden="true">
<path class="limit" d="${limit('lower')}"/><path class="limit" d="${limit('upper')}"/><path class="charted" d="${limit('charted')}"/>
${points.map(
  ({ metric, out }, i) =>
    metric.value !== null &&
    html`${
      metric.lower !== null &&
      metric.upper !== null &&
      html`<line class="whisker" x1="${x(i)}" x2="${x(i)}" y1="${y(metric.lower)}" y2="${y(metric.upper)}"/>`
    }${
      out === null
        ? html`<circle class="dot" cx="${x(i)}" cy="${y(metric.value)}" r="3"/>`
        : html`<path class="out" d="M${x(i)} ${round(y(metric.value) - 6)}l6 6l-6 6l-6 -6z"/>`
    }`,
)}
</svg>`
}
