import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import type { Scale } from '../contract/Series.ts'
import { tally } from '../contract/Tally.ts'
import { meanOf } from '../metrics/rating.ts'
import type { BootstrapOptions } from '../stats/bootstrap.ts'
import { momentsOf } from '../stats/moments.ts'
import { type KeyDrivers, keyDrivers, type Predictor } from './keyDrivers.ts'

/** What the position of an item suggests; `cannot-tell` when an interval crosses a cut line. */
export type Quadrant = 'keep' | 'fix' | 'possible-overkill' | 'low-priority' | 'cannot-tell'

/** One item on the map. */
export interface MapItem {
  name: string
  /** Mean on 0–100. */
  performance: Metric
  /** Share of R² it is credited with, 0–1. */
  importance: Metric
  quadrant: Quadrant
}

/** Importance against performance; the cut lines are the means of both over the items. */
export interface ImportancePerformance {
  items: MapItem[]
  performanceCut: number | null
  importanceCut: number | null
}

/**
 * Importance–performance map: what goes with the overall score (derived importance) against how well it is rated. An item
 * is named fix, keep, low priority or possible overkill only when both of its intervals lie clear of the cut lines.
 *
 * @param scale - of the items, the same for all.
 * @param options - `derived`: key drivers of the same persons and items, when they are computed already.
 * @see Martilla and James, Journal of Marketing 41 (1977).
 */
export function importancePerformance(
  response: readonly (number | null)[],
  predictors: readonly Predictor[],
  scale: Scale,
  options: MetricOptions & BootstrapOptions & { derived?: KeyDrivers } = {},
): ImportancePerformance {
  const { drivers } = options.derived ?? keyDrivers(response, predictors, options)
  const [lowest, highest] = scale
  const rescale = (value: number | null) =>
    value === null ? null : (100 * (value - lowest)) / (highest - lowest)
  const performance = predictors.map(({ values }) => {
    const { sd: _, ...mean } = meanOf(tally(values, scale), options)
    return { ...mean, value: rescale(mean.value), lower: rescale(mean.lower), upper: rescale(mean.upper) }
  })
  const cut = (metrics: readonly Metric[]) =>
    metrics.every(({ value }) => value !== null) ? momentsOf(metrics.map(({ value }) => value!)).mean : null
  const performanceCut = cut(performance)
  const importanceCut = cut(drivers.map(({ share }) => share))
  return {
    items: predictors.map(({ name }, i) => ({
      name,
      performance: performance[i]!,
      importance: drivers[i]!.share,
      quadrant: quadrantOf(side(drivers[i]!.share, importanceCut), side(performance[i]!, performanceCut)),
    })),
    performanceCut,
    importanceCut,
  }
}

function side({ lower, upper }: Metric, cut: number | null): 'high' | 'low' | undefined {
  if (cut === null || lower === null || upper === null) return undefined
  return lower > cut ? 'high' : upper < cut ? 'low' : undefined
}

function quadrantOf(
  importance: 'high' | 'low' | undefined,
  performance: 'high' | 'low' | undefined,
): Quadrant {
  if (!importance || !performance) return 'cannot-tell'
  if (importance === 'high') return performance === 'high' ? 'keep' : 'fix'
  return performance === 'high' ? 'possible-overkill' : 'low-priority'
}
