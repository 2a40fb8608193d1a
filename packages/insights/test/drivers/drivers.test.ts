import { describe, expect, it } from 'vitest'
import { createRandom, leastSquares, lmg, relativeWeights } from '../../src/algorithms.ts'
import { importancePerformance, keyDrivers, penaltyReward, statedImportance } from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'
import { normal } from '../support/simulate.ts'

/** Ratings that share a halo; the response goes with the first twice as strongly as with the second, not with the third. */
function ratings(n: number, seed = 3) {
  const random = createRandom(seed)
  const rows = Array.from({ length: n }, () => {
    const halo = normal(random)
    const [a, b, c] = [0, 0, 0].map(() => 0.7 * halo + normal(random)) as [number, number, number]
    return { a, b, c, y: 2 * a + b + normal(random) }
  })
  const column = (name: 'a' | 'b' | 'c' | 'y') => rows.map((row) => row[name])
  return {
    y: column('y'),
    predictors: [
      { name: 'a', values: column('a'), facet: 'service' },
      { name: 'b', values: column('b'), facet: 'price' },
      { name: 'c', values: column('c'), facet: 'service' },
    ],
  }
}

describe('lmg', () => {
  it('is the average over all orders, by hand for two predictors', () => {
    const { y, predictors } = ratings(60)
    const [a, b] = [predictors[0]!.values, predictors[1]!.values]
    const r2 = (...x: number[][]) => leastSquares(y, x).r2
    const { contributions, r2: all } = lmg(y, [a, b])
    expect(all).toBeCloseTo(r2(a, b), 10)
    expect(contributions[0]).toBeCloseTo((r2(a) + r2(a, b) - r2(b)) / 2, 10)
    expect(contributions[1]).toBeCloseTo((r2(b) + r2(a, b) - r2(a)) / 2, 10)
  })

  it('refuses predictors that are sums of others or do not vary, gaps, unequal lengths and too many', () => {
    const { y, predictors } = ratings(60)
    const [a, b] = [predictors[0]!.values, predictors[1]!.values]
    for (const decompose of [lmg, relativeWeights]) {
      expect(codeOf(() => decompose(y, [a, b, a.map((value, i) => value + b[i]!)]))).toBe('no_solution')
      expect(codeOf(() => decompose(y, [a, y.map(() => 3)]))).toBe('no_solution')
      expect(codeOf(() => decompose(y, [a.map((value, i) => (i === 3 ? Number.NaN : value))]))).toBe(
        'missing_values',
      )
      expect(codeOf(() => decompose(y, [a.slice(1)]))).toBe('invalid_input')
    }
    expect(codeOf(() => lmg(y, Array(16).fill(a)))).toBe('invalid_option')
  })
})

describe('keyDrivers', () => {
  it('002-33, 003-2 finds the drivers of a simulated truth with correlated predictors', () => {
    const { y, predictors } = ratings(400)
    const found = keyDrivers(y, predictors, { resamples: 200 })
    expect(found.method).toBe('lmg')
    expect(found.drivers.map(({ rank }) => rank)).toEqual([1, 2, 3])
    expect(found.drivers.reduce((sum, { share }) => sum + share.value!, 0)).toBeCloseTo(1, 10)
    expect(found.drivers.reduce((sum, { contribution }) => sum + contribution!, 0)).toBeCloseTo(
      found.r2.value!,
      10,
    )
    expect(found.drivers[0]!.share.lower!).toBeGreaterThan(found.drivers[1]!.share.upper!)
    expect(found.rankStability!).toBeGreaterThan(0.9)
    expect(found.drivers[0]).toMatchObject({ rankLower: 1, rankUpper: 1 })
    expect(found.drivers.every(({ correlation }) => correlation! > 0.3)).toBe(true)
    expect(found.drivers[0]!.share.flags).toContain('association')
  })

  it('000-8 adds up driver shares by facet, to one', () => {
    const { y, predictors } = ratings(150)
    const { facets } = keyDrivers(y, predictors, { resamples: 20 })
    expect(facets.map(({ facet }) => facet)).toEqual(['service', 'price'])
    expect(facets.reduce((sum, { share }) => sum + share!, 0)).toBeCloseTo(1, 10)
  })

  it('agrees with relative weights on the order, and takes them beyond ten predictors', () => {
    const { y, predictors } = ratings(400)
    const weights = keyDrivers(y, predictors, { resamples: 20, decomposition: 'relative-weights' })
    expect(weights.drivers.map(({ rank }) => rank)).toEqual([1, 2, 3])
    const random = createRandom(9)
    const wide = Array.from({ length: 11 }, (_, i) => ({ name: `p${i}`, values: y.map(() => random()) }))
    expect(keyDrivers(y, wide, { resamples: 5 }).method).toBe('relative-weights')
    expect(keyDrivers(y, wide.slice(0, 10), { resamples: 2 }).method).toBe('lmg')
  })

  it('shows n alone under max(100, 20 per predictor) complete cases', () => {
    const { y, predictors } = ratings(101)
    const holes = predictors.map((one) => ({
      ...one,
      values: one.values.map((value, i) => (i < 2 ? null : value)),
    }))
    const hidden = keyDrivers(y, holes, { resamples: 5 })
    expect(hidden).toMatchObject({ n: 99, rankStability: null, excluded: { 'an item passed over': 2 } })
    expect(hidden.drivers[0]).toMatchObject({
      rank: null,
      share: { value: null, flags: ['suppressed', 'association'] },
    })
    const random = createRandom(4)
    const six = Array.from({ length: 6 }, (_, i) => ({ name: `p${i}`, values: y.map(() => random()) }))
    expect(keyDrivers(y, six, { resamples: 5 }).r2.value).toBeNull()
    expect(keyDrivers(y, predictors, { resamples: 5 }).r2.value).not.toBeNull()
  })

  it('gives the same answer twice with one seed, and needs a predictor', () => {
    const { y, predictors } = ratings(150)
    const once = keyDrivers(y, predictors, { resamples: 20, seed: 5 })
    expect(keyDrivers(y, predictors, { resamples: 20, seed: 5 })).toEqual(once)
    expect(keyDrivers(y, predictors, { resamples: 20, seed: 6 }).r2.lower).not.toBe(once.r2.lower)
    expect(codeOf(() => keyDrivers(y, []))).toBe('invalid_input')
    expect(codeOf(() => keyDrivers(y.slice(1), predictors))).toBe('invalid_input')
  })
})

