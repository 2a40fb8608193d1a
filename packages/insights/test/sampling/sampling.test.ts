import { describe, expect, it } from 'vitest'
import {
  designEffectOf,
  krejcieMorgan,
  mayContact,
  powerOfDifference,
  sampleSizeForDifference,
  sampleSizeForMean,
  sampleSizeForNps,
  sampleSizeForShare,
  samplingRate,
} from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'

describe('sample sizes', () => {
  it('are the published ones: 385 for ± 5 points, 80, 278 and 370 for small populations, 97 pairs for a gap', () => {
    expect(sampleSizeForShare(0.05).n).toBe(385)
    expect([100, 1000, 10_000].map((N) => krejcieMorgan(N).n)).toEqual([80, 278, 370])
    expect(sampleSizeForMean(0.3, 1.5).n).toBe(97)
    expect(sampleSizeForNps(10, { promoters: 0.5, detractors: 0.2 }).n).toBe(235)
  })

  it('shrink with a small population and grow with clusters', () => {
    expect(sampleSizeForShare(0.05, { population: 1000 }).exact).toBeCloseTo(
      384.1459 / (1 + 383.1459 / 1000),
      3,
    )
    expect(designEffectOf(5, 0.1)).toBeCloseTo(1.4, 12)
    expect(sampleSizeForShare(0.05, { cluster: { size: 5, correlation: 0.1 } }).n).toBe(
      Math.ceil(384.1459 * 1.4),
    )
  })

  it('002-40 and power are two sides of one sum', () => {
    const { exact } = sampleSizeForDifference(0.5, 0.75, { power: 0.9 })
    expect(powerOfDifference(0.5, 0.75, exact)).toBeCloseTo(0.9, 10)
    // R: power.prop.test(n = 50, p1 = .50, p2 = .75): power = 0.7401659
    expect(powerOfDifference(0.5, 0.75, 50)).toBeCloseTo(0.7401659, 6)
  })

  it('refuse margins and shares that cannot be', () => {
    expect(codeOf(() => sampleSizeForShare(5))).toBe('invalid_option')
    expect(codeOf(() => sampleSizeForMean(0, 1))).toBe('invalid_option')
    expect(codeOf(() => sampleSizeForNps(5, { promoters: 0.8, detractors: 0.3 }))).toBe('invalid_option')
    expect(codeOf(() => sampleSizeForDifference(0.5, 0.5))).toBe('invalid_option')
  })
})

describe('samplingRate', () => {
  it('002-9 asks as few as bring the answers wanted, and says when even everyone is not enough', () => {
    const plan = {
      target: 400,
      eligibleVisits: 20_000,
      uniqueShare: 0.5,
      notInCoolDown: 0.8,
      responseRate: 0.1,
    }
    expect(samplingRate(plan)).toEqual({ rate: 0.5, expected: 400, enough: true, baseWeight: 2 })
    expect(samplingRate({ ...plan, target: 4000 })).toMatchObject({ rate: 1, enough: false, baseWeight: 1 })
    expect(codeOf(() => samplingRate({ ...plan, responseRate: 0 }))).toBe('invalid_option')
  })
})

describe('mayContact', () => {
  const shown = (day: number, questionnaire = 'q', event: 'shown' | 'dismissed' = 'shown') => ({
    ...{ questionnaire, event },
    at: Date.UTC(2026, 0, 1) + day * 86_400_000,
  })
  const ask = (day: number, questionnaire = 'q') => ({ questionnaire, at: shown(day).at })

  it('names the rule that says no, and lets the pair of an expectation through once', () => {
    expect(mayContact(ask(29), [shown(0)]).reason).toBe('globalCooldown')
    expect(mayContact(ask(30, 'other'), [shown(0)])).toEqual({ eligible: true, reason: null })
    expect(mayContact(ask(29, 'other'), [shown(0)], {}, { pairOverride: true }).eligible).toBe(true)
    expect(mayContact(ask(89), [shown(0)]).reason).toBe('sameQuestionnaire')
    expect(mayContact(ask(90), [shown(0)]).eligible).toBe(true)
    expect(mayContact(ask(60, 'other'), [shown(50, 'x', 'dismissed')]).reason).toBe('afterDismiss')
    const often = [0, 40, 80, 120].map((day) => shown(day, `q${day}`))
    expect(mayContact(ask(200), often).reason).toBe('maxPerYear')
    expect(mayContact(ask(365), often).eligible).toBe(true)
    expect(mayContact(ask(5), [shown(9)]).eligible).toBe(true)
    expect(codeOf(() => mayContact({ at: 'soon', questionnaire: 'q' }, []))).toBe('invalid_input')
  })
})
