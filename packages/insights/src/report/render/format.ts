import type { Metric } from '../../contract/Metric.ts'
import type { NamedMetric } from '../headlineOf.ts'
import type { ReportLocale } from './words.ts'

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

/** What decides the form of a number: its unit, and the scale that it lies on. */
export type Kind = Pick<NamedMetric, 'unit' | 'range'>
type Bounds = Pick<Metric, 'lower' | 'upper'>

export const SHARE: Kind = { unit: 'share', range: [0, 1] }
export const POINTS: Kind = { unit: 'points', range: [-100, 100] }
/** What was felt. */
export const FEELING: Kind = { unit: 'mean', range: [-2, 2] }
/** A mean on a scale of a few steps, where it does not matter which. */
export const RATING: Kind = { unit: 'mean', range: [0, 10] }
/** A mean that was put on 0–100. */
export const INDEX: Kind = { unit: 'mean', range: [0, 100] }

/** On a scale as long as this a step is small, and its mean is whole, as points and shares are. */
const LONG = 50
/** An interval narrower than this lets one digit more be read. */
const NARROW = { whole: 1, decimal: 0.5 }

/**
 * A number of a kind: +12 points, 80 %, 4.2, +0.53; a dash where there is none. A scale that passes zero has signs. Means have one
 * decimal, points, shares and means on 0–100 none; one more where the interval is narrow enough for it to say something.
 *
 * @param bounds - of the interval that decides the digits: its own, or that of the number it stands beside.
 */
export function formatValue(
  value: number | null,
  kind: Kind,
  locale: ReportLocale,
  bounds: Bounds = NO_BOUNDS,
): string {
  if (value === null) return '–'
  const text = numberOf(inUnit(value, kind), digitsOf(kind, bounds), kind.range[0] < 0, locale)
  return kind.unit === 'share' ? `${text}\u00a0%` : text
}

/** A difference of two numbers of a kind, with its sign; of shares in percentage points. */
export function formatDifference(
  value: number | null,
  kind: Kind,
  locale: ReportLocale,
  bounds: Bounds = NO_BOUNDS,
): string {
  if (value === null) return '–'
  const text = numberOf(inUnit(value, kind), digitsOf(kind, bounds), true, locale)
  const word = (locale === 'es' ? 'punto' : 'point') + (/^[+−]1$/.test(text) ? '' : 's')
  return kind.unit === 'mean' ? text : `${text}\u00a0${word}`
}

/** A number of an axis: as many digits as the one of its axis that has most, and no more. */
export function formatTick(
  value: number,
  kind: Kind,
  locale: ReportLocale,
  all: readonly number[] = [value],
): string {
  const short = (one: number) => Number(inUnit(one, kind).toFixed(2))
  const digits = Math.max(...all.map((one) => String(short(one)).split('.')[1]?.length ?? 0))
  const text = numberOf(short(value), digits, kind.range[0] < 0, locale)
  return kind.unit === 'share' ? `${text}\u00a0%` : text
}

/** Both bounds, as one range. */
export const formatInterval = (bounds: Bounds, kind: Kind, locale: ReportLocale, beside = bounds): string =>
  bounds.lower === null || bounds.upper === null
    ? '–'
    : `${formatValue(bounds.lower, kind, locale, beside).replace('\u00a0%', '')} … ${formatValue(bounds.upper, kind, locale, beside)}`

/** Both bounds of a difference. */
export function formatRange(bounds: Bounds, kind: Kind, locale: ReportLocale): string {
  const { lower, upper } = bounds
  if (lower === null || upper === null) return '–'
  return `${withoutUnit(formatDifference(lower, kind, locale, bounds))} … ${formatDifference(upper, kind, locale, bounds)}`
}

/** A difference as the number alone: on an axis, or before a second bound. */
export const withoutUnit = (difference: string): string => difference.replace(/\s\p{L}+$/u, '')

const NO_BOUNDS: Bounds = { lower: null, upper: null }
const inUnit = (value: number, { unit }: Kind) => (unit === 'share' ? 100 * value : value)

function digitsOf(kind: Kind, { lower, upper }: Bounds): number {
  const [low, high] = kind.range
  const isWhole = kind.unit !== 'mean' || high - low >= LONG
  const width = lower === null || upper === null ? Infinity : inUnit(upper - lower, kind)
  return (isWhole ? 0 : 1) + (width < (isWhole ? NARROW.whole : NARROW.decimal) ? 1 : 0)
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
