import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { wilson } from '../stats/wilson.ts'

/** What one person answered along the way, and whether the outcome came. */
export interface Path {
  person: string
  /** One entry per answered touchpoint, in order: was it a bad one? */
  bad: readonly boolean[]
  /** `null` when not known. */
  outcome: boolean | null
}

/**
 * Cumulative effect: the share for whom the outcome came, by number of bad touchpoints (0, 1, 2, 3 or more). An
 * association. Persons without a known outcome, or without a touchpoint, are left out and counted.
 */
export function badTouches(
  paths: readonly Path[],
  options: MetricOptions = {},
): { bad: string; outcome: Metric }[] {
  const settings = settingsOf(options)
  const known = paths.filter(({ bad, outcome }) => outcome !== null && bad.length > 0)
  const excluded = { 'no outcome or no touchpoint': paths.length - known.length }
  return ['0', '1', '2', '3 or more'].map((label, step) => {
    const those = known.filter(({ bad }) => Math.min(3, bad.filter(Boolean).length) === step)
    return {
      bad: label,
      outcome: toMetric(
        { n: those.length, method: 'Wilson score interval', excluded, flags: ['association'] },
        settings,
        () => wilson(those.filter(({ outcome }) => outcome).length, those.length, settings.confidence),
      ),
    }
  })
}
