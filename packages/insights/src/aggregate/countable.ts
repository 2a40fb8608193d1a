import type { PulsoRecord } from '@pulso/web/schema'

/**
 * What of an answer is counted: numbers and choices as they are, several choices each in one (sorted, by comma), a tap
 * on the grid as `positive,negative`, a text as being there. Contact data is nobody's statistic: `undefined`.
 */
export function countable(
  value: Extract<PulsoRecord, { type: 'answered' }>['value'],
): number | string | null | undefined {
  if (value === null || typeof value === 'number') return value
  if (typeof value === 'string') return value.length <= 64 && /^[a-z0-9-]+$/.test(value) ? value : 'text'
  if (Array.isArray(value)) return [...value].sort().join(',')
  return 'positive' in value ? `${value.positive},${value.negative}` : undefined
}
