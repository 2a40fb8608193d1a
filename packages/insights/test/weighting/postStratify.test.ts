import { describe, expect, it } from 'vitest'
import { postStratify } from '../../src/index.ts'
import { refused } from '../support/failure.ts'

describe('postStratify', () => {
  it('lets each answer stand for its share of the stratum', () => {
    const strata = { a: { n: 40, N: 4000 }, b: { n: 60, N: 1000 }, c: { n: 30, N: 0 }, d: { n: 0, N: 0 } }
    const { weights, small } = postStratify(strata)
    expect(weights).toEqual({ a: 100, b: 1000 / 60, c: 0 })
    expect(small).toEqual([])
    // the answers of all strata stand for all people
    expect(40 * weights.a + 60 * weights.b).toBeCloseTo(5000, 9)
  })

  it('names strata of under ten answers, or under another least', () => {
    const strata = { nine: { n: 9, N: 90 }, ten: { n: 10, N: 90 }, none: { n: 0, N: 0 } }
    expect(postStratify(strata).small).toEqual(['nine'])
    expect(postStratify(strata, 11).small).toEqual(['nine', 'ten'])
    expect(postStratify(strata, 9).small).toEqual([])
  })

  it('refuses a stratum in which nobody answered, and numbers that are no counts', () => {
    expect(() => postStratify({ a: { n: 4, N: 5 }, b: { n: 0, N: 5 } })).toThrow(
      refused('too_few', 'Nobody of stratum "b"', 'merge it'),
    )
    for (const [n, N] of [
      [-1, 5],
      [5, -1],
      [Number.NaN, 5],
      [5, Number.NaN],
    ] as const)
      expect(() => postStratify({ a: { n, N } })).toThrow(refused('invalid_input', '"a"', 'numbers from 0'))
  })
})
