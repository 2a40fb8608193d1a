import type { Metric } from '../../contract/Metric.ts'
import type { NamedMetric } from '../headlineOf.ts'
import type { ReportLocale } from './words.ts'

type Unit = NamedMetric['unit']

/** To make a formatter costs more than a thousand uses of it; there are as many as locales and forms. */
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()
const numbers = (locale: string, form: Intl.NumberFormatOptions = {}) =>
  remembered(`n ${locale} ${JSON.stringify(form)}`, () => new Intl.NumberFormat(locale, form))
const dates = (locale: string) =>
  remembered(`d ${locale}`, () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }))
function remembered<Formatter extends Intl.NumberFormat | Intl.DateTimeFormat>(
  name: string,
  make: () => Formatter,
): Formatter {
  const known = made.get(name) as Formatter | undefined // each name has its kind before it
  const formatter = known ?? make()
  made.set(name, formatter)
  return formatter
}

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
  return numbers(locale, {
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
export const formatCount = (value: number, locale: ReportLocale): string => numbers(locale).format(value)

/** 0.034, or < 0.001. */
export const formatP = (p: number | null, locale: ReportLocale): string =>
  p === null
    ? '–'
    : p < 0.001
      ? `< ${numbers(locale, { minimumFractionDigits: 3 }).format(0.001)}`
      : numbers(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(p)

/** A day as people write it: 4 May 2026. What is no day stays as it is. */
export const formatDay = (day: string, locale: ReportLocale): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(day)
    ? dates(locale === 'en' ? 'en-GB' : locale).format(new Date(`${day}T00:00:00Z`))
    : day
