import { describe, expect, it } from 'vitest'
import { newcombe } from '../../src/algorithms.ts'
import { lift } from '../../src/index.ts'
import { refused } from '../support/failure.ts'

const Z = 1.959963984540054
/** 30 of 80 bought again with the new page, 20 of 90 without. */
const exposed = { events: 30, n: 80 }
const reference = { events: 20, n: 90 }

describe('lift', () => {
  it('001-4, 002-12, 003-17 compares outcomes with an interval, as an association unless drawn at random', () => {
    const found = lift({ events: 60, n: 100 }, { events: 40, n: 100 })
    expect(found.riskDifference.verdict).toBe('higher')
    expect(found.relativeRisk.value).toBeCloseTo(1.5, 12)
    expect(found.oddsRatio.value).toBeCloseTo(2.25, 12)
    for (const metric of Object.values(found)) expect(metric.flags).toEqual(['association'])
    const drawn = lift({ events: 60, n: 100 }, { events: 40, n: 100 }, { randomised: true })
    for (const metric of Object.values(drawn)) expect(metric.flags).toEqual([])
  })

  it('gives the difference of shares by Newcombe, and beside it what older papers print', () => {
    const { riskDifference, waldDifference } = lift(exposed, reference)
    const { value, lower, upper } = newcombe(30, 80, 20, 90, 0.95)
    expect(riskDifference).toMatchObject({ value, lower, upper, n: 80 })
    // variances of the two shares: 0.375 · 0.625 / 80 and 2/9 · 7/9 / 90
    const half = Z * Math.hypot(Math.sqrt(0.234375 / 80), Math.sqrt(14 / 81 / 90))
    expect(waldDifference.value).toBeCloseTo(0.375 - 2 / 9, 12)
    expect(waldDifference.lower).toBeCloseTo(0.375 - 2 / 9 - half, 12)
    expect(waldDifference.upper).toBeCloseTo(0.375 - 2 / 9 + half, 12)
  })

  it('gives ratios with intervals that are even on the log scale, as wide as the confidence asks', () => {
    const { relativeRisk, oddsRatio } = lift(exposed, reference, { confidence: 0.9 })
    const z = 1.6448536269514722
    // Katz: (1 − p) ÷ events of each group; Woolf: one over each cell
    const ofRisk = z * Math.sqrt(0.625 / 30 + 7 / 9 / 20)
    const ofOdds = z * Math.sqrt(1 / 30 + 1 / 50 + 1 / 20 + 1 / 70)
    for (const [metric, value, half] of [
      [relativeRisk, 27 / 16, ofRisk],
      [oddsRatio, 2.1, ofOdds],
    ] as const) {
      expect(metric.value).toBeCloseTo(value, 12)
      expect(Math.log(metric.upper!)).toBeCloseTo(Math.log(value) + half, 12)
      expect(Math.log(metric.lower!)).toBeCloseTo(Math.log(value) - half, 12)
      expect(metric).toMatchObject({ n: 80, confidence: 0.9, excluded: {} })
    }
  })

  it('is the other way round when the groups are', () => {
    const [one, other] = [lift(exposed, reference), lift(reference, exposed)]
    expect(other.waldDifference.lower).toBeCloseTo(-one.waldDifference.upper!, 12)
    expect(other.riskDifference.verdict).toBe('lower')
    for (const name of ['relativeRisk', 'oddsRatio'] as const) {
      expect(other[name].value).toBeCloseTo(1 / one[name].value!, 12)
      expect(other[name].lower).toBeCloseTo(1 / one[name].upper!, 12)
    }
    expect(other.relativeRisk.n).toBe(80)
  })

  it('names the method of each', () => {
    const found = lift(exposed, reference)
    expect(Object.values(found).map(({ method }) => method.match(/Newcombe|Wald|Katz|Woolf/)?.[0])).toEqual([
      'Newcombe',
      'Wald',
      'Katz',
      'Woolf',
    ])
  })

  it('shows n alone under five people in either group', () => {
    for (const found of [lift({ events: 2, n: 4 }, reference), lift(exposed, { events: 2, n: 4 })])
      for (const metric of Object.values(found))
        expect(metric).toMatchObject({
          ...{ value: null, lower: null, upper: null, n: 4 },
          flags: ['suppressed', 'association'],
        })
  })

  it('gives no ratio over a reference without events, and no interval of a ratio of none', () => {
    const none = { events: 0, n: 50 }
    const found = lift({ events: 5, n: 50 }, none)
    expect(found.relativeRisk).toMatchObject({
      value: null,
      lower: null,
      flags: ['no-interval', 'association'],
    })
    expect(found.oddsRatio).toMatchObject({ value: null, lower: null })
    expect(found.riskDifference.value).toBe(0.1)
    const other = lift(none, { events: 5, n: 50 })
    expect(other.relativeRisk).toMatchObject({ value: 0, lower: null, upper: null })
    expect(other.oddsRatio).toMatchObject({ value: 0, lower: null, upper: null })
  })

  it('gives no odds where all of the exposed did it, and a ratio of shares all the same', () => {
    const all = { events: 50, n: 50 }
    const found = lift(all, { events: 25, n: 50 })
    expect(found.oddsRatio).toMatchObject({ value: null, lower: null, upper: null })
    expect(found.relativeRisk.value).toBe(2)
    expect(Math.log(found.relativeRisk.upper! / 2)).toBeCloseTo(Z * Math.sqrt(0.5 / 25), 12)
    expect(lift({ events: 25, n: 50 }, all).oddsRatio).toMatchObject({ value: 0, lower: null })
  })

  it.each([
    [-1, 5],
    [6, 5],
    [1.5, 5],
    [1, 5.5],
    [Number.NaN, 5],
  ])('refuses %s events of %s in either group, and says which', (events, n) => {
    const words = [`${events} events among ${n} people`, 'whole numbers']
    expect(() => lift({ events, n }, reference)).toThrow(refused('invalid_input', ...words))
    expect(() => lift(exposed, { events, n })).toThrow(refused('invalid_input', ...words))
  })
})
