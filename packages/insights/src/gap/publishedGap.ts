import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { tOf } from '../stats/studentT.ts'
import type { ServqualDimension } from './servqual.ts'

/**
 * The interval of a gap that somebody published as two means and a paired t: gap ± t* × |gap / t|. For benchmarks, and to
 * check that a table's t and its interval agree.
 */
export function publishedGap(
  {
    n,
    expectation,
    perception,
    pairedT,
  }: { n: number; expectation: number; perception: number; pairedT: number },
  options: MetricOptions = {},
): Metric {
  const settings = settingsOf(options)
  return toMetric({ n, method: 'Student t interval from a published paired t' }, settings, () => {
    const value = perception - expectation
    const half = tOf(settings.confidence, n - 1) * Math.abs(value / pairedT)
    return { value, lower: value - half, upper: value + half }
  })
}

/**
 * Overall gap of group means: unweighted and weighted by shared points. For published dimension means only; from persons,
 * {@link servqual} weights each person by that person's own points.
 *
 * @returns `weighted` is `null` without weights; `worst` is the lowest dimension.
 */
export function combineGaps(
  gaps: { readonly [dimension in ServqualDimension]?: number },
  weights?: { readonly [dimension in ServqualDimension]?: number },
): {
  unweighted: number
  weighted: number | null
  worst: ServqualDimension
  flags: readonly ['no-interval']
} {
  const entries = Object.entries(gaps) as [ServqualDimension, number][]
  const total = weights ? entries.reduce((sum, [name]) => sum + (weights[name] ?? 0), 0) : 0
  return {
    unweighted: entries.reduce((sum, [, gap]) => sum + gap, 0) / entries.length,
    weighted: weights
      ? entries.reduce((sum, [name, gap]) => sum + (gap * (weights[name] ?? 0)) / total, 0)
      : null,
    worst: entries.reduce((low, entry) => (entry[1] < low[1] ? entry : low))[0],
    flags: ['no-interval'],
  }
}
