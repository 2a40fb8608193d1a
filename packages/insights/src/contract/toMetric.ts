import type { Interval } from '../stats/Interval.ts'
import type { Excluded, Flag, Metric } from './Metric.ts'
import type { Settings } from './MetricOptions.ts'

/** What a metric knows before it is estimated. */
export interface Evidence {
  n: number
  method: string
  excluded?: Excluded
  flags?: readonly Flag[]
}

/** An estimate; bounds that are not finite numbers become `null` with the flag `no-interval`. */
export interface Estimated extends Interval {
  method?: string
  flags?: readonly Flag[]
}

/**
 * Puts an estimate into the output contract. The estimate is computed only when `n` reaches the least n of the audience,
 * so that nothing about a smaller group can leak.
 */
export function toMetric(evidence: Evidence, settings: Settings, estimate: () => Estimated): Metric {
  const { n, excluded = {} } = evidence
  const { confidence, thresholds, audience } = settings
  const least = audience === 'employee' ? thresholds.employees : thresholds.customers
  const base = { n, confidence, excluded: withoutZeros(excluded) }
  const flags = evidence.flags ?? []
  if (n < least || n === 0)
    return {
      value: null,
      ...base,
      lower: null,
      upper: null,
      method: evidence.method,
      flags: ['suppressed', ...flags],
    }

  const found = estimate()
  const bounded = Number.isFinite(found.lower) && Number.isFinite(found.upper)
  return {
    value: Number.isFinite(found.value) ? found.value : null,
    ...base,
    lower: bounded ? found.lower : null,
    upper: bounded ? found.upper : null,
    method: found.method ?? evidence.method,
    flags: [
      ...new Set<Flag>([
        ...(n < thresholds.indicative ? (['indicative'] as const) : []),
        ...(bounded ? [] : (['no-interval'] as const)),
        ...flags,
        ...(found.flags ?? []),
      ]),
    ],
  }
}

const withoutZeros = (excluded: Excluded): Excluded =>
  Object.fromEntries(Object.entries(excluded).filter(([, count]) => count > 0))
