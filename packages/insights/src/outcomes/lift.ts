import { type ProportionDifference, proportionDifference } from '../compare/proportionDifference.ts'
import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { zOf } from '../stats/normal.ts'

/** Events among people. */
export interface Group {
  events: number
  n: number
}

/** How much more often something happened in one group than in another. */
export interface Lift {
  /** Share in exposed − share in reference, in shares; Newcombe. */
  riskDifference: ProportionDifference
  /** The same with Wald's interval: what older papers print. */
  waldDifference: Metric
  /** Ratio of the shares; log interval. `null` without events in the reference, no interval without them in either group. */
  relativeRisk: Metric
  /** Ratio of the odds; log interval. `null` when the odds of the reference are 0 or those of the exposed have no end; no interval when any cell is empty. */
  oddsRatio: Metric
}

/**
 * Lift of an outcome (bought again, churned) in one group over another: satisfied over the others, with the new page over
 * without. Labelled an association unless the groups were drawn at random.
 *
 * People who answer are more loyal than those who do not, and buyers are happier: a survey alone cannot tell which way it
 * goes.
 *
 * @param options - `randomised`: the groups were drawn at random.
 * @throws {@link InsightsError} `invalid_input` when events of n cannot be.
 */
export function lift(
  exposed: Group,
  reference: Group,
  options: MetricOptions & { randomised?: boolean } = {},
): Lift {
  const settings = settingsOf(options)
  for (const { events, n } of [exposed, reference])
    if (!(Number.isInteger(events) && Number.isInteger(n) && events >= 0 && events <= n))
      throw new InsightsError(
        'invalid_input',
        `${events} events among ${n} people cannot be: both are whole numbers, and events at most the people.`,
      )
  const flags = options.randomised ? [] : (['association'] as const)
  const z = zOf(settings.confidence)
  const n = Math.min(exposed.n, reference.n)
  const [p, q] = [exposed.events / exposed.n, reference.events / reference.n]
  const [a, b] = [exposed.events, exposed.n - exposed.events]
  const [c, d] = [reference.events, reference.n - reference.events]
  const ratio = (value: number, logError: number) => () => ({
    value,
    lower: value * Math.exp(-z * logError),
    upper: value * Math.exp(z * logError),
  })
  const difference = proportionDifference({ k: a, n: exposed.n }, { k: c, n: reference.n }, options)
  const half = z * Math.sqrt((p * (1 - p)) / exposed.n + (q * (1 - q)) / reference.n)
  return {
    riskDifference: { ...difference, flags: [...difference.flags, ...flags] },
    waldDifference: toMetric(
      { n, method: 'Wald interval of a difference of shares', flags },
      settings,
      () => ({
        value: p - q,
        lower: p - q - half,
        upper: p - q + half,
      }),
    ),
    relativeRisk: toMetric(
      { n, method: 'log interval of a ratio of shares (Katz)', flags },
      settings,
      ratio(p / q, Math.sqrt(1 / a - 1 / exposed.n + 1 / c - 1 / reference.n)),
    ),
    oddsRatio: toMetric(
      { n, method: 'log interval of an odds ratio (Woolf)', flags },
      settings,
      ratio((a * d) / (b * c), Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)),
    ),
  }
}
