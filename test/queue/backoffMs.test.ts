import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs } from '../../src/queue/backoffMs.ts'

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('backoffMs', () => {
  it('is anything from nothing to 1 s doubled per failure, and never more than 300 s', () => {
    fc.assert(
      fc.property(fc.nat(2000), unit, (fails, random) => {
        const ms = backoffMs(fails, () => random)
        expect(ms).toBeGreaterThanOrEqual(0)
        expect(ms).toBeLessThanOrEqual(Math.min(300_000, 1000 * 2 ** fails))
      }),
    )
  })

  it('spreads a crowd that fails together over the whole wait', () => {
    expect(backoffMs(3, () => 0)).toBe(0)
    expect(backoffMs(3, () => 0.5)).toBe(4000)
    expect(backoffMs(30, () => 0.5)).toBe(150_000)
  })
})
