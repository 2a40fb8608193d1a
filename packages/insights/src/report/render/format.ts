import type { Metric } from '../../contract/Metric.ts'
import type { NamedMetric } from '../headlineOf.ts'
import type { ReportLocale } from './words.ts'

type Unit = NamedMetric['unit']

/** A number in the unit of its metric: +12 points, 80 %, 4.2; a dash where there is none. */
export function formatValue(value: number | null, unit: Unit, locale: ReportLocale): string {
  if (value === null) return '–'
  const digits = unit === 'mean' ? 1 : 0
  const text = numberOf(unit === 'share' ? 100 * value : value, digits, unit === 'points', locale)
  return unit === 'share' ? `${text}\u00a0%` : text
}

/** A difference in the unit of its metric, with its sign; of shares in percentage points. */
export function formatDifference(value: number | null, unit: Unit, locale: ReportLocale): string {
  if (value === null) return '–'
  if (unit === 'mean') return numberOf(value, 2, true, locale)
  const points = locale === 'es' ? 'puntos' : 'points'
  return `${numberOf(unit === 'share' ? 100 * value : value, 0, true, locale)}\u00a0${points}`
}

function numberOf(value: number, digits: number, signed: boolean, locale: ReportLocale): string {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: signed ? 'exceptZero' : 'auto',
  })
    .format(Number(value.toFixed(digits)) || 0) // no −0.0
    .replace('-', '−')
}

/** Both bounds, as one range. */
export const formatInterval = (
  { lower, upper }: Pick<Metric, 'lower' | 'upper'>,
  unit: Unit,
  locale: ReportLocale,
): string =>
  lower === null || upper === null
    ? '–'
    : `${formatValue(lower, unit, locale)} … ${formatValue(upper, unit, locale)}`

/** Both bounds of a difference. */
export const formatRange = (
  { lower, upper }: Pick<Metric, 'lower' | 'upper'>,
  unit: Unit,
  locale: ReportLocale,
): string => {
  if (lower === null || upper === null) return '–'
  const [low, high] = [lower, upper].map((bound) => formatDifference(bound, unit, locale)) as [string, string]
  return `${low.replace(/\s\p{L}+$/u, '')} … ${high}`
}

/** A whole number. */
export const formatCount = (value: number, locale: ReportLocale): string =>
  new Intl.NumberFormat(locale).format(value)

/** 0.034, or < 0.001. */
export const formatP = (p: number | null, locale: ReportLocale): string =>
  p === null
    ? '–'
    : p < 0.001
      ? `< ${new Intl.NumberFormat(locale, { minimumFractionDigits: 3 }).format(0.001)}`
      : new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(p)

/** A day as people write it: 4 May 2026. What is no day stays as it is. */
export const formatDay = (day: string, locale: ReportLocale): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(day)
    ? new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
        dateStyle: 'medium',
        timeZone: 'UTC',
      }).format(new Date(`${day}T00:00:00Z`))
    : day
