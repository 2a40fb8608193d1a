import { type Verdict, verdictOf } from '../compare/verdictOf.ts'
import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { type BootstrapOptions, boundsOf } from '../stats/bootstrap.ts'
import { createRandom } from '../stats/createRandom.ts'
import { momentsOf } from '../stats/moments.ts'

/**
 * Mean revenue per person of one group minus that of another, by person bootstrap: money is skewed, and a few large
 * customers make a t interval too sure. Two groups of different people; an association unless `randomised`.
 *
 * @param a - one amount per person; `null` is left out and counted.
 * @returns value in the currency given, never per cent.
 */
export function revenueDifference(
  a: readonly (number | null)[],
  b: readonly (number | null)[],
  options: MetricOptions & BootstrapOptions & { randomised?: boolean } = {},
): Metric & { verdict: Verdict; means: readonly [Metric, Metric] } {
  const settings = settingsOf(options)
  const { resamples = 2000, seed = 1 } = options
  const [x, y] = [a, b].map((list) => list.filter((value): value is number => Number.isFinite(value)))
  const random = createRandom(seed)
  const drawnMean = (values: readonly number[]) => {
    let sum = 0
    for (let i = 0; i < values.length; i += 1) sum += values[Math.floor(random() * values.length)]!
    return sum / values.length
  }
  const flags = options.randomised ? [] : (['association'] as const)
  const method = 'percentile bootstrap over persons'
  const draws =
    x!.length === 0 || y!.length === 0
      ? []
      : Array.from({ length: resamples }, () => [drawnMean(x!), drawnMean(y!)] as const)
  const group = (values: readonly number[], list: readonly (number | null)[], k: 0 | 1) =>
    toMetric(
      { n: values.length, method, excluded: { 'no amount': list.length - values.length } },
      settings,
      () => ({
        value: momentsOf(values).mean,
        ...boundsOf(
          draws.map((draw) => draw[k]),
          settings.confidence,
        ),
      }),
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
        draws.map(([first, second]) => first - second),
        settings.confidence,
      ),
    }),
  )
  return {
    ...metric,
    verdict: verdictOf(metric, settings.thresholds.comparison),
    means: [group(x!, a, 0), group(y!, b, 1)],
  }
}
