import type { Mapping } from './Mapping.ts'

/** A time before this was written in another unit, or is a mistake; no report counts it. */
const EARLIEST = Date.UTC(2015, 0, 1)
const DAY_MS = 86_400_000

/**
 * Reads a time. Without a zone it is UTC; a day alone is its noon, so that no zone moves it to another day.
 *
 * @returns milliseconds since 1970, or why not.
 */
export function readTime(text: string, format: Mapping['at']['format'], now: number): number | string {
  const at = parse(text.trim(), format)
  if (at === undefined || !Number.isFinite(at)) return `"at" is no ${format} time`
  if (at < EARLIEST)
    return format === 'unix-ms' && at * 1000 >= EARLIEST
      ? '"at" is before 2015: is it in seconds? Use "unix"'
      : '"at" is before 2015, and nothing so old is counted'
  if (at > now + DAY_MS)
    return format === 'unix'
      ? '"at" is in the future: is it in milliseconds? Use "unix-ms"'
      : '"at" is in the future'
  return at
}

function parse(text: string, format: Mapping['at']['format']): number | undefined {
  if (format === 'unix' || format === 'unix-ms')
    return /^\d+$/.test(text) ? Number(text) * (format === 'unix' ? 1000 : 1) : undefined
  if (format === 'iso') {
    const found =
      /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
        text,
      )
    if (!found) return undefined
    const [, year, month, day, hour, minute, second, zone] = found
    return timeOf([year, month, day, hour, minute, second], zone)
  }
  const found = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text)
  if (!found) return undefined
  const [, first, second, year, hour, minute, seconds] = found
  const [day, month] = format === 'dmy' ? [first, second] : [second, first]
  return timeOf([year, month, day, hour, minute, seconds])
}

/** The 31st of February is no day. */
function timeOf(parts: readonly (string | undefined)[], zone = 'Z'): number | undefined {
  const [year, month, day] = parts.map(Number) as [number, number, number]
  const [hour, minute, second] =
    parts[3] === undefined ? [12, 0, 0] : [Number(parts[3]), Number(parts[4]), Number(parts[5] ?? 0)]
  const at = Date.UTC(year, month - 1, day, hour, minute, second)
  const back = new Date(at)
  if (
    back.getUTCMonth() !== month - 1 ||
    back.getUTCDate() !== day ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  )
    return undefined
  if (zone === 'Z') return at
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})/.exec(zone)!
  return at - (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
