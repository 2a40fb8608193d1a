import { describe, expect, it } from 'vitest'
import { boundsOf, createRandom, leastSquares, resample } from '../../src/algorithms.ts'
import { penaltyReward } from '../../src/index.ts'
import { refused } from '../support/failure.ts'
import { normal } from '../support/simulate.ts'

/** Ratings 1 to 5, each as often, 25 persons for each pair of two attributes. */
const CROSSED = Array.from({ length: 125 }, (_, i) => ({ a: 1 + (i % 5), b: 1 + (Math.floor(i / 5) % 5), i }))
const attribute = (name: 'a' | 'b') => ({ name, values: CROSSED.map((row) => row[name]), low: 2, high: 4 })
/** What a rating does to the overall score. */
const effect = (rating: number, penalty: number, reward: number) =>
  rating <= 2 ? penalty : rating >= 4 ? reward : 0
const few = { resamples: 40, seed: 2 }

/** Overall scores in which `a` has these effects, with a little that goes with nothing. */
const scores = (penalty: number, reward: number, noise = 0.5) =>
  CROSSED.map(({ a, i }) => 6 + effect(a, penalty, reward) + noise * (((i * 37) % 11) / 5 - 1))
const contrastOf = (penalty: number, reward: number, noise?: number) =>
  penaltyReward(scores(penalty, reward, noise), [attribute('a')], few)[0]!

