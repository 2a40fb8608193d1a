import { describe, expect, it } from 'vitest'
import { momentsOf } from '../../src/algorithms.ts'
import { revenueDifference } from '../../src/index.ts'
import { refused } from '../support/failure.ts'

const even = Array.from({ length: 60 }, (_, i) => 90 + (i % 21))
const less = even.map((value) => value - 50)
const few = { resamples: 100 }

describe('revenueDifference', () => {
  it('002-20 resamples persons, so that one large customer widens the interval', () => {
    const skewed = [...even.slice(1), 9000]
    const calm = revenueDifference(even, less, few)
    expect(calm).toMatchObject({ verdict: 'higher', n: 60 })
    expect(calm.value).toBeCloseTo(50, 10)
    const wild = revenueDifference(skewed, even, few)
    expect(wild.upper! - wild.lower!).toBeGreaterThan(200)
    expect(revenueDifference(skewed, even, few)).toEqual(wild)
    expect(revenueDifference(skewed, even, { ...few, seed: 2 }).lower).not.toBe(wild.lower)
  })

  it('is as sure as two means of these spreads allow, drawn each by itself', () => {
    const [a, b] = [even.map((value, i) => value + (i % 7) * 9), less.slice(0, 40)]
    const found = revenueDifference(a, b, { resamples: 3000 })
    const [x, y] = [momentsOf(a), momentsOf(b)]
    // a resample varies by n, not n − 1
    const error = Math.sqrt((x.sd ** 2 * 59) / 60 ** 2 + (y.sd ** 2 * 39) / 40 ** 2)
    expect(found.value).toBeCloseTo(x.mean - y.mean, 10)
    expect((found.upper! - found.lower!) / (2 * 1.96 * error)).toBeCloseTo(1, 1)
    expect(Math.abs((found.upper! + found.lower!) / 2 - found.value!)).toBeLessThan(error / 5)
    for (const [mean, of] of [
      [found.means[0], x],
      [found.means[1], y],
    ] as const) {
      const half = (1.96 * of.sd * Math.sqrt(of.n - 1)) / of.n
      expect((mean.upper! - mean.lower!) / (2 * half)).toBeCloseTo(1, 1)
      expect(mean.value).toBeCloseTo(of.mean, 10)
    }
  })

  it('draws two groups apart, even when they are alike', () => {
    const found = revenueDifference(even, even, few)
    expect(found.value).toBe(0)
    expect(found.lower!).toBeLessThan(0)
    expect(found.upper!).toBeGreaterThan(0)
    expect(found.verdict).toBe('cannot-tell')
  })

  it('is exact where nobody differs within a group', () => {
    const [five, three] = [Array(30).fill(5), Array(30).fill(3)]
    const found = revenueDifference(five, three, few)
    expect(found).toMatchObject({ value: 2, lower: 2, upper: 2, verdict: 'higher', flags: ['association'] })
    expect(found.means).toMatchObject([
      { value: 5, lower: 5, upper: 5, n: 30, flags: [] },
      { value: 3, lower: 3, upper: 3, n: 30, flags: [] },
    ])
    expect(revenueDifference(three, five, few)).toMatchObject({ value: -2, verdict: 'lower' })
    expect(revenueDifference(five, three, { ...few, randomised: true }).flags).toEqual([])
    expect(found.method).toBe('percentile bootstrap over persons')
    expect(found.means[0].method).toBe(found.method)
  })

  it('is narrower where less confidence is asked', () => {
    const [wide, narrow] = [0.95, 0.5].map((confidence) =>
      revenueDifference(even, less, { ...few, confidence }),
    )
    expect(narrow!.upper! - narrow!.lower!).toBeLessThan(0.5 * (wide!.upper! - wide!.lower!))
    expect(narrow!.means[0].upper!).toBeLessThan(wide!.means[0].upper!)
    expect(narrow!.means[0].confidence).toBe(0.5)
  })

  it('leaves out who has no amount and counts them, by group and together', () => {
    const found = revenueDifference([null, ...even, Number.NaN], [...less.slice(0, 50), null], few)
    expect(found).toMatchObject({ n: 50, excluded: { 'no amount': 3 } })
    expect(found.means).toMatchObject([
      { n: 60, excluded: { 'no amount': 2 } },
      { n: 50, excluded: { 'no amount': 1 } },
    ])
  })

  it('has a verdict from thirty people in each group, and shows n alone under five in one', () => {
    expect(revenueDifference(even.slice(0, 29), less, few)).toMatchObject({ n: 29, verdict: 'cannot-tell' })
    expect(revenueDifference(even, less.slice(0, 30), few)).toMatchObject({ n: 30, verdict: 'higher' })
    const hidden = revenueDifference([null, 5], even, few)
    expect(hidden).toMatchObject({ value: null, lower: null, n: 1, verdict: 'cannot-tell' })
    expect(hidden.means[0].value).toBeNull()
    expect(hidden.means[1].value).toBeCloseTo(momentsOf(even).mean, 10)
    expect(revenueDifference([], [])).toMatchObject({ n: 0, value: null, means: [{ n: 0 }, { n: 0 }] })
  })

  it('refuses too few resamples to have bounds', () => {
    for (const resamples of [1, 0, 2.5])
      expect(() => revenueDifference(even, less, { resamples })).toThrow(
        refused('invalid_option', `\`resamples\` is ${resamples}`),
      )
  })
})
