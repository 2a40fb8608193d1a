import { describe, expect, it } from 'vitest'
import { adjustedWald } from '../../src/stats/adjustedWald.ts'
import { meanInterval } from '../../src/stats/meanInterval.ts'
import { momentsOf, momentsOfCounts } from '../../src/stats/moments.ts'
import { netInterval, netVariance } from '../../src/stats/netInterval.ts'
import { newcombe, newcombePaired } from '../../src/stats/newcombe.ts'
import { normalCdf, normalQuantile, twoSidedZ, zOf } from '../../src/stats/normal.ts'
import { medianOf, quantileOf } from '../../src/stats/quantileOf.ts'
import { tOf, twoSidedT } from '../../src/stats/studentT.ts'
import { wilson } from '../../src/stats/wilson.ts'

const rounded = ({ lower, upper }: { lower: number; upper: number }) =>
  [lower, upper].map((bound) => Number(bound.toFixed(4)) + 0)

describe('normal and t', () => {
  it('are those of printed tables', () => {
    expect(zOf(0.95)).toBeCloseTo(1.959963984540054, 12)
    expect(zOf(0.99)).toBeCloseTo(2.5758293035489, 10)
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655446, 10)
    expect(normalCdf(1)).toBeCloseTo(0.841344746068543, 12)
    expect(twoSidedZ(1.959963984540054)).toBeCloseTo(0.05, 12)
    expect(tOf(0.95, 1)).toBeCloseTo(12.7062047, 6)
    expect(tOf(0.95, 10)).toBeCloseTo(2.228138852, 8)
    expect(tOf(0.99, 30)).toBeCloseTo(2.7499956535, 8)
    expect(twoSidedT(2.228138852, 10)).toBeCloseTo(0.05, 9)
  })

  it('have two sides, a far tail, and no interval without freedom', () => {
    expect(twoSidedZ(-1.5)).toBe(twoSidedZ(1.5))
    expect(twoSidedZ(10) / 1.5239706048321e-23).toBeCloseTo(1, 6)
    expect(twoSidedT(-2, 7)).toBe(twoSidedT(2, 7))
    expect(twoSidedT(0, 5)).toBeCloseTo(1, 12)
    expect([tOf(0.95, 0), tOf(0.95, -1)]).toEqual([NaN, NaN])
    for (const p of [0.01, 0.3, 0.975]) expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 12)
  })
})

describe('wilson', () => {
  it('gives the intervals of Newcombe 1998, table I, method 3', () => {
    expect(rounded(wilson(81, 263, 0.95))).toEqual([0.2553, 0.3662])
    expect(rounded(wilson(15, 148, 0.95))).toEqual([0.0624, 0.1605])
    expect(rounded(wilson(0, 20, 0.95))).toEqual([0, 0.1611])
    expect(rounded(wilson(1, 29, 0.95))).toEqual([0.0061, 0.1718])
  })

  it('holds the shares from which the observed one lies less than z standard errors', () => {
    for (const [k, n, confidence] of [
      [3, 11, 0.9],
      [40, 41, 0.95],
      [7.5, 20.25, 0.99],
    ] as const) {
      const { value, lower, upper } = wilson(k, n, confidence)
      expect(value).toBe(k / n)
      for (const bound of [lower, upper])
        expect(Math.abs(value - bound) / Math.sqrt((bound * (1 - bound)) / n)).toBeCloseTo(zOf(confidence), 9)
    }
  })

  it('is exact at the ends', () => {
    for (let n = 1; n <= 60; n += 1)
      expect([wilson(0, n, 0.95).lower, wilson(n, n, 0.95).upper]).toEqual([0, 1])
    expect(wilson(7, 7, 0.95).lower).toBeCloseTo(1 - wilson(0, 7, 0.95).upper, 12)
    expect(wilson(1, 7, 0.95).lower).toBeGreaterThan(0)
  })
})

describe('newcombe', () => {
  it('gives the intervals of Newcombe 1998, table II, method 10', () => {
    expect(rounded(newcombe(56, 70, 48, 80, 0.95))).toEqual([0.0524, 0.3339])
    expect(rounded(newcombe(9, 10, 3, 10, 0.95))).toEqual([0.1705, 0.809])
    expect(rounded(newcombe(6, 7, 2, 7, 0.95))).toEqual([0.0582, 0.8062])
    expect(rounded(newcombe(5, 56, 0, 29, 0.95))).toEqual([-0.0381, 0.1926])
    expect(rounded(newcombe(0, 10, 0, 20, 0.95))).toEqual([-0.1611, 0.2775])
    expect(rounded(newcombe(10, 10, 0, 20, 0.95))).toEqual([0.6791, 1])
  })

  it('turns round with the two groups', () => {
    const [one, other] = [newcombe(5, 30, 12, 40, 0.95), newcombe(12, 40, 5, 30, 0.95)]
    expect([one.value, one.lower, one.upper]).toEqual([-other.value, -other.upper, -other.lower])
  })
})

