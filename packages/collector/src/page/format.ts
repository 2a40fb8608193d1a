import type { Locale } from './words.ts'

/** 12345 → '12,345'. */
export const count = (value: number, locale: Locale): string => new Intl.NumberFormat(locale).format(value)

/** 'order-confirmation' → 'Order confirmation'. */
export function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** '22 Nov 2026, 02:11 UTC'. A clock beyond the calendar gives its bare number. */
export const timeOf = (ms: number, locale: Locale): string =>
  Math.abs(ms) <= LAST_MS
    ? `${new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'es', TIME).format(ms)} UTC`
    : String(ms)

/** For `<time>`; '' beyond the calendar. */
export const isoOf = (ms: number): string => (Math.abs(ms) <= LAST_MS ? new Date(ms).toISOString() : '')

/** '4 May 2026', of a day in UTC. */
export const dayText = (day: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'es', { dateStyle: 'medium', timeZone: 'UTC' }).format(
    Date.parse(day),
  )

/** '43 %'. */
export const percentOf = (share: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share)

const LAST_MS = 8.64e15
const TIME: Intl.DateTimeFormatOptions = {
  ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  timeZone: 'UTC',
}
