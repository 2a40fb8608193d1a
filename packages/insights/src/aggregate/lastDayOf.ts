import type { PeriodLength } from './periodOf.ts'

/** Last day of the period that begins on a day, both `YYYY-MM-DD` in UTC; `'all'` stays `'all'`. */
export function lastDayOf(first: string, length: PeriodLength): string {
  if (length === 'all') return first
  const end = new Date(first)
  if (length === 'month') end.setUTCMonth(end.getUTCMonth() + 1, 0)
  if (length === 'week') end.setUTCDate(end.getUTCDate() + 6)
  return end.toISOString().slice(0, 10)
}