describe('penaltyReward', () => {
  it('004-37 recovers 2 : 1 from data made so, with its interval', () => {
    const random = createRandom(21)
    const rows = Array.from({ length: 900 }, () => {
      const [service, price] = [1, 2].map(() => 1 + Math.floor(random() * 5)) as [number, number]
      return { service, price, y: 6 + effect(service, -2, 1) + effect(price, 0, 1) + normal(random) }
    })
    const [service, price] = penaltyReward(
      rows.map(({ y }) => y),
      [
        { name: 'service', values: rows.map((row) => row.service), low: 2, high: 4 },
        { name: 'price', values: rows.map((row) => row.price), low: 2, high: 4 },
      ],
      { resamples: 100 },
    )
    expect(service!.ratio.lower!).toBeLessThan(2)
    expect(service!.ratio.upper!).toBeGreaterThan(2)
    expect(service!.penalty.value!).toBeCloseTo(-2, 0)
    expect(service!.factor).toBe('basic')
    expect(price!.factor).toBe('excitement')
  })

  it('is the change beside the middle, the other attributes held, where nothing else varies', () => {
    const overall = CROSSED.map(({ a, b }) => 7 + effect(a, -3, 1.5) + effect(b, -0.5, 2))
    const [a, b] = penaltyReward(overall, [attribute('a'), attribute('b')], few)
    for (const [found, penalty, reward] of [
      [a!, -3, 1.5],
      [b!, -0.5, 2],
    ] as const) {
      expect(found.penalty.value).toBeCloseTo(penalty, 10)
      expect(found.reward.value).toBeCloseTo(reward, 10)
      expect(found.ratio.value).toBeCloseTo(-penalty / reward, 10)
      expect(found.ratio.upper).toBeCloseTo(-penalty / reward, 8)
      for (const metric of [found.penalty, found.reward, found.ratio])
        expect(metric).toMatchObject({
          ...{ n: 125, confidence: 0.95, excluded: {}, flags: ['association'] },
          method: 'percentile bootstrap over persons',
        })
    }
    expect([a!.name, b!.name]).toEqual(['a', 'b'])
  })

  it('draws persons for the intervals', () => {
    const overall = CROSSED.map(({ a, b, i }) => 7 + effect(a, -3, 1.5) + effect(b, -1, 2) + Math.sin(7 * i))
    const attributes = [attribute('a'), attribute('b')]
    const found = penaltyReward(overall, attributes, { ...few, confidence: 0.8 })
    // the same draws, each a regression on yes and no
    const rows = resample(
      125,
      (drawn) => {
        const columns = attributes.flatMap(({ values }) =>
          [(v: number) => v < 3, (v: number) => v > 3].map((of) =>
            Array.from(drawn, (i) => Number(of(values[i]!))),
          ),
        )
        const [, ...slopes] = leastSquares(
          Array.from(drawn, (i) => overall[i]!),
          columns,
        ).coefficients
        return [...slopes, -slopes[0]! / slopes[1]!, -slopes[2]! / slopes[3]!]
      },
      few,
    )
    for (const [metric, row] of [
      [found[0]!.penalty, 0],
      [found[0]!.reward, 1],
      [found[1]!.penalty, 2],
      [found[1]!.reward, 3],
      [found[0]!.ratio, 4],
      [found[1]!.ratio, 5],
    ] as const) {
      const { lower, upper } = boundsOf(rows[row], 0.8)
      expect(metric.lower).toBeCloseTo(lower, 8)
      expect(metric.upper).toBeCloseTo(upper, 8)
    }
  })

  it('tells what only fails, what only excels, and what does both by how the two compare', () => {
    expect(contrastOf(-2, 0).factor).toBe('basic')
    expect(contrastOf(0, 2).factor).toBe('excitement')
    expect(contrastOf(-2, 2).factor).toBe('performance')
    expect(contrastOf(-6, 2).factor).toBe('basic')
    expect(contrastOf(-2, 6).factor).toBe('excitement')
    expect(contrastOf(0, 0).factor).toBe('cannot-tell')
    // failing that goes with a better score is no penalty, excelling that goes with a worse one no reward
    expect(contrastOf(2, 0).factor).toBe('cannot-tell')
    expect(contrastOf(0, -2).factor).toBe('cannot-tell')
    expect(contrastOf(2, 4).factor).toBe('excitement')
    expect(contrastOf(-4, -2).factor).toBe('basic')
  })

  it('gives no ratio where the reward may be zero or below', () => {
    for (const found of [contrastOf(-2, 0), contrastOf(-4, -2)]) {
      expect(found.ratio).toMatchObject({ value: null, lower: null, upper: null, n: 125 })
      expect(found.ratio.flags).toEqual(['association', 'no-interval'])
      expect(found.reward.value).not.toBeNull()
    }
    const sure = contrastOf(-2, 2)
    expect(sure.ratio.value).toBeCloseTo(-sure.penalty.value! / sure.reward.value!, 12)
    expect(sure.ratio.flags).toEqual(['association'])
  })

  it.each(['customer', 'employee'] as const)(
    'says nothing of a %s\u2019s attribute with under twenty low or high ratings',
    (audience) => {
      // 19 low and 20 low; as many high
      const values = (low: number, high: number) =>
        Array.from({ length: 100 }, (_, i) => (i < low ? 1 : i >= 100 - high ? 5 : 3))
      const overall = Array.from({ length: 100 }, (_, i) => i % 7)
      const found = penaltyReward(
        overall,
        [
          { name: 'few low', values: values(19, 40), low: 2, high: 4 },
          { name: 'enough', values: values(20, 20), low: 2, high: 4 },
          { name: 'few high', values: values(30, 12), low: 2, high: 4 },
        ],
        { ...few, audience },
      )
      for (const [place, n] of [
        [0, 19],
        [2, 12],
      ] as const) {
        const { penalty, reward, ratio, factor } = found[place]!
        for (const metric of [penalty, reward, ratio])
          expect(metric).toMatchObject({
            ...{ value: null, lower: null, upper: null, n },
            flags: ['suppressed', 'association'],
          })
        expect(factor).toBe('cannot-tell')
      }
      const [alone] = penaltyReward(
        overall,
        [{ name: 'enough', values: values(20, 20), low: 2, high: 4 }],
        few,
      )
      expect(found[1]!.penalty).toEqual(alone!.penalty)
      expect(found[1]!.penalty.value).not.toBeNull()
      expect(found.map(({ name }) => name)).toEqual(['few low', 'enough', 'few high'])
    },
  )

  it('says nothing of anything where no attribute has enough ratings, and of no attribute nothing', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i < 19 ? 1 : i < 60 ? 3 : 5))
    const [found] = penaltyReward(values, [{ name: 'x', values, low: 2, high: 4 }])
    expect(found).toMatchObject({ name: 'x', penalty: { value: null, n: 19 }, factor: 'cannot-tell' })
    expect(penaltyReward([1, 2, 3], [])).toEqual([])
    const [one] = penaltyReward([1], [{ name: 'x', values: [1], low: 2, high: 4 }])
    expect(one!.reward).toMatchObject({ value: null, n: 0, flags: ['suppressed', 'association'] })
  })

  it('holds what the audience asks for, where twenty was changed', () => {
    const values = [1, 1, 3, 3, 3, 5, 5, 3]
    const of = (options: object) =>
      penaltyReward([4, 3, 6, 7, 6, 9, 8, 6], [{ name: 'x', values, low: 2, high: 4 }], {
        ...{ ...few, thresholds: { penaltyGroup: 2 } },
        ...options,
      })[0]!
    expect(of({}).penalty.value).toBeCloseTo(3.5 - 6.25, 10)
    const { penalty, ratio } = of({ audience: 'employee' })
    expect(penalty).toMatchObject({ value: null, n: 8, flags: ['suppressed', 'association'] })
    expect(ratio.flags).toEqual(['suppressed', 'association'])
  })

  it('counts whoever passed an item over, and takes the others', () => {
    const gap = <Value>(values: readonly Value[], hole: Value) => [hole, ...values]
    const overall = scores(-2, 1)
    const a = attribute('a')
    const [found] = penaltyReward(
      [...gap<number | null>(overall, null), 5, 5],
      [
        { ...a, values: [...gap(a.values, 1), null, 3] },
        { ...attribute('b'), values: [...gap(attribute('b').values, 1), 3, Number.NaN] },
      ],
      few,
    )
    const [whole] = penaltyReward(overall, [a, attribute('b')], few)
    expect(found!.penalty.value).toBe(whole!.penalty.value)
    expect(found!.penalty).toMatchObject({ n: 125, excluded: { 'an item passed over': 3 } })
  })

  it('draws a thousand times unless told otherwise', () => {
    const overall = [4, 3, 6, 7, 6, 9, 8, 6].map((value, i) => value + Math.sqrt(i + 2))
    const values = [1, 1, 3, 3, 3, 5, 5, 3]
    const lower = (options: object) =>
      penaltyReward(overall, [{ name: 'x', values, low: 2, high: 4 }], {
        ...{ thresholds: { penaltyGroup: 2 }, confidence: 0.9 },
        ...options,
      })[0]!.penalty
    expect(lower({})).toEqual(lower({ resamples: 1000, seed: 1 }))
    expect(lower({})).not.toEqual(lower({ resamples: 2000 }))
    expect(lower({ resamples: 30, seed: 3 })).not.toEqual(lower({ resamples: 30 }))
  })

  it('refuses bounds that meet or cross, columns that do not fit, and attributes that always agree', () => {
    const a = attribute('a')
    const overall = scores(-2, 1)
    for (const [low, high] of [
      [3, 3],
      [5, 2],
      [Number.NaN, 2],
    ] as const)
      expect(() => penaltyReward(overall, [{ ...a, low, high }], few)).toThrow(
        refused('invalid_input', '"a"', `low up to ${low} and high from ${high}`, 'low is below high'),
      )
    expect(() => penaltyReward(overall.slice(1), [a], few)).toThrow(
      refused('invalid_input', '"a" has 125 ratings for 124 persons', 'every person has one place'),
    )
    expect(() => penaltyReward(overall, [a, a], few)).toThrow(refused('no_solution', 'sum of others'))
  })
})
