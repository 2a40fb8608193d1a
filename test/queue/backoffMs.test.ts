import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs } from '../../src/queue/backoffMs.ts'

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const most = (fails: number) => backoffMs(fails, () => 1)

describe('backoffMs', () => {
  it('is anything from nothing to its cap, which never falls and never passes 300 s', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), unit, (fails, random) => {
        const ms = backoffMs(fails, () => random)
        expect(ms).toBeGreaterThanOrEqual(0)
        expect(ms).toBeLessThanOrEqual(most(fails))
        expect(most(fails + 1)).toBeGreaterThanOrEqual(most(fails))
        expect(most(fails)).toBeLessThanOrEqual(300_000)
      }),
    )
  })

  it('tries soon after a first failure, and spreads a crowd over more than a minute from the second on', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map((fails) => most(fails) / 1000)).toEqual([
      2, 80, 120, 160, 200, 240, 280, 300, 300,
    ])
    expect(backoffMs(2, () => 0)).toBe(0)
    expect(backoffMs(2, () => 0.5)).toBe(40_000)
  })
})
