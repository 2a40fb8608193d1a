import type { Metric } from '../../contract/Metric.ts'
import type { NamedMetric } from '../headlineOf.ts'
import type { ReportLocale } from './words.ts'

/** A number in the unit of its metric: +12 points, 80 %, 4.2; a dash where there is none. */
export function formatValue(value: number | null, unit: NamedMetric['unit'], locale: ReportLocale): string {
  if (value === null) return '–'
  const digits = unit === 'mean' ? 1 : 0
  const scaled = (unit === 'share' ? 100 * value : value) || 0 // no −0
  const text = new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: unit === 'points' ? 'exceptZero' : 'auto',
  }).format(scaled)
  return unit === 'share' ? `${text} %` : text
}

/** Both bounds, as one range. */
export const formatInterval = (
  { lower, upper }: Metric,
  unit: NamedMetric['unit'],
  locale: ReportLocale,
): string =>
  lower === null || upper === null
    ? '–'
    : `${formatValue(lower, unit, locale)} … ${formatValue(upper, unit, locale)}`
