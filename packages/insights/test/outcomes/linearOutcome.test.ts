import { describe, expect, it } from 'vitest'
import { createRandom, leastSquares, tOf, twoSidedT } from '../../src/algorithms.ts'
import { linearOutcome } from '../../src/index.ts'
import { refused } from '../support/failure.ts'
import { normal } from '../support/simulate.ts'

const x = [1, 2, 4, 4, 6, 7, 9, 10]
const y = [12, 11, 17, 15, 20, 26, 25, 30]

describe('linearOutcome', () => {
  it('004-12 gives the chain of scores coefficients with intervals, as associations', () => {
    const random = createRandom(2)
    const scores = Array.from({ length: 200 }, () => normal(random))
    const found = linearOutcome(
      [...scores.map((value) => 3 + 2 * value + normal(random)), 7],
      [{ name: 'x', values: [...scores, null] }],
    )
    expect(found.slopes[0]!.lower!).toBeLessThan(2)
    expect(found.slopes[0]!.upper!).toBeGreaterThan(2)
    expect(found.slopes[0]!.flags).toEqual(['association'])
    expect(found.intercept.excluded).toEqual({ 'a value missing': 1 })
  })

  it('of one score is the line of the textbook, its errors and its t intervals', () => {
    const found = linearOutcome(y, [{ name: 'score', values: x }], { confidence: 0.9 })
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const products = (a: number[], b: number[]) =>
      a.reduce((sum, value, i) => sum + (value - mean(a)) * (b[i]! - mean(b)), 0)
    const slope = products(x, y) / products(x, x)
    const intercept = mean(y) - slope * mean(x)
    const left = products(y, y) - slope * products(x, y)
    const sigma = Math.sqrt(left / 6)
    const errors = {
      slope: sigma / Math.sqrt(products(x, x)),
      intercept: sigma * Math.sqrt(1 / 8 + mean(x) ** 2 / products(x, x)),
    }
    const t = 1.9431802805153022 // of 6 degrees of freedom at 90 %, from a table
    expect(tOf(0.9, 6)).toBeCloseTo(t, 9)
    for (const [metric, value, error] of [
      [found.slopes[0]!, slope, errors.slope],
      [found.intercept, intercept, errors.intercept],
    ] as const) {
      expect(metric.value).toBeCloseTo(value, 10)
      expect(metric.standardError).toBeCloseTo(error, 10)
      expect(metric.lower).toBeCloseTo(value - t * error, 8)
      expect(metric.upper).toBeCloseTo(value + t * error, 8)
      expect(metric.p).toBeCloseTo(twoSidedT(value / error, 6), 12)
      expect(metric).toMatchObject({ n: 8, confidence: 0.9, excluded: {} })
      expect(metric.flags).toEqual(['indicative', 'association'])
      expect(metric.method).toContain('Student t')
    }
    expect(found.r2).toBeCloseTo(products(x, y) ** 2 / products(x, x) / products(y, y), 12)
    expect(found.df).toBe(6)
    expect(found.slopes.map(({ name }) => name)).toEqual(['score'])
  })

  it('takes whoever has every value, each predictor with the others held', () => {
    const price = [3, 1, 4, 1, 5, 9, 2, 6]
    const found = linearOutcome(
      [null, ...y, 9, 9],
      [
        { name: 'score', values: [5, ...x, null, 5] },
        { name: 'price', values: [5, ...price, 5, Number.NaN] },
      ],
    )
    const fit = leastSquares(y, [x, price])
    expect(found.slopes.map(({ name, value }) => [name, value])).toEqual([
      ['score', fit.coefficients[1]],
      ['price', fit.coefficients[2]],
    ])
    expect(found.intercept.value).toBe(fit.coefficients[0])
    expect(found.slopes[1]!.standardError).toBe(fit.standardErrors[2])
    expect(found).toMatchObject({ r2: fit.r2, df: 5 })
    expect(found.slopes[1]).toMatchObject({ n: 8, excluded: { 'a value missing': 3 } })
  })

  it('shows nothing of fewer than five people but how many they are', () => {
    const found = linearOutcome(y.slice(0, 4), [{ name: 'score', values: x.slice(0, 4) }])
    for (const metric of [found.intercept, found.slopes[0]!])
      expect(metric).toMatchObject({
        ...{ value: null, lower: null, upper: null, standardError: null, p: null, n: 4 },
        flags: ['suppressed', 'association'],
      })
    expect(found).toMatchObject({ r2: null, df: 2 })
  })

  it('refuses columns that do not fit, and a predictor that does not vary', () => {
    const told = refused('invalid_input', 'one value per person')
    expect(() => linearOutcome([1, 2], [{ name: 'x', values: [1] }])).toThrow(told)
    const both = [
      { name: 'x', values: x },
      { name: 'z', values: [1] },
    ]
    expect(() => linearOutcome(y, both)).toThrow(told)
    for (const value of [3, 0.1, 100 / 3])
      expect(() => linearOutcome(y, [{ name: 'x', values: y.map(() => value) }])).toThrow(
        refused('no_solution', 'does not vary'),
      )
  })

  it('explains nothing of an amount that is the same for all', () => {
    const found = linearOutcome(
      y.map(() => 100 / 3),
      [{ name: 'score', values: x }],
    )
    expect(found.slopes[0]!.value).toBeCloseTo(0, 12)
    expect(found.r2).toBe(0)
  })

  it('solves predictors of very unlike size equally well', () => {
    const random = createRandom(2)
    const small = Array.from({ length: 50 }, () => normal(random) * 1e-6)
    const large = small.map(() => 1e9 + normal(random) * 1e6)
    const fit = leastSquares(
      small.map((value, i) => 5e6 * value + 3e-6 * large[i]!),
      [small, large],
    )
    expect(fit.coefficients[1]! / 5e6).toBeCloseTo(1, 6)
    expect(fit.coefficients[2]! / 3e-6).toBeCloseTo(1, 6)
    expect(() => leastSquares([1, 2], [[1, 2]])).toThrow(refused('too_few'))
    expect(leastSquares([1, 2, 3], [])).toMatchObject({ coefficients: [2], r2: 0, df: 2 })
  })
})
