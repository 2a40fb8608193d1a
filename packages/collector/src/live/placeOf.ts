import type { PulsoRecord } from '@pulso/web/schema'
import type { Place } from './LiveFilter.ts'

const DAY_MS = 86_400_000

/** Times are what a sender says: later ones have no day of four digits for the year. */
const LAST_MS = Date.UTC(9999, 11, 31)

/** The day of a time in milliseconds since 1970, `YYYY-MM-DD` in UTC. */
export const dayOf = (at: number): string =>
  new Date(Math.min(Math.floor(at / DAY_MS) * DAY_MS, LAST_MS)).toISOString().slice(0, 10)

/** Where a record belongs. An outcome is at no touchpoint. */
export function placeOf(record: PulsoRecord, project: string, names: readonly string[]): Place {
  const { id = '', channel = '' } = record.type === 'outcome' ? {} : record.touchpoint
  return {
    project,
    touchpoint: id,
    channel,
    day: dayOf(record.at),
    segments: Object.fromEntries(names.map((name) => [name, String(record.context?.[name] ?? '')])),
  }
}
