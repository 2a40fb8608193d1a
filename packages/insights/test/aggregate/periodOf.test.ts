import { expect, it } from 'vitest'
import { type PeriodLength, periodOf } from '../../src/index.ts'

it.each<[string, PeriodLength, string]>([
  ['2026-05-04T00:00:00Z', 'day', '2026-05-04'],
  ['2026-05-04T23:59:59.999Z', 'day', '2026-05-04'],
  ['2026-05-03T12:00:00Z', 'week', '2026-04-27'], // a Sunday
  ['2026-05-04T00:00:00Z', 'week', '2026-05-04'], // a Monday
  ['2026-05-09T12:00:00Z', 'week', '2026-05-04'],
  ['1969-12-31T12:00:00Z', 'week', '1969-12-29'],
  ['1969-12-28T12:00:00Z', 'week', '1969-12-22'],
  ['2026-05-31T23:59:00Z', 'month', '2026-05-01'],
  ['2026-05-31T23:59:00Z', 'all', 'all'],
])('the period of %s by the %s begins on %s', (time, length, first) => {
  expect(periodOf(Date.parse(time), length)).toBe(first)
})

it('days beyond what it keeps at hand are named as well', () => {
  const day = (i: number) => periodOf(i * 86_400_000, 'day')
  for (let i = 0; i < 20_010; i += 1) day(i)
  expect([day(0), day(1), day(20_009)]).toEqual(['1970-01-01', '1970-01-02', '2024-10-13'])
})
