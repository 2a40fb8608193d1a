import { expect, it } from 'vitest'
import { lastDayOf } from '../../src/aggregate/lastDayOf.ts'

it.each([
  ['2026-11-22', 'day', '2026-11-22'],
  ['2026-12-28', 'week', '2027-01-03'],
  ['2028-02-01', 'month', '2028-02-29'],
  ['2026-12-01', 'month', '2026-12-31'],
  ['all', 'all', 'all'],
] as const)('a period that begins on %s and is one %s ends on %s', (first, length, last) => {
  expect(lastDayOf(first, length)).toBe(last)
})
