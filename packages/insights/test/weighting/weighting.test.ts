import { describe, expect, it } from 'vitest'
import {
  effectiveN,
  nps,
  postStratify,
  rake,
  trimWeights,
  weightedMean,
  weightedNps,
  weightedShare,
} from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'

const answers = (pairs: readonly (readonly [number | null, number, number])[]) =>
  pairs.flatMap(([value, weight, n]) => Array.from({ length: n }, () => ({ value, weight })))

describe('effectiveN', () => {
  it('is n when all weights are equal, and 1 when one answer counts', () => {
    expect(effectiveN([3, 3, 3, 3])).toEqual({ n: 4, effectiveN: 4, designEffect: 1 })
    expect(effectiveN([1, 0, 0]).effectiveN).toBe(1)
    expect(codeOf(() => effectiveN([0]))).toBe('invalid_input')
    expect(codeOf(() => effectiveN([-1, 2]))).toBe('invalid_input')
  })
})

describe('postStratify', () => {
  it('names small strata, and refuses one in which nobody answered', () => {
    const found = postStratify({ a: { n: 100, N: 500 }, b: { n: 9, N: 90 } })
    expect(found).toEqual({ weights: { a: 5, b: 10 }, small: ['b'] })
    expect(codeOf(() => postStratify({ a: { n: 0, N: 5 } }))).toBe('too_few')
    expect(codeOf(() => postStratify({ a: { n: -1, N: 5 } }))).toBe('invalid_input')
  })
})

describe('rake', () => {
  const people = [
    ...Array(30).fill({ sex: 'f', age: 'young' }),
    ...Array(10).fill({ sex: 'f', age: 'old' }),
    ...Array(20).fill({ sex: 'm', age: 'young' }),
    ...Array(40).fill({ sex: 'm', age: 'old' }),
  ] as { sex: string; age: string }[]

  it('meets every margin, and keeps the odds ratio of the table as it was', () => {
    const margins = { sex: { f: 60, m: 40 }, age: { young: 50, old: 50 } }
    const { weights, discrepancy } = rake(people, margins)
    const total = (sex: string, age: string) =>
      people.reduce((sum, one, i) => (one.sex === sex && one.age === age ? sum + weights[i]! : sum), 0)
    expect(total('f', 'young') + total('f', 'old')).toBeCloseTo(60, 6)
    expect(total('f', 'young') + total('m', 'young')).toBeCloseTo(50, 6)
    const odds = (total('f', 'young') * total('m', 'old')) / (total('f', 'old') * total('m', 'young'))
    expect(odds).toBeCloseTo((30 * 40) / (10 * 20), 6)
    expect(discrepancy).toBeLessThan(1e-9)
  })

  it('refuses what cannot be met', () => {
    const code = (margins: object) => codeOf(() => rake(people, margins as never))
    expect(code({ sex: { f: 60, m: 40 }, age: { young: 10, old: 10 } })).toBe('invalid_input')
    expect(code({ sex: { f: 100 } })).toBe('invalid_input')
    expect(code({ sex: { f: 50, m: 40, x: 10 } })).toBe('too_few')
    const diagonal = [...Array(5).fill({ a: 'x', b: 'x' }), ...Array(5).fill({ a: 'y', b: 'y' })]
    expect(codeOf(() => rake(diagonal, { a: { x: 5, y: 5 }, b: { x: 9, y: 1 } }))).toBe('no_solution')
  })
})

describe('trimWeights', () => {
  it('caps at five times the median and keeps the total', () => {
    const found = trimWeights([1, 1, 1, 1, 30])
    expect(found.capped).toBe(1)
    expect(Math.max(...found.weights)).toBeLessThanOrEqual(found.cap + 1e-9)
    expect(found.weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(34 + 1e-9)
    const loose = trimWeights([1, 1, 1, 1, 8])
    expect(loose.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(12, 9)
    expect(trimWeights([1, 2, 1])).toMatchObject({ weights: [1, 2, 1], capped: 0 })
    expect(codeOf(() => trimWeights([1], 0.5))).toBe('invalid_option')
  })
})

describe('weighted metrics', () => {
  it('show weighted and unweighted, and say when they differ by more than a standard error', () => {
    const found = weightedShare(
      answers([
        [5, 1, 80],
        [1, 4, 20],
      ]),
      [4, 5],
    )
    expect(found.unweighted.value).toBe(0.8)
    expect(found.weighted.value).toBeCloseTo(0.5, 12)
    expect(found.weighted.flags).toEqual(['weighted', 'weights-matter'])
    expect(found.effectiveN).toBeCloseTo(160 ** 2 / (80 + 320), 10)
    expect(found.weighted.upper! - found.weighted.lower!).toBeGreaterThan(
      found.unweighted.upper! - found.unweighted.lower!,
    )
    expect(found.weighted.n).toBe(100)
  })

  it('are the plain metric when all weights are one', () => {
    const plain = answers([
      [10, 1, 30],
      [8, 1, 10],
      [2, 1, 10],
      [null, 1, 3],
      [5, 0, 2],
    ])
    const found = weightedNps(plain)
    const raw = nps(plain.filter(({ weight }) => weight > 0).map(({ value }) => value))
    expect(found.weighted.value).toBeCloseTo(raw.value!, 10)
    expect(found.weighted.lower).toBeCloseTo(raw.lower!, 10)
    expect(found.weighted.flags).toEqual(['weighted'])
    expect(found.weighted.excluded).toEqual({ 'passed over': 3, 'weight of zero': 2 })
    const mean = weightedMean(
      answers([
        [1, 2, 10],
        [5, 1, 10],
      ]),
    )
    expect(mean.weighted.value).toBeCloseTo(70 / 30, 10)
    expect(mean.unweighted.value).toBe(3)
    expect(weightedMean([])).toMatchObject({ effectiveN: null, weighted: { value: null, n: 0 } })
    expect(codeOf(() => weightedMean([{ value: 1, weight: -1 }]))).toBe('invalid_input')
  })
})
