import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holdMs, MAX_HOLD_MS, MAX_TOLD_MS, retryAfterMs } from '../../src/queue/waits.ts'

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const NOW = 1_790_000_000_000

describe('holdMs', () => {
  it('doubles from 15 minutes to 6 hours', () => {
    expect([1, 2, 3, 4, 5, 6, 60].map((holds) => holdMs(holds) / 60_000)).toEqual([
      15, 30, 60, 120, 240, 360, 360,
    ])
  })
})

describe('retryAfterMs', () => {
  it.each([
    ['seconds', '30', 30_000],
    ['milliseconds of the body', 2500, 2500],
    ['a date', new Date(NOW + 60_000).toUTCString(), 60_000],
    ['a past date', 'Thu, 01 Jan 2015 00:00:00 GMT', 1000],
    ['a negative number', '-5', 1000],
    ['nothing at all', '0', 1000],
    ['10^9 seconds', '1000000000', 3_600_000],
  ])('understands %s', (_, value, ms) => {
    expect(retryAfterMs(value, NOW, () => 0)).toBe(ms)
  })

  it.each([['soon'], [undefined], [null], [{}], [Number.NaN], [true]])('ignores %s', (value) => {
    expect(retryAfterMs(value, NOW, () => 0)).toBeUndefined()
  })

  it('adds up to a quarter, stays between one second and one hour and a quarter, and never below what was asked', () => {
    const header = fc.oneof(
      fc.integer({ min: -1e9, max: 1e12 }).map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      fc.double({ noNaN: true }),
    )
    fc.assert(
      fc.property(header, unit, (value, random) => {
        const least = retryAfterMs(value, NOW, () => 0)
        const ms = retryAfterMs(value, NOW, () => random)
        if (least === undefined || ms === undefined) return
        expect(least).toBeGreaterThanOrEqual(1000)
        expect(ms).toBeGreaterThanOrEqual(least)
        expect(ms).toBeLessThanOrEqual(least * 1.25)
        expect(ms).toBeLessThanOrEqual(MAX_TOLD_MS)
        expect(MAX_TOLD_MS).toBeLessThan(MAX_HOLD_MS)
      }),
    )
  })
})
