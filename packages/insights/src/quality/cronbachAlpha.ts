import fCdf from '@stdlib/stats-base-dists-f-cdf'
import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { correlationMatrix } from '../stats/leastSquares.ts'
import { momentsOf } from '../stats/moments.ts'

/** How far items that should measure one thing agree. */
export interface Reliability extends Metric {
  /** From the correlations, not the covariances: what some packages print. */
  standardized: number | null
  /** For two items: Spearman–Brown, which suits them better than alpha. */
  spearmanBrown: number | null
}

/**
 * Cronbach's α (raw) with Feldt's interval. Persons who passed over an item are left out and counted. A low α is expected
 * of items that *make up* a thing rather than mirror it.
 *
 * @param items - one list of answers per item; the same place is the same person.
 * @throws {@link InsightsError} `invalid_input` for fewer than two items, or lists of unequal length.
 * @see Cronbach, Psychometrika 16 (1951); Feldt, Psychometrika 30 (1965).
 */
export function cronbachAlpha(
  items: readonly (readonly (number | null)[])[],
  options: MetricOptions = {},
): Reliability {
  const settings = settingsOf(options)
  const k = items.length
  const rows = items[0]?.length ?? 0
  if (k < 2 || items.some((column) => column.length !== rows))
    throw new InsightsError(
      'invalid_input',
      'Reliability needs two items or more, with one answer per person each.',
    )
  const complete = Array.from({ length: rows }, (_, i) => i).filter((i) =>
    items.every((column) => Number.isFinite(column[i])),
  )
  const columns = items.map((column) => complete.map((i) => column[i]!))
  const totals = complete.map((_, i) => columns.reduce((sum, column) => sum + column[i]!, 0))
  const variances = columns.reduce((sum, column) => sum + momentsOf(column).sd ** 2, 0)
  const alpha = (k / (k - 1)) * (1 - variances / momentsOf(totals).sd ** 2)
  const n = complete.length
  const metric = toMetric(
    { n, method: 'Feldt interval of Cronbach’s alpha', excluded: { 'an item passed over': rows - n } },
    settings,
    () => {
      const [df1, df2] = [n - 1, (n - 1) * (k - 1)]
      const tail = (1 - settings.confidence) / 2
      return {
        value: alpha,
        lower: 1 - (1 - alpha) * fQuantile(1 - tail, df1, df2),
        upper: 1 - (1 - alpha) * fQuantile(tail, df1, df2),
      }
    },
  )
  const correlations = correlationMatrix(columns)
  let sum = 0
  for (let a = 0; a < k; a += 1) for (let b = a + 1; b < k; b += 1) sum += correlations.get(a, b)
  const r = sum / ((k * (k - 1)) / 2)
  const shown = metric.value !== null
  return {
    ...metric,
    standardized: shown ? (k * r) / (1 + (k - 1) * r) : null,
    spearmanBrown: shown && k === 2 ? (2 * r) / (1 + r) : null,
  }
}

/** By bisection of the distribution function; 60 halvings leave less than a rounding error. */
function fQuantile(p: number, df1: number, df2: number): number {
  let [low, high] = [0, 2]
  while (fCdf(high, df1, df2) < p) high *= 2
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2
    if (fCdf(middle, df1, df2) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}
