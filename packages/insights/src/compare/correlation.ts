import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { zOf } from '../stats/normal.ts'
import { twoSidedT } from '../stats/studentT.ts'

/**
 * Pearson's correlation of two series, −1…1, Fisher's interval. Association, not cause.
 *
 * @param options - `lag`: `x` of period *i* is held against `y` of period *i + lag* (whole periods from 0): what is felt
 * now against the money that comes later. Pairs with a `null` are left out and counted.
 * @throws {@link InsightsError} `invalid_input` for lists of unequal length; `invalid_option` for a lag below 0.
 * @see Fisher, Metron 1 (1921).
 */
export function correlation(
  x: readonly (number | null)[],
  y: readonly (number | null)[],
  options: MetricOptions & { lag?: number } = {},
): Metric & { lag: number; p: number | null } {
  const settings = settingsOf(options)
  const { lag = 0 } = options
  if (x.length !== y.length)
    throw new InsightsError('invalid_input', `${x.length} values and ${y.length} values make no pairs.`)
  if (!Number.isInteger(lag) || lag < 0)
    throw new InsightsError('invalid_option', `\`lag\` is ${lag}: it counts whole periods from 0.`)
  const pairs: [number, number][] = []
  let missing = 0
  for (let i = 0; i + lag < x.length; i += 1) {
    const [a, b] = [x[i], y[i + lag]]
    if (Number.isFinite(a) && Number.isFinite(b)) pairs.push([a!, b!])
    else missing += 1
  }
  const n = pairs.length
  const r = pearson(pairs)
  const metric = toMetric(
    {
      n,
      method: 'Fisher z interval of a correlation',
      excluded: { 'one of the two missing': missing },
      flags: ['association'],
    },
    settings,
    () => {
      if (Math.abs(r) === 1) return { value: r, lower: r, upper: r }
      const half = zOf(settings.confidence) / Math.sqrt(n - 3)
      return { value: r, lower: Math.tanh(Math.atanh(r) - half), upper: Math.tanh(Math.atanh(r) + half) }
    },
  )
  const t = r * Math.sqrt((n - 2) / (1 - r * r))
  return { ...metric, lag, p: metric.value === null ? null : twoSidedT(t, n - 2) }
}

/** Pearson's r; `NaN` when one of the two does not vary. */
export function pearson(pairs: readonly (readonly [number, number])[]): number {
  const n = pairs.length
  let sumX = 0
  let sumY = 0
  for (const [x, y] of pairs) {
    sumX += x
    sumY += y
  }
  let xx = 0
  let yy = 0
  let xy = 0
  for (const [x, y] of pairs) {
    xx += (x - sumX / n) ** 2
    yy += (y - sumY / n) ** 2
    xy += (x - sumX / n) * (y - sumY / n)
  }
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)))
}