describe('newcombePaired', () => {
  const of = (both: number, first: number, second: number, neither: number) =>
    newcombePaired({ both, first, second, neither }, 0.95)

  it('gives the interval of Newcombe 1998, paired, method 10', () => {
    // 36 both, 12 first only, 2 second only, none neither
    expect(rounded(of(36, 12, 2, 0))).toEqual([0.0569, 0.3404])
    expect(of(36, 12, 2, 0).value).toBeCloseTo(0.2, 12)
  })

  it('is the difference of two groups where one answer tells nothing of the other', () => {
    // a margin of zero: everybody said yes the first time
    const paired = of(8, 12, 0, 0)
    const apart = newcombe(20, 20, 8, 20, 0.95)
    expect(paired.lower).toBeCloseTo(apart.lower, 12)
    expect(paired.upper).toBeCloseTo(apart.upper, 12)
    // and one in which the cells are products of their margins
    const free = of(20, 30, 20, 30)
    expect(free.upper).toBeCloseTo(newcombe(50, 100, 40, 100, 0.95).upper, 12)
  })

  it('is narrower where people agree with themselves, and wider where they contradict themselves', () => {
    const width = ({ lower, upper }: { lower: number; upper: number }) => upper - lower
    const apart = width(newcombe(50, 100, 40, 100, 0.95))
    expect(width(of(38, 12, 2, 48))).toBeLessThan(0.6 * apart)
    expect(width(of(2, 48, 38, 12))).toBeGreaterThan(1.2 * apart)
  })

  it('takes half of the people off what goes together, by hand', () => {
    // n = 90, cross = 38 × 38 − 12 × 2 = 1420, less 45: 1375; margins 50 × 40 × 40 × 50
    const { lower, upper } = of(38, 12, 2, 38)
    const [a, b] = [wilson(50, 90, 0.95), wilson(40, 90, 0.95)]
    const phi = 1375 / Math.sqrt(50 * 40 * 40 * 50)
    const [x, y] = [a.value - a.lower, b.upper - b.value]
    expect(lower).toBeCloseTo(10 / 90 - Math.sqrt(x * x - 2 * phi * x * y + y * y), 12)
    const [v, w] = [a.upper - a.value, b.value - b.lower]
    expect(upper).toBeCloseTo(10 / 90 + Math.sqrt(v * v - 2 * phi * v * w + w * w), 12)
    // where less than that goes together, it counts as nothing: 6 × 5 − 4 × 5 = 10 of 20
    expect(of(6, 4, 5, 5).lower).toBeCloseTo(newcombe(10, 20, 11, 20, 0.95).lower, 12)
  })

  it('turns round with first and second', () => {
    const [one, other] = [of(10, 7, 3, 5), of(10, 3, 7, 5)]
    expect(one.value).toBe(-other.value)
    expect(one.lower).toBeCloseTo(-other.upper, 12)
    expect(one.upper).toBeCloseTo(-other.lower, 12)
  })
})

describe('netInterval', () => {
  it('adds three answers, three quarters of one and a half to each side, by hand', () => {
    // 5 up, 2 down, 3 neither: (5.75 − 2.75) / 13, and its spread
    const { value, lower, upper, variance, standardError, adjusted } = netInterval(5, 2, 10, 0.95)
    expect(value).toBeCloseTo(0.3, 12)
    expect(variance).toBeCloseTo(0.7 - 0.09, 12)
    expect(standardError).toBeCloseTo(Math.sqrt(0.061), 12)
    expect(adjusted).toBeCloseTo(3 / 13, 12)
    const half = 1.959963984540054 * Math.sqrt((8.5 / 13 - 9 / 169) / 13)
    expect([lower, upper]).toEqual([expect.closeTo(3 / 13 - half, 10), expect.closeTo(3 / 13 + half, 10)])
  })

  it('has the variance of answers that count +1, 0 and −1', () => {
    const answers = [1, 1, 1, 0, 0, -1, -1, 1]
    const mean = answers.reduce((sum, one) => sum + one, 0) / 8
    const spread = answers.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 8
    expect(netVariance(4 / 8, 2 / 8)).toBeCloseTo(spread, 12)
  })

  it('stays between −1 and 1, and turns round', () => {
    expect(netInterval(6, 0, 6, 0.95).upper).toBe(1)
    expect(netInterval(0, 6, 6, 0.95).lower).toBe(-1)
    expect(netInterval(6, 0, 6, 0.95).lower).toBeCloseTo(-netInterval(0, 6, 6, 0.95).upper, 12)
  })
})

