import { type Verdict, verdictOf } from '../compare/verdictOf.ts'
import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { type BootstrapOptions, boundsOf, resample } from '../stats/bootstrap.ts'
import { momentsOf } from '../stats/moments.ts'

/**
 * Mean revenue per person of one group minus that of another, by person bootstrap: money is skewed, and a few large
 * customers make a t interval too sure. Two groups of different people; an association unless `randomised`.
 *
 * @param a - one amount per person; `null` is left out and counted.
 * @returns value in the currency given, never per cent.
 * @throws {@link InsightsError} `invalid_option` for fewer than 2 resamples.
 */
export function revenueDifference(
  a: readonly (number | null)[],
  b: readonly (number | null)[],
  options: MetricOptions & BootstrapOptions & { randomised?: boolean } = {},
): Metric & { verdict: Verdict; means: readonly [Metric, Metric] } {
  const settings = settingsOf(options)
  const [x, y] = [a, b].map((list) => list.filter((value): value is number => Number.isFinite(value)))
  const { seed = 1 } = options
  // the groups are drawn apart: with one seed for both, groups of one size would be drawn at the same places
  const [ofX, ofY] = [drawnMeans(x!, { ...options, seed }), drawnMeans(y!, { ...options, seed: ~seed })]
  const flags = options.randomised ? [] : (['association'] as const)
  const method = 'percentile bootstrap over persons'
  const group = (values: readonly number[], list: readonly (number | null)[], draws: readonly number[]) =>
    toMetric(
      { n: values.length, method, excluded: { 'no amount': list.length - values.length } },
      settings,
      () => ({ value: momentsOf(values).mean, ...boundsOf(draws, settings.confidence) }),
    )
  const metric = toMetric(
    {
      n: Math.min(x!.length, y!.length),
      method,
      excluded: { 'no amount': a.length + b.length - x!.length - y!.length },
      flags,
    },
    settings,
    () => ({
      value: momentsOf(x!).mean - momentsOf(y!).mean,
      ...boundsOf(
        ofX.map((mean, i) => mean - ofY[i]!),
        settings.confidence,
      ),
    }),
  )
  return {
    ...metric,
    verdict: verdictOf(metric, settings.thresholds.comparison),
    means: [group(x!, a, ofX), group(y!, b, ofY)],
  }
}

function drawnMeans(values: readonly number[], options: BootstrapOptions): readonly number[] {
  const meanAt = (indexes: Int32Array) => {
    let sum = 0
    for (const i of indexes) sum += values[i]!
    return sum / indexes.length
  }
  return resample(values.length, (indexes) => [meanAt(indexes)], options)[0]!
}
