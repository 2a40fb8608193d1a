import { describe, expect, it } from 'vitest'
import { boundsOf, createRandom, leastSquares, lmg, relativeWeights, resample } from '../../src/algorithms.ts'
import { keyDrivers, type Predictor } from '../../src/index.ts'
import { refused } from '../support/failure.ts'
import { ratings } from './ratings.ts'

/** Few persons will do where a rule does not depend on how many. */
const SMALL = { drivers: 3, driversPerPredictor: 1 }

/** Predictors that say nothing, as many as asked. */
const idle = (count: number, n: number): Predictor[] => {
  const random = createRandom(9)
  return Array.from({ length: count }, (_, i) => ({
    name: `p${i}`,
    values: Array.from({ length: n }, random),
  }))
}

describe('keyDrivers', () => {
  it('002-33, 003-2 finds the drivers of a simulated truth with correlated predictors', () => {
    const { y, predictors } = ratings(400)
    const found = keyDrivers(y, predictors, { resamples: 100 })
    expect(found.method).toBe('lmg')
    expect(found.drivers.map(({ rank }) => rank)).toEqual([1, 2, 3])
    expect(found.drivers[0]!.share.lower!).toBeGreaterThan(found.drivers[1]!.share.upper!)
    expect(found.rankStability!).toBeGreaterThan(0.9)
    expect(found.drivers[0]).toMatchObject({ rankLower: 1, rankUpper: 1 })
  })

  it('shares out what a regression explains, with the correlation of each as its direction', () => {
    const { y, predictors } = ratings(120)
    const turned = predictors.map((one, j) => ({
      ...one,
      values: one.values.map((value) => (j === 1 ? -value : value)),
    }))
    const found = keyDrivers(y, turned, { resamples: 5 })
    const columns = turned.map(({ values }) => values)
    const { r2, contributions } = lmg(y, columns)
    expect(found.r2.value).toBeCloseTo(leastSquares(y, columns).r2, 10)
    for (const [j, { name, share, contribution, correlation }] of found.drivers.entries()) {
      expect(name).toBe('abc'[j])
      expect(contribution).toBeCloseTo(contributions[j]!, 12)
      expect(share.value).toBeCloseTo(contributions[j]! / r2, 12)
      // of one predictor R² is the square of its correlation
      expect(correlation! ** 2).toBeCloseTo(leastSquares(y, [columns[j]!]).r2, 10)
      expect(Math.sign(correlation!)).toBe(j === 1 ? -1 : 1)
      expect(share).toMatchObject({
        n: 120,
        method: 'percentile bootstrap over persons',
        flags: ['association'],
      })
    }
    expect(found.r2).toMatchObject({ n: 120, flags: ['association'], excluded: {} })
    expect(found.excluded).toEqual({})
  })

  it.each(['lmg', 'relative-weights'] as const)(
    'draws persons for the intervals, ranks and stability of %s',
    (decomposition) => {
      const { y, predictors } = ratings(25, 8)
      const options = { resamples: 40, seed: 6, confidence: 0.8 }
      const found = keyDrivers(y, [predictors[2]!, ...predictors.slice(0, 2)], {
        ...options,
        decomposition,
        thresholds: SMALL,
      })
      const columns = [2, 0, 1].map((j) => predictors[j]!.values)
      const decompose = decomposition === 'lmg' ? lmg : relativeWeights
      // the same draws, each fitted to its persons one by one
      const rows = resample(
        y.length,
        (drawn) => {
          const pick = (values: readonly number[]) => Array.from(drawn, (i) => values[i]!)
          const { r2, contributions } = decompose(pick(y), columns.map(pick))
          const places = contributions.map((own) => contributions.filter((other) => other > own).length + 1)
          return [r2, ...contributions.map((value) => value / r2), ...places]
        },
        options,
      )
      const expected = rows.map((row) => boundsOf(row, 0.8))
      expect(found.r2.lower).toBeCloseTo(expected[0]!.lower, 10)
      expect(found.r2.upper).toBeCloseTo(expected[0]!.upper, 10)
      for (const [j, { share, rankLower, rankUpper }] of found.drivers.entries()) {
        expect(share.lower).toBeCloseTo(expected[1 + j]!.lower, 10)
        expect(share.upper).toBeCloseTo(expected[1 + j]!.upper, 10)
        expect([rankLower, rankUpper]).toEqual(
          [expected[4 + j]!.lower, expected[4 + j]!.upper].map(Math.round),
        )
      }
      const ranks = found.drivers.map(({ rank }) => rank)
      const same = Array.from({ length: 40 }, (_, draw) =>
        ranks.every((rank, j) => rows[4 + j]![draw] === rank),
      )
      expect(found.rankStability).toBe(same.filter(Boolean).length / 40)
      expect(found.rankStability!).toBeGreaterThan(0)
      expect(found.rankStability!).toBeLessThan(1)
      expect(found.method).toBe(decomposition)
    },
  )

  it('draws a thousand times unless told otherwise', () => {
    const { y, predictors } = ratings(12)
    const r2 = (options = {}) => keyDrivers(y, predictors.slice(0, 1), { thresholds: SMALL, ...options }).r2
    expect(r2()).toEqual(r2({ resamples: 1000, seed: 1 }))
    expect(r2().lower).not.toBe(r2({ resamples: 2000 }).lower)
    expect(r2({ resamples: 20 })).toEqual(r2({ resamples: 20 }))
    expect(r2({ resamples: 20, seed: 2 }).lower).not.toBe(r2({ resamples: 20 }).lower)
  })

  it('credits a single driver with all, in every draw', () => {
    const { y, predictors } = ratings(100)
    const found = keyDrivers(y, predictors.slice(0, 1), { resamples: 5 })
    expect(found.drivers[0]).toMatchObject({ share: { value: 1, lower: 1, upper: 1 }, rank: 1, rankUpper: 1 })
    expect(found.rankStability).toBe(1)
  })

  it('leaves out draws in which a rare rating does not vary, and gives no interval when none is left', () => {
    const { y } = ratings(100)
    const rare = (times: number) => [{ name: 'rare', values: y.map((_, i) => Number(i < times)) }]
    const found = keyDrivers(y, rare(2), { resamples: 30 })
    const drawn = resample(100, (indexes) => (indexes.some((i) => i < 2) ? [1] : undefined), {
      resamples: 30,
    })
    expect(drawn[0]!.length).toBeLessThan(30)
    expect(found.r2.lower!).toBeGreaterThanOrEqual(0)
    expect(found.rankStability).toBe(1)
    // a seed whose two draws both miss the one person
    const misses = (seed: number) =>
      resample(100, (indexes) => (indexes.includes(0) ? [1] : undefined), { resamples: 2, seed }).length === 0
    const seed = Array.from({ length: 99 }, (_, i) => i).find(misses)!
    const without = keyDrivers(y, rare(1), { resamples: 2, seed })
    expect(without.r2).toMatchObject({ lower: null, upper: null, flags: ['no-interval', 'association'] })
    expect(without.r2.value).toBeCloseTo(leastSquares(y, [rare(1)[0]!.values]).r2, 10)
    expect(without.rankStability).toBeNull()
    expect(without.drivers[0]).toMatchObject({ rank: 1, rankLower: null, rankUpper: null })
  })

  it('000-8 adds up driver shares by facet, to one', () => {
    const { y, predictors } = ratings(150)
    const { facets, drivers } = keyDrivers(y, predictors, { resamples: 5 })
    const shares = drivers.map(({ share }) => share.value!)
    expect(facets.map(({ facet }) => facet)).toEqual(['service', 'price'])
    expect(facets[0]!.share).toBeCloseTo(shares[0]! + shares[2]!, 12)
    expect(facets[1]!.share).toBeCloseTo(shares[1]!, 12)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    expect(drivers.map(({ facet }) => facet)).toEqual(['service', 'price', 'service'])
    const plain = keyDrivers(
      y,
      predictors.map(({ name, values }) => ({ name, values })),
      { resamples: 5 },
    )
    expect(plain.facets).toEqual([])
    expect(plain.drivers[0]).not.toHaveProperty('facet')
  })

  it('gives the earlier of two that are alike the better place', () => {
    const n = 100
    // every combination of two ratings, as often: uncorrelated, and each as good for the sum
    const [a, b] = [10, 1].map((step) => Array.from({ length: n }, (_, i) => Math.floor(i / step) % 10))
    const sum = a!.map((value, i) => value + b![i]!)
    const found = keyDrivers(
      sum,
      [
        { name: 'a', values: a! },
        { name: 'b', values: b! },
      ],
      { resamples: 2 },
    )
    expect(found.drivers.map(({ share }) => share.value!.toFixed(10))).toEqual([
      '0.5000000000',
      '0.5000000000',
    ])
    expect(found.r2.value).toBeCloseTo(1, 12)
  })

  it('takes relative weights beyond ten predictors', () => {
    const { y } = ratings(240)
    expect(keyDrivers(y, idle(11, 240), { resamples: 2 }).method).toBe('relative-weights')
    expect(keyDrivers(y, idle(10, 240), { resamples: 2 }).method).toBe('lmg')
  })

  it('counts whoever passed an item over, and takes the others', () => {
    const { y, predictors } = ratings(104)
    const gap = (values: readonly number[], place: number, hole: number | null = null) =>
      values.map((value, i) => (i === place ? hole : value))
    const found = keyDrivers(
      gap(y, 0),
      predictors.map((one, j) => ({ ...one, values: gap(one.values, j + 1, j === 2 ? Number.NaN : null) })),
      { resamples: 2 },
    )
    const { r2 } = leastSquares(
      y.slice(4),
      predictors.map(({ values }) => values.slice(4)),
    )
    expect(found.r2.value).toBeCloseTo(r2, 10)
    expect(found).toMatchObject({ n: 100, excluded: { 'an item passed over': 4 } })
    expect(found.r2.excluded).toEqual({ 'an item passed over': 4 })
  })

  it.each(['customer', 'employee'] as const)(
    'shows n alone of under a hundred complete cases of a %s',
    (audience) => {
      const { y, predictors } = ratings(101)
      const holes = predictors.map((one) => ({
        ...one,
        values: one.values.map((value, i) => (i < 2 ? null : value)),
      }))
      const hidden = keyDrivers(y, holes, { resamples: 5, audience })
      const nothing = { value: null, lower: null, upper: null, n: 99, flags: ['suppressed', 'association'] }
      expect(hidden.r2).toMatchObject(nothing)
      expect(hidden).toMatchObject({ n: 99, rankStability: null, facets: [], method: 'lmg' })
      expect(hidden.excluded).toEqual({ 'an item passed over': 2 })
      expect(hidden.drivers).toHaveLength(3)
      for (const [j, { share, ...rest }] of hidden.drivers.entries()) {
        expect(share).toMatchObject(nothing)
        expect(rest).toEqual({
          ...{ name: 'abc'[j], facet: predictors[j]!.facet, contribution: null, correlation: null },
          ...{ rank: null, rankLower: null, rankUpper: null },
        })
      }
      expect(keyDrivers(y.slice(0, 99), idle(1, 99), { audience }).drivers[0]).not.toHaveProperty('facet')
      const enough = ratings(100)
      expect(keyDrivers(enough.y, enough.predictors, { resamples: 2, audience }).r2.value).not.toBeNull()
    },
  )

  it('asks for twenty complete cases per predictor', () => {
    const value = (count: number, n: number) =>
      keyDrivers(ratings(n).y, idle(count, n), { resamples: 2 }).r2.value
    expect(value(6, 119)).toBeNull()
    expect(value(6, 120)).not.toBeNull()
  })

  it('refuses no predictor, columns that do not fit, and predictors without an answer', () => {
    const { y, predictors } = ratings(120)
    expect(() => keyDrivers(y, [])).toThrow(refused('invalid_input', 'at least one predictor'))
    const told = refused('invalid_input', 'unequal numbers of persons')
    expect(() => keyDrivers(y.slice(1), predictors)).toThrow(told)
    expect(() => keyDrivers(y, [predictors[0]!, { name: 'x', values: [1] }])).toThrow(told)
    expect(() => keyDrivers(y, [{ name: 'x', values: y.map(() => 100 / 3) }])).toThrow(
      refused('no_solution', 'does not vary'),
    )
    expect(() => keyDrivers(y, [predictors[0]!, predictors[0]!])).toThrow(
      refused('no_solution', 'sum of others'),
    )
    expect(() => keyDrivers(ratings(400).y, idle(16, 400), { decomposition: 'lmg' })).toThrow(
      refused('invalid_option', '16 predictors'),
    )
  })
})