describe('adjustedWald', () => {
  it('adds half of z² to each side, by hand', () => {
    const z2 = 1.959963984540054 ** 2
    const { value, lower, upper, adjusted } = adjustedWald(7, 20, 0.95)
    const centre = (7 + z2 / 2) / (20 + z2)
    const half = Math.sqrt((z2 * centre * (1 - centre)) / (20 + z2))
    expect(value).toBe(0.35)
    expect(adjusted).toBeCloseTo(centre, 12)
    expect([lower, upper]).toEqual([expect.closeTo(centre - half, 10), expect.closeTo(centre + half, 10)])
  })

  it('has the centre of Wilson, is never narrower, and stays within 0 and 1', () => {
    for (const [k, n] of [
      [0, 9],
      [1, 9],
      [5, 12],
      [9, 9],
    ] as const) {
      const [own, other] = [adjustedWald(k, n, 0.95), wilson(k, n, 0.95)]
      expect(own.lower).toBeGreaterThanOrEqual(0)
      expect(own.upper).toBeLessThanOrEqual(1)
      expect(own.lower).toBeLessThanOrEqual(other.lower + 1e-12)
      expect(own.upper).toBeGreaterThanOrEqual(other.upper - 1e-12)
    }
    expect(adjustedWald(0, 9, 0.95).lower).toBe(0)
    expect(adjustedWald(9, 9, 0.95).upper).toBe(1)
  })
})

describe('moments and means', () => {
  it('are those of R, from a list and from counts, in any order', () => {
    const list = [2, 4, 4, 4, 5, 5, 7, 9]
    const { n, mean, sd } = momentsOf(list)
    expect([n, mean]).toEqual([8, 5])
    expect(sd).toBeCloseTo(2.138089935299395, 12)
    const counts: [number, number][] = [
      [9, 1],
      [4, 3],
      [2, 1],
      [7, 1],
      [5, 2],
    ]
    expect(momentsOfCounts(new Map(counts))).toEqual(momentsOf(list))
    expect(momentsOfCounts(new Map(counts.reverse()))).toEqual(momentsOf(list))
    // far from zero no digits are lost; in thirds the order of adding does not show
    expect(momentsOf(list.map((value) => value + 1e9)).sd).toBeCloseTo(2.138089935299395, 12)
    const thirds: [number, number][] = [
      [1 / 3, 7],
      [1e6 / 3, 1],
      [2 / 3, 11],
    ]
    expect(momentsOfCounts(new Map(thirds))).toEqual(momentsOfCounts(new Map(thirds.reverse())))
  })

  it('have Student’s interval: 3 ± 2.776 × 1.581 ÷ √5', () => {
    const moments = momentsOf([1, 2, 3, 4, 5])
    const { value, lower, upper, flags } = meanInterval(moments, 0.95)
    expect([value, flags]).toEqual([3, undefined])
    expect([lower, upper]).toEqual([expect.closeTo(3 - 1.9632432, 6), expect.closeTo(3 + 1.9632432, 6)])
    expect(meanInterval(moments, 0.95, [2, 4])).toMatchObject({ lower: 2, upper: 4 })
    expect(meanInterval(moments, 0.95, [1, 5]).lower).toBeCloseTo(lower, 12)
  })

  it('have Wilson’s interval where all answers are equal, and none without a scale', () => {
    const same = { n: 10, mean: 4, sd: 0 }
    const { value, lower, upper, flags, method } = meanInterval(same, 0.95, [1, 5])
    // 4 is three quarters of the way from 1 to 5
    const share = wilson(7.5, 10, 0.95)
    expect([value, flags]).toEqual([4, ['no-spread']])
    expect([lower, upper]).toEqual([
      expect.closeTo(1 + 4 * share.lower, 12),
      expect.closeTo(1 + 4 * share.upper, 12),
    ])
    expect(method).toContain('Wilson')
    expect(meanInterval(same, 0.95)).toEqual({ value: 4, lower: NaN, upper: NaN, flags: ['no-spread'] })
  })
})

describe('quantileOf', () => {
  it('is type 7 of R', () => {
    const sorted = [1, 2, 4, 8]
    expect([0, 0.3, 0.5, 0.9, 1].map((p) => quantileOf(sorted, p))).toEqual([
      1,
      expect.closeTo(1.9, 12),
      3,
      expect.closeTo(6.8, 12),
      8,
    ])
    expect([quantileOf([5], 0.7), quantileOf([], 0.5)]).toEqual([5, NaN])
  })

  it('has a median that sorts numbers as numbers, and leaves the list as it was', () => {
    const list = [10, 9, 100, 1]
    expect(medianOf(list)).toBe(9.5)
    expect(list).toEqual([10, 9, 100, 1])
  })
})
