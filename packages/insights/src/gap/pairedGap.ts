import type { Excluded, Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { meanInterval } from '../stats/meanInterval.ts'
import { momentsOfCounts } from '../stats/moments.ts'
import { twoSidedT } from '../stats/studentT.ts'
import { wilson } from '../stats/wilson.ts'
import type { Pair } from './pairAnswers.ts'

/** Perception minus expectation of the same people. */
export interface Gap extends Metric {
  /** Share whose perception was above their expectation, 0–1. */
  exceeded: Metric
  /** Share whose perception was what they expected, 0–1. */
  met: Metric
  /** Share whose perception was below their expectation, 0–1. */
  short: Metric
  sd: number | null
  /** Paired t, its degrees of freedom and two-sided p; `null` while suppressed or when all differences are equal. */
  t: number | null
  df: number | null
  p: number | null
}

/** Differences counted by value; what a gap can be computed from, and what adds up over shards. */
export interface GapCounts {
  /** After − before, by value. */
  differences: ReadonlyMap<number, number>
  excluded?: Excluded
}

/**
 * The gap between what was expected and what was found: mean of (after − before) with its t interval, and the shares
 * exceeded, met and short. Negative is short. Means of different people are never subtracted here: see
 * {@link unpairedGap}.
 *
 * About 97 pairs give ± 0.3 on a 7-point scale. Being asked what one expects changes what one then says: ask half.
 *
 * @param gap - pairs (see {@link pairAnswers}), or differences already counted.
 * @param options - `unmatched`: persons without a partner, to be reported under `excluded`.
 */
export function pairedGap(
  gap: readonly Pair[] | GapCounts,
  options: MetricOptions & { unmatched?: number } = {},
): Gap {
  const settings = settingsOf(options)
  const { differences, excluded } = 'differences' in gap ? gap : { ...countDifferences(gap), excluded: {} }
  const moments = momentsOfCounts(differences)
  const n = Number.isNaN(moments.mean) ? 0 : moments.n
  const left = { ...excluded, 'no partner': (excluded?.['no partner'] ?? 0) + (options.unmatched ?? 0) }
  const metric = toMetric({ n, method: 'paired Student t interval', excluded: left }, settings, () =>
    meanInterval(moments, settings.confidence),
  )
  const count = (test: (difference: number) => boolean) =>
    [...differences].reduce((sum, [difference, k]) => (test(difference) ? sum + k : sum), 0)
  const share = (test: (difference: number) => boolean) =>
    toMetric({ n, method: 'Wilson score interval', excluded: left }, settings, () =>
      wilson(count(test), n, settings.confidence),
    )
  const tested = metric.value !== null && moments.sd > 0
  const t = moments.mean / (moments.sd / Math.sqrt(n))
  return {
    ...metric,
    exceeded: share((difference) => difference > 0),
    met: share((difference) => difference === 0),
    short: share((difference) => difference < 0),
    sd: metric.value === null ? null : moments.sd,
    t: tested ? t : null,
    df: tested ? n - 1 : null,
    p: tested ? twoSidedT(t, n - 1) : null,
  }
}

/** Counts after − before. */
export function countDifferences(pairs: Iterable<{ before: number; after: number }>): GapCounts {
  const differences = new Map<number, number>()
  for (const { before, after } of pairs) {
    const difference = after - before
    differences.set(difference, (differences.get(difference) ?? 0) + 1)
  }
  return { differences }
}
