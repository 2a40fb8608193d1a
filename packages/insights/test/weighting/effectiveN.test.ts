import { describe, expect, it } from 'vitest'
import { effectiveN } from '../../src/index.ts'
import { refused } from '../support/failure.ts'

describe('effectiveN', () => {
  it('is n when all weights are equal, and 1 when one answer counts', () => {
    expect(effectiveN([3, 3, 3, 3])).toEqual({ n: 4, effectiveN: 4, designEffect: 1 })
    expect(effectiveN([2, 0, 0])).toEqual({ n: 3, effectiveN: 1, designEffect: 3 })
  })

  it('is the square of the sum over the sum of squares', () => {
    const found = effectiveN([1, 2, 3, 4])
    expect(found.effectiveN).toBeCloseTo(100 / 30, 12)
    expect(found.designEffect).toBeCloseTo(4 / (100 / 30), 12)
  })

  it('refuses weights that are none, and weights of nobody', () => {
    for (const weight of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => effectiveN([1, weight])).toThrow(refused('invalid_input', 'numbers from 0'))
    for (const weights of [[], [0, 0]])
      expect(() => effectiveN(weights)).toThrow(refused('invalid_input', 'At least one weight is above 0'))
  })
})