describe('importancePerformance', () => {
  it('names a quadrant only when both intervals lie clear of the cut lines', () => {
    const random = createRandom(8)
    const level = (mean: number) => Math.max(1, Math.min(7, Math.round(mean + 1.2 * normal(random))))
    const rows = Array.from({ length: 500 }, () => {
      const [weak, strong, idle] = [level(3), level(6), level(6)]
      return { weak, strong, idle, y: 3 * weak + 3 * strong + normal(random) }
    })
    const column = (name: 'weak' | 'strong' | 'idle' | 'y') => rows.map((row) => row[name])
    const found = importancePerformance(
      column('y'),
      (['weak', 'strong', 'idle'] as const).map((name) => ({ name, values: column(name) })),
      [1, 7],
      { resamples: 200 },
    )
    expect(found.items.map(({ name, quadrant }) => [name, quadrant])).toEqual([
      ['weak', 'fix'],
      ['strong', 'keep'],
      ['idle', 'possible-overkill'],
    ])
    expect(found.items[0]!.performance.value!).toBeCloseTo(33, -1)
    const alike = importancePerformance(
      rows.map(({ strong, idle }) => strong + idle),
      (['strong', 'idle'] as const).map((name) => ({ name, values: column(name) })),
      [1, 7],
      { resamples: 100 },
    )
    expect(alike.items.map(({ quadrant }) => quadrant)).toEqual(['cannot-tell', 'cannot-tell'])
  })
})

describe('statedImportance', () => {
  it('004-51 puts what people say beside what goes with loyalty, and lists where they disagree', () => {
    const { y, predictors } = ratings(400)
    const derived = keyDrivers(y, predictors, { resamples: 100 })
    const says = [
      ...Array(20).fill({ a: 10, b: 10, c: 80 }),
      ...Array(20).fill({ a: 20, b: 10, c: 70 }),
      { a: 1, b: 1, c: 1 },
    ]
    const rows = statedImportance(says, derived)
    expect(rows.map(({ name, disagree }) => [name, disagree])).toEqual([
      ['a', true],
      ['b', expect.anything()],
      ['c', true],
    ])
    expect(rows.reduce((sum, { stated }) => sum + stated.value!, 0)).toBeCloseTo(1, 10)
    expect(rows[0]!.stated).toMatchObject({ n: 40, excluded: { 'not 100 points': 1 } })
    expect(codeOf(() => statedImportance([{ d: 100 }], derived))).toBe('invalid_input')
  })
})

describe('penaltyReward', () => {
  it('004-37 recovers 2 : 1 from data made so, with its interval', () => {
    const random = createRandom(21)
    const rows = Array.from({ length: 900 }, () => {
      const [service, price] = [1, 2].map(() => 1 + Math.floor(random() * 5)) as [number, number]
      const effect = service <= 2 ? -2 : service >= 4 ? 1 : 0
      return { service, price, y: 6 + effect + (price >= 4 ? 1 : 0) + normal(random) }
    })
    const [service, price] = penaltyReward(
      rows.map(({ y }) => y),
      [
        { name: 'service', values: rows.map((row) => row.service), low: 2, high: 4 },
        { name: 'price', values: rows.map((row) => row.price), low: 2, high: 4 },
      ],
      { resamples: 200 },
    )
    expect(service!.ratio.lower!).toBeLessThan(2)
    expect(service!.ratio.upper!).toBeGreaterThan(2)
    expect(service!.penalty.value!).toBeCloseTo(-2, 0)
    expect(service!.factor).toBe('basic')
    expect(price!.factor).toBe('excitement')
  })

  it('hides an attribute with under twenty low or high ratings', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i < 19 ? 1 : i < 60 ? 3 : 5))
    const [found] = penaltyReward(values, [{ name: 'x', values, low: 2, high: 4 }], { resamples: 20 })
    expect(found).toMatchObject({ penalty: { value: null, n: 19 }, factor: 'cannot-tell' })
    expect(codeOf(() => penaltyReward([1], [{ name: 'x', values: [1], low: 4, high: 2 }]))).toBe(
      'invalid_input',
    )
  })
})
