import { describe, expect, it } from 'vitest'
import { trimWeights } from '../../src/index.ts'
import { refused } from '../support/failure.ts'

const total = (weights: readonly number[]) => weights.reduce((sum, weight) => sum + weight, 0)

describe('trimWeights', () => {
  it('caps at five times the median and hands the rest out in proportion', () => {
    const found = trimWeights([1, 2, 1, 2, 2, 20])
    // the median is 2: 10 are cut off the last, and 8 others share them
    expect(found.weights.map((weight) => Number(weight.toFixed(9)))).toEqual([2.25, 4.5, 2.25, 4.5, 4.5, 10])
    expect(found).toMatchObject({ capped: 1, cap: 10 })
    expect(total(found.weights)).toBeCloseTo(28, 9)
  })

  it('cuts in turn what handing out lifts over the cap', () => {
    const found = trimWeights([1, 1, 1, 1.9, 9], 2)
    // cap 2; 7 to hand out: the fourth reaches 2, and the first three take the rest, up to 2 as well
    expect(found.weights).toEqual([2, 2, 2, 2, 2])
    expect(found).toMatchObject({ capped: 1, cap: 2 })
    const loose = trimWeights([1, 1, 1, 1.9, 3], 2)
    expect(loose.weights[3]).toBe(2)
    expect(loose.weights[4]).toBe(2)
    for (const weight of loose.weights.slice(0, 3)) expect(weight).toBeCloseTo(3.9 / 3, 9)
    expect(total(loose.weights)).toBeCloseTo(7.9, 9)
  })

  it('leaves alone what is not over the cap', () => {
    expect(trimWeights([1, 2, 1])).toEqual({ weights: [1, 2, 1], capped: 0, cap: 5 })
    expect(trimWeights([1, 5, 1])).toMatchObject({ weights: [1, 5, 1], capped: 0 })
    expect(trimWeights([])).toMatchObject({ weights: [], capped: 0 })
    const given = [1, 1, 9]
    trimWeights(given)
    expect(given).toEqual([1, 1, 9])
  })

  it('refuses a cap under the median', () => {
    for (const times of [0.9, Number.NaN])
      expect(() => trimWeights([1], times)).toThrow(
        refused('invalid_option', `\`times\` is ${times}`, 'at least the median'),
      )
    expect(trimWeights([1, 3, 5], 1)).toMatchObject({ weights: [3, 3, 3], cap: 3, capped: 1 })
  })
})
