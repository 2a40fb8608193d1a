import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { meanInterval } from '../stats/meanInterval.ts'
import { momentsOf } from '../stats/moments.ts'
import type { KeyDrivers } from './keyDrivers.ts'

/** What people say matters, beside what goes with their loyalty. */
export interface ImportanceRow {
  name: string
  /** Mean share of the 100 points, 0–1. The shares of all items sum to 1. */
  stated: Metric
  /** Share of R², 0–1, from {@link keyDrivers}. */
  derived: Metric
  /** The two intervals lie apart: people say one thing and their scores another. */
  disagree: boolean
}

/**
 * Stated importance (each person shares 100 points) beside derived importance, and where they disagree.
 *
 * @param points - one object per person: points by item. Who does not share out exactly 100 is left out and counted.
 * @throws {@link InsightsError} `invalid_input` for points below 0, or on an item that is no driver.
 */
export function statedImportance(
  points: readonly { readonly [item: string]: number }[],
  derived: KeyDrivers,
  options: MetricOptions = {},
): ImportanceRow[] {
  const settings = settingsOf(options)
  const names = new Set(derived.drivers.map(({ name }) => name))
  for (const person of points)
    for (const [name, value] of Object.entries(person))
      if (!names.has(name) || !(value >= 0))
        throw new InsightsError(
          'invalid_input',
          `${value} points for "${name}": points are 0 or more, and items are ${[...names].join(', ')}.`,
        )
  const whole = points.filter(
    (person) => Math.abs(Object.values(person).reduce((sum, value) => sum + value, 0) - 100) < 1e-9,
  )
  return derived.drivers.map(({ name, share }) => {
    const stated = toMetric(
      {
        n: whole.length,
        method: 'Student t interval over persons',
        excluded: { 'not 100 points': points.length - whole.length },
        flags: ['stated'],
      },
      settings,
      () =>
        meanInterval(
          momentsOf(whole.map((person) => (person[name] ?? 0) / 100)),
          settings.confidence,
          [0, 1],
        ),
    )
    const apart = (a: Metric, b: Metric) => a.lower !== null && b.upper !== null && a.lower > b.upper
    return { name, stated, derived: share, disagree: apart(stated, share) || apart(share, stated) }
  })
}
