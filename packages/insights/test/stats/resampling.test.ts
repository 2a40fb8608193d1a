import { describe, expect, it } from 'vitest'
import { boundsOf, resample } from '../../src/stats/bootstrap.ts'
import { createRandom } from '../../src/stats/createRandom.ts'
import { checkColumns, correlationMatrix, leastSquares } from '../../src/stats/leastSquares.ts'
import { codeOf } from '../support/failure.ts'

/** xoshiro128** and splitmix32 as their authors write them, in whole numbers of any size. */
function reference(seed: number): () => number {
  const M = 2n ** 32n
  const mul = (a: bigint, b: bigint) => (a * b) % M
  const rotl = (x: bigint, k: bigint) => ((x << k) | (x >> (32n - k))) % M
  let fill = BigInt.asUintN(32, BigInt(seed))
  const split = () => {
    fill = (fill + 0x9e3779b9n) % M
    let x = fill ^ (fill >> 16n)
    x = mul(x, 0x21f0aaadn)
    x ^= x >> 15n
    x = mul(x, 0x735a2d97n)
    return x ^ (x >> 15n)
  }
  const s = [split(), split(), split(), split()] as [bigint, bigint, bigint, bigint]
  return () => {
    const result = mul(rotl(mul(s[1], 5n), 7n), 9n)
    const t = (s[1] << 9n) % M
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = rotl(s[3], 11n)
    return Number(result) / 2 ** 32
  }
}

describe('createRandom', () => {
  it('is xoshiro128**, filled by splitmix32', () => {
    for (const seed of [0, 1, 42, -7, 2 ** 31]) {
      const [own, theirs] = [createRandom(seed), reference(seed)]
      for (let i = 0; i < 200; i += 1) expect(own()).toBe(theirs())
    }
  })

  it('falls evenly, with the variance of a uniform number', () => {
    const random = createRandom(3)
    const bins = new Array<number>(20).fill(0)
    let squares = 0
    for (let i = 0; i < 20_000; i += 1) {
      const value = random()
      bins[Math.floor(value * 20)]! += 1
      squares += (value - 0.5) ** 2
    }
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    expect(chiSquare).toBeLessThan(43.8) // 0.001 of 19 degrees of freedom
    expect(squares / 20_000).toBeCloseTo(1 / 12, 2)
  })
})

describe('resample', () => {
  it('draws as many units as there are, each of them as often as any', () => {
    const seen = new Array<number>(10).fill(0)
    let draws = 0
    const rows = resample(
      10,
      (indexes) => {
        draws += 1
        expect(indexes).toHaveLength(10)
        for (const i of indexes) seen[i]! += 1
        return [draws, -draws]
      },
      { resamples: 400 },
    )
    expect(rows.map((row) => row.length)).toEqual([400, 400])
    expect(rows[1]!.every((value, i) => value === -rows[0]![i]!)).toBe(true)
    for (const count of seen) expect(Math.abs(count - 400)).toBeLessThan(5 * Math.sqrt(400 * 0.9))
  })

  it('is the same for a seed, another for another, and draws 2000 times unless told', () => {
    const sums = (options = {}) => resample(5, (indexes) => [indexes.reduce((a, b) => a + b, 0)], options)[0]!
    expect(sums()).toHaveLength(2000)
    expect(sums({ seed: 1 })).toEqual(sums())
    expect(sums({ seed: 2 })).not.toEqual(sums())
  })

  it('leaves out draws without a solution, and refuses fewer than two', () => {
    let draw = 0
    const rows = resample(3, () => ((draw += 1) % 4 === 0 ? undefined : [draw]), { resamples: 8 })
    expect(rows).toEqual([[1, 2, 3, 5, 6, 7]])
    for (const resamples of [1, 2.5, NaN])
      expect(codeOf(() => resample(3, () => [1], { resamples }))).toBe('invalid_option')
    expect(resample(3, () => [1], { resamples: 2 })).toEqual([[1, 1]])
  })

  it('knows the standard error of a mean', () => {
    const values = Array.from({ length: 100 }, (_, i) => i)
    const [draws] = resample(100, (indexes) => [indexes.reduce((sum, i) => sum + values[i]!, 0) / 100])
    // spread of 0…99 is √((100² − 1) / 12); of the mean of 100 a tenth of it
    const expected = Math.sqrt((100 ** 2 - 1) / 12) / 10
    const { lower, upper, standardError } = boundsOf(draws, 0.95)
    expect(Math.abs(standardError / expected - 1)).toBeLessThan(0.06)
    expect(Math.abs((upper - lower) / (2 * 1.96 * expected) - 1)).toBeLessThan(0.06)
  })
})

describe('boundsOf', () => {
  it('takes as many percent off each end, and n − 1', () => {
    const draws = Array.from({ length: 1001 }, (_, i) => (i * 8) % 1001) // every number from 0 to 1000, mixed
    const { lower, upper, standardError } = boundsOf(draws, 0.95)
    expect([lower, upper]).toEqual([expect.closeTo(25, 9), expect.closeTo(975, 9)])
    expect(standardError).toBeCloseTo(Math.sqrt((1001 * 1002) / 12), 9)
    expect(boundsOf(undefined, 0.95).lower).toBeNaN()
  })
})

// R's `cars` (Ezekiel 1930): speed in mph, stopping distance in feet.
const speed = [
  ...[4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15],
  ...[15, 16, 16, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25],
]
const dist = [
  ...[2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20, 26],
  ...[54, 32, 40, 32, 40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85],
]

