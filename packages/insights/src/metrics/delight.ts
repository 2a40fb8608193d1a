import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { wilson } from '../stats/wilson.ts'

/**
 * Customer delight: the share, 0–1, of persons whose expectations were exceeded **and** who felt the top of the five
 * faces (+2). One without the other is not delight.
 *
 * @param people - disconfirmation (1–5, above 3 is exceeded) and emotion (−2…2); persons without both are left out and
 * counted.
 */
export function delight(
  people: readonly { disconfirmation: number | null; emotion: number | null }[],
  options: MetricOptions = {},
): Metric {
  const settings = settingsOf(options)
  const both = people.filter((person) => person.disconfirmation !== null && person.emotion !== null)
  const excluded = { 'one of the two passed over': people.length - both.length }
  return toMetric({ n: both.length, method: 'Wilson score interval', excluded }, settings, () =>
    wilson(
      both.filter((person) => person.disconfirmation! > 3 && person.emotion === 2).length,
      both.length,
      settings.confidence,
    ),
  )
}
