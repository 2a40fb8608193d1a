import type { Flag } from './Metric.ts'
import { type MetricOptions, type Settings, settingsOf } from './MetricOptions.ts'
import type { Tally } from './Tally.ts'
import type { Evidence } from './toMetric.ts'

/** What a tally says about itself: n, what was left out, and whether channels are mixed. */
export function evidenceOf(scores: Tally, method: string, flags: readonly Flag[] = []): Evidence {
  return {
    n: scores.n,
    method,
    excluded: scores.excluded,
    flags: scores.channels.length > 1 ? ['mixed-channels', ...flags] : flags,
  }
}

/** Settings for a tally: its own audience wins, since it is a fact and not a wish. */
export function settingsFor(scores: Tally, options: MetricOptions): Settings {
  const settings = settingsOf(options)
  return scores.series ? { ...settings, audience: scores.series.audience } : settings
}
