import { describe, expect, it } from 'vitest'
import { createRandom, varianceBetween } from '../../src/algorithms.ts'
import { betaPrior, consistency, shrinkMeans, shrinkRates } from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'
import { normal } from '../support/simulate.ts'

const units = [
  ...[
    { k: 190, n: 200 },
    { k: 120, n: 200 },
    { k: 100, n: 200 },
    { k: 160, n: 200 },
    { k: 140, n: 200 },
  ],
  { name: 'tiny', k: 5, n: 5 },
]

describe('shrinkRates', () => {
  it('draws a small unit towards the rest, so that five out of five is not the best of the list', () => {
    const found = shrinkRates(units)
    const tiny = found.units[5]!
    expect(tiny.raw.value).toBe(1)
    expect(tiny.shrunk.value!).toBeLessThan(0.95)
    expect(tiny.rank).toBeGreaterThan(1)
    expect(found.units[0]!.rank).toBe(1)
    expect(tiny.shrunk.lower!).toBeLessThan(tiny.shrunk.value!)
    expect(found.units[0]!.shrunk.value!).toBeCloseTo(0.95, 1)
  })

  it('pools fully when units differ no more than by chance', () => {
    const same = Array.from({ length: 8 }, () => ({ k: 50, n: 100 }))
    const found = shrinkRates(same)
    expect(found.prior.pooledFully).toBe(true)
    expect(found.units[0]!.shrunk).toMatchObject({ value: 0.5, flags: ['pooled-fully'] })
    expect(found.units[0]!.shrunk.upper! - 0.5).toBeLessThan(0.04)
  })

  it('does not know how much units differ from fewer than five', () => {
    expect(codeOf(() => betaPrior(units.slice(0, 4)))).toBe('too_few')
    expect(codeOf(() => betaPrior([...units, { k: 3, n: 2 }]))).toBe('invalid_input')
  })
})

describe('shrinkMeans', () => {
  it('keeps a sure mean and moves an unsure one', () => {
    const found = shrinkMeans([
      { mean: 1, standardError: 0.05, n: 100 },
      { mean: 2, standardError: 0.05, n: 100 },
      { mean: 3, standardError: 0.05, n: 100 },
      { mean: 4, standardError: 0.05, n: 100 },
      { mean: 6, standardError: 2, n: 5 },
    ])
    expect(found[0]!.shrunk.value!).toBeCloseTo(1, 1)
    expect(found[4]!.shrunk.value!).toBeLessThan(5)
    expect(found[4]!.shrunk.value!).toBeGreaterThan(2.5)
    expect(codeOf(() => shrinkMeans([]))).toBe('too_few')
    expect(codeOf(() => shrinkMeans([{ mean: 1, standardError: 0, n: 5 }]))).toBe('invalid_input')
  })
})

describe('consistency', () => {
  it('002-22 is about zero when all touchpoints are truly alike, and the true spread when they are not', () => {
    const random = createRandom(31)
    const draw = (spread: number) =>
      Array.from({ length: 40 }, () => ({
        mean: 4 + spread * normal(random) + 0.2 * normal(random),
        standardError: 0.2,
        n: 50,
      }))
    const repeated = Array.from({ length: 50 }, () => Math.sqrt(varianceBetween(draw(0))))
    expect(repeated.reduce((sum, value) => sum + value, 0) / 50).toBeLessThan(0.06)
    const found = consistency(draw(0.6), { resamples: 300 })
    expect(found.lower!).toBeLessThan(0.6)
    expect(found.upper!).toBeGreaterThan(0.6)
    expect(found.n).toBe(2000)
  })
})
