import { describe, expect, it } from 'vitest'
import { cusum } from '../../src/index.ts'
import { refused } from '../support/failure.ts'

describe('cusum', () => {
  it('adds up what lies further from the target than the allowance, on each side by itself', () => {
    const found = cusum([12, 9, 14, 8, 8], { target: 10, k: 1, h: 100 })
    expect(found.upper).toEqual([1, 0, 3, 0, 0])
    expect(found.lower).toEqual([0, 0, 0, 1, 2])
    expect(found).toMatchObject({ firstSignal: null, direction: null, estimatedStart: null, flagged: [] })
  })

  it('dates the change at the last zero before the alarm, on either side', () => {
    const down = cusum([0, 0, 0, -1, -1, -1, -1], { target: 0, k: 0.25, h: 2 })
    expect(down).toMatchObject({ firstSignal: 6, direction: 'down', estimatedStart: 4, flagged: [6, 7] })
    const up = cusum([0, null, 3, 3], { target: 0, k: 0.5, h: 4 })
    expect(up).toMatchObject({ firstSignal: 4, direction: 'up', estimatedStart: 3, flagged: [4] })
    expect(cusum([9], { target: 0, k: 1, h: 2 })).toMatchObject({ firstSignal: 1, estimatedStart: 1 })
  })

  it('alarms above its limit and not at it', () => {
    expect(cusum([1, 1, 0.5], { target: 0, k: 0, h: 2 })).toMatchObject({ firstSignal: 3, flagged: [3] })
    expect(cusum([-1, -1], { target: 0, k: 0, h: 2 })).toMatchObject({ firstSignal: null, flagged: [] })
    expect(cusum([1, -4, 9], { target: 0, k: 0, h: 3 })).toMatchObject({ direction: 'down', flagged: [2, 3] })
  })

  it('keeps still where nobody answered, and where the answer is no number', () => {
    for (const none of [null, Number.NaN]) {
      const found = cusum([2, none, 2], { target: 0, k: 0.5, h: 2 })
      expect(found.upper).toEqual([1.5, 1.5, 3])
      expect(found.lower).toEqual([0, 0, 0])
      expect(found.flagged).toEqual([3])
    }
    expect(cusum([], { target: 0, k: 1, h: 1 })).toMatchObject({ upper: [], firstSignal: null })
  })

  it('refuses a target, an allowance or a limit that is none', () => {
    for (const options of [
      { target: 0, k: -1, h: 1 },
      { target: 0, k: 1, h: 0 },
      { target: Number.NaN, k: 1, h: 1 },
      { target: 0, k: Number.NaN, h: 1 },
    ])
      expect(() => cusum([1], options)).toThrow(
        refused('invalid_option', 'a target, k from 0 and h above 0', `k is ${options.k} and h ${options.h}`),
      )
  })
})
