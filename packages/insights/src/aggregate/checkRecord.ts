import type { PulsoRecord } from '@pulso/web/schema'

/** What can be wrong with a line; counted each under its own name, never dropped in silence. */
export type LineProblem =
  | 'no JSON'
  | 'no record'
  | 'time in seconds'
  | 'in the future'
  | 'before 2015'
  | 'no phase'
  | 'unknown type'

const TYPES = new Set(['shown', 'answered', 'completed', 'dismissed', 'outcome'])
const PHASES = new Set(['before', 'during', 'after'])
/** 2015 in seconds, and in milliseconds: a time between the two was written in seconds. */
const SECONDS_2015 = 1_420_070_400
const DAY_MS = 86_400_000

/**
 * Looks at what an aggregate needs of a record, and no further: the collector has checked the rest. A full check of every
 * line would cost several times what reading it does.
 *
 * @param latest - no record is later than this, in milliseconds since 1970; a day of clock skew is forgiven.
 */
export function checkRecord(value: unknown, latest = Infinity): PulsoRecord | LineProblem {
  if (typeof value !== 'object' || value === null) return 'no record'
  const record = value as Partial<Omit<Extract<PulsoRecord, { type: 'answered' }>, 'type'>> & {
    type?: string
  }
  if (record.type === undefined || !TYPES.has(record.type)) return 'unknown type'
  const { at } = record
  if (typeof at !== 'number' || !Number.isFinite(at)) return 'no record'
  if (at >= SECONDS_2015 && at < SECONDS_2015 * 10) return 'time in seconds'
  if (at < SECONDS_2015 * 1000) return 'before 2015'
  if (at > latest + DAY_MS) return 'in the future'
  if (record.type !== 'outcome') {
    if (!record.touchpoint || !PHASES.has(record.touchpoint.phase)) return 'no phase'
    if (!record.survey || typeof record.run !== 'string') return 'no record'
    if (record.type === 'answered' && (!record.question || record.value === undefined)) return 'no record'
  }
  return value as PulsoRecord
}
