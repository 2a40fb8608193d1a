import { describe, expect, it } from 'vitest'
import { correlationsOf } from '../../src/stats/correlationsOf.ts'
import { createProductSums } from '../../src/stats/createProductSums.ts'
import { createRandom } from '../../src/stats/createRandom.ts'
import { correlationMatrix, leastSquares } from '../../src/stats/leastSquares.ts'
import { slopesOf } from '../../src/stats/slopesOf.ts'
import { codeOf } from '../support/failure.ts'

const all = (n: number) => Int32Array.from({ length: n }, (_, i) => i)

/** Ratings that go together, as people give them; the last column in cents, far from zero. */
function ratings(seed: number, n: number): number[][] {
  const random = createRandom(seed)
  const rows = Array.from({ length: n }, () => {
    const mood = random()
    const step = (steps: number) => 1 + Math.floor(steps * Math.min(0.999, 0.6 * mood + 0.4 * random()))
    return [step(11), step(5), step(5), step(7), 1e7 + 1000 * step(5)]
  })
  return [0, 1, 2, 3, 4].map((a) => rows.map((row) => row[a]!))
}

describe('createProductSums', () => {
  it('gives Σ (a − ā)(b − b̄), by hand', () => {
    // 1, 2, 6 and 2, 2, 5: means 3 and 3; squares 4 + 1 + 9 and 1 + 1 + 4; products 2 + 1 + 6
    const { products } = createProductSums([
      [1, 2, 6],
      [2, 2, 5],
    ])(all(3))
    expect([...products].map((one) => Number(one.toPrecision(12)))).toEqual([14, 9, 9, 6])
  })

  it('counts a unit as often as it was drawn: the correlations and slopes are those of the drawn columns', () => {
    const columns = ratings(5, 400)
    const sumsOf = createProductSums(columns)
    const random = createRandom(6)
    for (let draw = 0; draw < 20; draw += 1) {
      const indexes = Int32Array.from({ length: 400 }, () => Math.floor(random() * 400))
      const drawn = columns.map((column) => Array.from(indexes, (i) => column[i]!))
      const sums = sumsOf(indexes)
      const expected = correlationMatrix(drawn).to1DArray()
      for (const [place, value] of correlationsOf(sums).to1DArray().entries())
        expect(value).toBeCloseTo(expected[place]!, 10)
      const [y, ...x] = drawn
      const { coefficients } = leastSquares(y!, x)
      for (const [j, slope] of slopesOf(sums).entries()) {
        const wanted = coefficients[j + 1]!
        expect(Math.abs(slope - wanted)).toBeLessThan(1e-9 * Math.max(1, Math.abs(wanted)))
      }
    }
  })

  it('finds the slopes that made the numbers', () => {
    const x = [
      [1, 2, 3, 4, 5, 6],
      [2, 1, 4, 3, 6, 6],
      [0, 1, 0, 0, 1, 0],
    ]
    const y = x[0]!.map((_, i) => 7 + 2 * x[0]![i]! - 3 * x[1]![i]! + 0.5 * x[2]![i]!)
    const slopes = slopesOf(createProductSums([y, ...x])(all(6)))
    for (const [j, wanted] of [2, -3, 0.5].entries()) expect(slopes[j]).toBeCloseTo(wanted, 10)
  })

  it('knows a column that does not vary among those that were drawn, and one that is a sum of others', () => {
    const rare = [0.1, 0.1, 0.1, 0.7, 0.1, 0.1, 0.1]
    const other = [1, 2, 3, 4, 5, 7, 6]
    const y = [3, 1, 4, 1, 5, 9, 2]
    const sumsOf = createProductSums([y, rare, other])
    const without = Int32Array.of(0, 1, 2, 4, 5, 6, 0)
    expect([...sumsOf(without).products].filter((value) => value === 0)).toHaveLength(5)
    expect(correlationsOf(sumsOf(without)).get(0, 1)).toBeNaN()
    expect(codeOf(() => slopesOf(sumsOf(without)))).toBe('no_solution')
    expect(slopesOf(sumsOf(all(7)))).toHaveLength(2)
    const sum = rare.map((value, i) => 2 * value - other[i]!)
    expect(codeOf(() => slopesOf(createProductSums([y, rare, other, sum])(all(7))))).toBe('no_solution')
  })
})
