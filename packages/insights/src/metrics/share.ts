import type { Excluded, Flag, Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { wilson } from '../stats/wilson.ts'

/**
 * A share of answers, 0–1, with Wilson's score interval: kept and broken promises, "I had to repeat myself", complaints,
 * themes in open text, anything that is counted.
 *
 * @param k - answers that count.
 * @param n - all answers.
 * @throws {@link InsightsError} `invalid_input` when `k` of `n` cannot be.
 * @see Newcombe, Statistics in Medicine 17 (1998), method 3.
 */
export function share(
  k: number,
  n: number,
  options: MetricOptions & { excluded?: Excluded; flags?: readonly Flag[] } = {},
): Metric {
  if (!(Number.isInteger(k) && Number.isInteger(n) && k >= 0 && k <= n))
    throw new InsightsError(
      'invalid_input',
      `${k} of ${n} is no share: both are whole numbers, and k is 0 to n.`,
    )
  const settings = settingsOf(options)
  return toMetric(
    { n, method: 'Wilson score interval', excluded: options.excluded ?? {}, flags: options.flags ?? [] },
    settings,
    () => wilson(k, n, settings.confidence),
  )
}