describe('leastSquares', () => {
  it('is summary(lm(dist ~ speed, cars)) of R', () => {
    const { coefficients, standardErrors, r2, df, sigma } = leastSquares(dist, [speed])
    expect(coefficients).toEqual([expect.closeTo(-17.5790949, 6), expect.closeTo(3.9324088, 6)])
    expect(standardErrors).toEqual([expect.closeTo(6.7584402, 6), expect.closeTo(0.4155128, 6)])
    expect([r2, df, sigma]).toEqual([expect.closeTo(0.6510794, 6), 48, expect.closeTo(15.3795867, 6)])
    expect(correlationMatrix([dist, speed]).get(0, 1)).toBeCloseTo(0.8068949, 6)
  })

  it('leaves residuals that go with no predictor, and changes only the unit when a predictor does', () => {
    const random = createRandom(9)
    const x = [0, 1].map(() => Array.from({ length: 30 }, () => random() * 10))
    const y = x[0]!.map((value, i) => 3 * value - x[1]![i]! + 4 * random())
    const fit = leastSquares(y, x)
    const rest = y.map(
      (value, i) =>
        value - fit.coefficients[0]! - fit.coefficients[1]! * x[0]![i]! - fit.coefficients[2]! * x[1]![i]!,
    )
    for (const column of [...x, y.map(() => 1)])
      expect(rest.reduce((sum, value, i) => sum + value * column[i]!, 0)).toBeCloseTo(0, 8)
    const squares = rest.reduce((sum, value) => sum + value ** 2, 0)
    expect(fit.df).toBe(27)
    expect(fit.sigma).toBeCloseTo(Math.sqrt(squares / 27), 10)
    const cents = leastSquares(y, [x[0]!.map((value) => 1e6 * value), x[1]!])
    expect(cents.coefficients[1]! * 1e6).toBeCloseTo(fit.coefficients[1]!, 9)
    expect(cents.standardErrors[1]! * 1e6).toBeCloseTo(fit.standardErrors[1]!, 9)
    expect(cents.standardErrors[0]!).toBeCloseTo(fit.standardErrors[0]!, 9)
    expect(cents.r2).toBeCloseTo(fit.r2, 12)
  })

  it('is the mean without predictors, and explains nothing of what does not vary', () => {
    expect(leastSquares([1, 2, 3, 4, 5], [])).toEqual({
      ...{ coefficients: [3], r2: 0, df: 4 },
      standardErrors: [expect.closeTo(Math.sqrt(2.5 / 5), 12)],
      sigma: expect.closeTo(Math.sqrt(2.5), 12),
    })
    expect(leastSquares([2, 2, 2, 2], [[1, 2, 3, 5]]).r2).toBe(0)
  })

  it('gives the errors of two predictors that resemble each other, by the textbook', () => {
    const [a, b] = [
      [1, 2, 3, 4, 5, 7],
      [2, 1, 4, 3, 7, 5],
    ]
    const fit = leastSquares([3, 1, 4, 1, 5, 9], [a!, b!])
    // sums of products about the means 22 / 6 of either: both of the same squares
    const squares = 104 - 22 ** 2 / 6
    const product = 98 - 22 ** 2 / 6
    const error = fit.sigma / Math.sqrt(squares * (1 - (product / squares) ** 2))
    expect(fit.standardErrors[1]).toBeCloseTo(error, 10)
    expect(fit.standardErrors[2]).toBeCloseTo(error, 10)
    // of the intercept: 1 ÷ n and what the means add, their covariance being −r times the variance
    const variance = error ** 2 * (22 / 6) ** 2 * 2 * (1 - product / squares)
    expect(fit.standardErrors[0]).toBeCloseTo(Math.sqrt(fit.sigma ** 2 / 6 + variance), 10)
  })

  it('is not taken in by rounding: equal numbers do not vary, and small ones that differ do', () => {
    const line = [1, 2, 3, 4, 6, 7]
    // the mean of six times 3.3 is not 3.3
    for (const value of [0.1, 0.7, 3.3, -3.3e9])
      expect(codeOf(() => leastSquares(line, [line.map(() => value)]))).toBe('no_solution')
    const flat = line.map(() => 3.3)
    expect(leastSquares(flat, [line]).r2).toBe(0)
    expect(correlationMatrix([line, flat]).get(0, 1)).toBeNaN()
    for (const [centre, step] of [
      [1e9 / 3, 1],
      [0, 1e-9],
    ] as const)
      expect(
        leastSquares(line, [line.map((value) => centre + step * value)]).coefficients[1]! * step,
      ).toBeCloseTo(1, 6)
  })

  it('refuses what has no solution, too few cases, and what is missing', () => {
    const line = [1, 2, 3, 4, 6]
    expect(codeOf(() => leastSquares(line, [[7, 7, 7, 7, 7]]))).toBe('no_solution')
    expect(codeOf(() => leastSquares(line, [line, line.map((value) => 2 * value)]))).toBe('no_solution')
    expect(
      codeOf(() =>
        leastSquares(
          [1, 2, 4],
          [
            [1, 2, 3],
            [1, 0, 1],
          ],
        ),
      ),
    ).toBe('too_few')
    expect(leastSquares([1, 2, 4], [[1, 2, 3]]).df).toBe(1)
    expect(codeOf(() => leastSquares(line, [[1, 2]]))).toBe('invalid_input')
    expect(codeOf(() => checkColumns(line, [[1, 2, NaN, 4, 5]]))).toBe('missing_values')
    expect(codeOf(() => checkColumns([1, Infinity], [[1, 2]]))).toBe('missing_values')
  })
})
