import { Matrix } from 'ml-matrix'
import { describe, expect, it } from 'vitest'
import { leastSquares, lmg, relativeWeights } from '../../src/algorithms.ts'
import { lmgOfCorrelations } from '../../src/drivers/lmg.ts'
import { relativeWeightsOfCorrelations } from '../../src/drivers/relativeWeights.ts'
import { refused } from '../support/failure.ts'
import { ratings } from './ratings.ts'

const { y, predictors } = ratings(60)
const [a, b, c] = predictors.map(({ values }) => values) as [number[], number[], number[]]
const r2 = (...x: number[][]) => (x.length === 0 ? 0 : leastSquares(y, x).r2)

/** A response with these correlations, of predictors that are correlated as `between` says. */
const correlations = (withResponse: readonly number[], between: (i: number, j: number) => number) =>
  new Matrix(
    [1, ...withResponse].map((_, i) =>
      [1, ...withResponse].map((_, j) =>
        i === j ? 1 : i === 0 || j === 0 ? withResponse[Math.max(i, j) - 1]! : between(i, j),
      ),
    ),
  )

const orders = (of: readonly number[]): number[][] =>
  of.length === 0
    ? [[]]
    : of.flatMap((first) => orders(of.filter((one) => one !== first)).map((rest) => [first, ...rest]))

describe('lmg', () => {
  it('is what a predictor adds, averaged over all orders of three', () => {
    const columns = [a, b, c]
    const added = [0, 0, 0]
    for (const order of orders([0, 1, 2]))
      for (const [place, j] of order.entries()) {
        const before = order.slice(0, place).map((k) => columns[k]!)
        added[j]! += (r2(...before, columns[j]!) - r2(...before)) / 6
      }
    const found = lmg(y, columns)
    expect(found.r2).toBeCloseTo(r2(a, b, c), 10)
    for (const j of [0, 1, 2]) expect(found.contributions[j]).toBeCloseTo(added[j]!, 10)
  })

  it('of one predictor is its squared correlation, and all of R²', () => {
    const found = lmg(y, [a])
    expect(found.contributions).toEqual([found.r2])
    expect(found.r2).toBeCloseTo(r2(a), 12)
  })

  it('refuses more than fifteen predictors, and says how many models that would be', () => {
    const shares = Array.from({ length: 15 }, (_, j) => (j + 1) / 40)
    const found = lmgOfCorrelations(correlations(shares, () => 0))
    for (const [j, r] of shares.entries()) expect(found.contributions[j]).toBeCloseTo(r * r, 12)
    expect(() => lmg(y, Array(16).fill(a))).toThrow(
      refused('invalid_option', '16 predictors', '65536 models', 'relative weights beyond 15'),
    )
  })
})

describe('relativeWeights', () => {
  it('goes by the square root of the correlations, by hand for two predictors', () => {
    const r = 0.6
    // the root of [1 r; r 1] has these entries; beta solves root · beta = correlations with the response
    const [own, other] = [Math.sqrt(1 + r) + Math.sqrt(1 - r), Math.sqrt(1 + r) - Math.sqrt(1 - r)].map(
      (x) => x / 2,
    )
    const [r1, r2] = [0.5, 0.3]
    const det = own! ** 2 - other! ** 2
    const [b1, b2] = [(own! * r1 - other! * r2) / det, (own! * r2 - other! * r1) / det]
    const found = relativeWeightsOfCorrelations(correlations([r1, r2], () => r))
    expect(found.contributions[0]).toBeCloseTo(own! ** 2 * b1 ** 2 + other! ** 2 * b2 ** 2, 12)
    expect(found.contributions[1]).toBeCloseTo(other! ** 2 * b1 ** 2 + own! ** 2 * b2 ** 2, 12)
    expect(found.r2).toBeCloseTo((r1 ** 2 + r2 ** 2 - 2 * r1 * r2 * r) / (1 - r ** 2), 12)
  })

  it('is as good as LMG for two predictors, and sums to R² for three', () => {
    const [weights, shares] = [relativeWeights(y, [a, b]), lmg(y, [a, b])]
    for (const j of [0, 1]) expect(weights.contributions[j]).toBeCloseTo(shares.contributions[j]!, 10)
    const three = relativeWeights(y, [a, b, c])
    expect(three.r2).toBeCloseTo(r2(a, b, c), 10)
    expect(three.contributions.reduce((sum, value) => sum + value, 0)).toBeCloseTo(three.r2, 12)
  })
})

describe.each([
  ['lmg', lmg, lmgOfCorrelations],
  ['relativeWeights', relativeWeights, relativeWeightsOfCorrelations],
] as const)('%s, as every decomposition', (_, decompose, ofCorrelations) => {
  it('credits each of unrelated predictors with its squared correlation', () => {
    const found = ofCorrelations(correlations([0.5, -0.3, 0.1], () => 0))
    for (const [j, share] of [0.25, 0.09, 0.01].entries())
      expect(found.contributions[j]).toBeCloseTo(share, 12)
    expect(found.r2).toBeCloseTo(0.35, 12)
  })

  it('credits predictors that are alike with the same', () => {
    const found = ofCorrelations(correlations([0.5, 0.5, 0.5], () => 0.4))
    // 3 · 0.5² ÷ (1 + 2 · 0.4)
    expect(found.r2).toBeCloseTo(0.75 / 1.8, 12)
    for (const share of found.contributions) expect(share).toBeCloseTo(0.25 / 1.8, 12)
  })

  it('does not mind the order, the scale or the sign of predictors', () => {
    const found = decompose(y, [a, b, c])
    const turned = decompose(y, [c.map((value) => 5 - 3 * value), a.map((value) => value / 100), b])
    expect(turned.r2).toBeCloseTo(found.r2, 12)
    for (const [j, place] of [2, 0, 1].entries())
      expect(turned.contributions[j]).toBeCloseTo(found.contributions[place]!, 12)
  })

  it('refuses predictors that are sums of others or do not vary, though rounding makes them seem to', () => {
    const sum = a.map((value, i) => value + b[i]!)
    expect(() => decompose(y, [a, b, sum])).toThrow(
      refused('no_solution', 'sum of others', 'leave one of them out'),
    )
    expect(() => decompose(y, [sum, a, b])).toThrow(refused('no_solution'))
    for (const value of [3, 0.1, 100 / 3]) {
      expect(() => decompose(y, [a, y.map(() => value)])).toThrow(refused('no_solution', 'does not vary'))
      expect(() => decompose(y, [y.map(() => value)])).toThrow(refused('no_solution', 'does not vary'))
      expect(() =>
        decompose(
          y.map(() => value),
          [a],
        ),
      ).toThrow(refused('no_solution', 'does not vary'))
    }
  })

  it('takes predictors that are nearly sums of others', () => {
    const nearly = a.map((value, i) => value + b[i]! + (i % 2 ? 1e-3 : -1e-3))
    expect(decompose(y, [a, b, nearly]).r2).toBeCloseTo(r2(a, b, nearly), 6)
  })

  it('refuses gaps and columns of unequal length', () => {
    expect(() => decompose(y, [a.map((value, i) => (i === 3 ? Number.NaN : value))])).toThrow(
      refused('missing_values', 'complete cases'),
    )
    expect(() => decompose(y, [a.slice(1)])).toThrow(refused('invalid_input', '60 values'))
  })
})
