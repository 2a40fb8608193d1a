import type { Settings } from '../contract/MetricOptions.ts'

/**
 * Settings under which nothing is shown of fewer than `least`, whoever answers. Where the audience asks for more, that
 * holds.
 */
export function atLeast(settings: Settings, least: number): Settings {
  const { audience, thresholds } = settings
  const most = Math.max(least, audience === 'employee' ? thresholds.employees : thresholds.customers)
  return { ...settings, thresholds: { ...thresholds, customers: most, employees: most } }
}
