/** Length of a period; weeks begin on Monday. All in UTC. */
export type PeriodLength = 'day' | 'week' | 'month' | 'all'

const DAY_MS = 86_400_000
const known = new Map<number, string>()

/** First day of the period of a time, `YYYY-MM-DD` in UTC; `'all'` when everything is one period. */
export function periodOf(at: number, length: PeriodLength): string {
  if (length === 'all') return 'all'
  let day = Math.floor(at / DAY_MS)
  if (length === 'week') day -= (((day + 3) % 7) + 7) % 7 // 1970-01-01 was a Thursday
  const name = nameOf(day)
  return length === 'month' ? `${name.slice(0, 7)}-01` : name
}

/** Dates are few and records many. */
function nameOf(day: number): string {
  let name = known.get(day)
  if (name === undefined) {
    name = new Date(day * DAY_MS).toISOString().slice(0, 10)
    if (known.size > 20_000) known.clear()
    known.set(day, name)
  }
  return name
}
