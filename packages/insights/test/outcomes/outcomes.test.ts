import { describe, expect, it } from 'vitest'
import { createRandom, leastSquares, logisticFit } from '../../src/algorithms.ts'
import {
  assessForecast,
  badTouches,
  joinOutcomes,
  lift,
  linearOutcome,
  logisticOutcome,
  revenueDifference,
  roi,
} from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'
import { normal } from '../support/simulate.ts'

describe('lift', () => {
  it('001-4, 002-12, 003-17 compares outcomes with an interval, as an association unless drawn at random', () => {
    const found = lift({ events: 60, n: 100 }, { events: 40, n: 100 })
    expect(found.riskDifference.verdict).toBe('higher')
    expect(found.relativeRisk.value).toBeCloseTo(1.5, 12)
    expect(found.oddsRatio.value).toBeCloseTo(2.25, 12)
    expect(found.oddsRatio.lower).toBeCloseTo(
      2.25 * Math.exp(-1.959963984540054 * Math.sqrt(1 / 60 + 2 / 40 + 1 / 60)),
      10,
    )
    expect(found.riskDifference.flags).toContain('association')
    const drawn = lift({ events: 60, n: 100 }, { events: 40, n: 100 }, { randomised: true })
    expect(drawn.riskDifference.flags).toEqual([])
  })

  it('gives no ratio without events, and refuses what cannot be', () => {
    const found = lift({ events: 5, n: 50 }, { events: 0, n: 50 })
    expect(found.relativeRisk).toMatchObject({ value: null, lower: null })
    expect(found.riskDifference.value).toBe(0.1)
    expect(codeOf(() => lift({ events: 2, n: 1 }, { events: 0, n: 1 }))).toBe('invalid_input')
  })
})

describe('joinOutcomes', () => {
  const day = 86_400_000
  it('002-37, 002-19 takes only what came after the score, and counts what the join loses', () => {
    const scores = [
      { person: 'a', score: 9, at: 10 * day },
      { person: 'b', score: 3, at: 10 * day },
      { person: 'c', score: 8, at: 10 * day },
      { person: 'a', score: 7, at: 500 * day },
    ]
    const outcomes = [
      { person: 'a', value: 20, at: 20 * day },
      { person: 'a', value: 5, at: 30 * day },
      { person: 'b', value: 1, at: 5 * day },
      { person: 'z', value: 1, at: 5 * day },
    ]
    const found = joinOutcomes(scores, outcomes)
    expect(found.rows).toEqual([{ person: 'a', score: 9, outcome: 25 }])
    expect(found).toMatchObject({ withoutOutcome: 2, withoutScore: 1, outcomeFirst: 1 })
    expect(joinOutcomes(scores, outcomes, { horizonDays: 15 }).rows[0]!.outcome).toBe(20)
  })
})

describe('logisticOutcome', () => {
  const random = createRandom(17)
  const people = Array.from({ length: 1200 }, () => {
    const score = Math.floor(random() * 11)
    return { score, bought: Number(random() < 1 / (1 + Math.exp(2 - 0.4 * score))) }
  })
  const [scores, bought] = [people.map(({ score }) => score), people.map((one) => one.bought)]

  it('003-6, 004-41 recovers the odds per point, and predicts people it has not seen better than the base rate', () => {
    const found = logisticOutcome([...bought, null], [{ name: 'nps', values: [...scores, 5] }])
    const [ratio] = found.oddsRatios
    expect(ratio!.lower!).toBeLessThan(Math.exp(0.4))
    expect(ratio!.upper!).toBeGreaterThan(Math.exp(0.4))
    expect(found).toMatchObject({ n: 1200, excluded: { 'outcome or score missing': 1 } })
    expect(found.heldOut.brier!).toBeLessThan(found.heldOut.baseline!)
    expect(found.heldOut.auc!).toBeGreaterThan(0.7)
    const { calibration } = found.heldOut
    expect(calibration).toHaveLength(5)
    const inside = calibration.filter(
      ({ predicted, observed }) => predicted >= observed.lower! && predicted <= observed.upper!,
    )
    expect(inside.length).toBeGreaterThanOrEqual(4)
    expect(ratio!.flags).toContain('association')
  })

  it('003-6 refuses under ten events, or ten non-events, per predictor', () => {
    const few = Array.from({ length: 100 }, (_, i) => Number(i < 9))
    const values = few.map((_, i) => i % 7)
    expect(codeOf(() => logisticOutcome(few, [{ name: 'x', values }]))).toBe('too_few')
    expect(
      codeOf(() =>
        logisticOutcome(
          few.map((y) => 1 - y),
          [{ name: 'x', values }],
        ),
      ),
    ).toBe('too_few')
    expect(codeOf(() => logisticOutcome(few, []))).toBe('invalid_input')
  })

  it('has no estimate where the score tells people apart without a fault', () => {
    const y = Array.from({ length: 60 }, (_, i) => Number(i >= 30))
    expect(codeOf(() => logisticFit(y, [y.map((_, i) => i)]))).toBe('no_solution')
    expect(codeOf(() => logisticFit([0, 2], [[1, 2]]))).toBe('invalid_input')
  })
})

describe('assessForecast', () => {
  it('is 0 for a forecast that is always right, and AUC ½ for one that never differs', () => {
    expect(assessForecast([0, 1, 0, 1], [0, 1, 0, 1])).toMatchObject({ brier: 0, baseline: 0.25, auc: 1 })
    expect(assessForecast([0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1])).toMatchObject({ brier: 0.25, auc: 0.5 })
    expect(assessForecast([0.2, 0.8], [1, 0])).toMatchObject({ auc: 0 })
    expect(assessForecast([], [])).toMatchObject({ brier: null, auc: null, n: 0 })
    expect(assessForecast([0.2], [1]).auc).toBeNull()
    expect(codeOf(() => assessForecast([1.2], [1]))).toBe('invalid_input')
  })
})

describe('linearOutcome', () => {
  it('004-12 gives the chain of scores coefficients with intervals, as associations', () => {
    const random = createRandom(2)
    const x = Array.from({ length: 200 }, () => normal(random))
    const found = linearOutcome(
      [...x.map((value) => 3 + 2 * value + normal(random)), 7],
      [{ name: 'x', values: [...x, null] }],
    )
    expect(found.slopes[0]!.lower!).toBeLessThan(2)
    expect(found.slopes[0]!.upper!).toBeGreaterThan(2)
    expect(found.slopes[0]!.flags).toContain('association')
    expect(found.intercept.excluded).toEqual({ 'a value missing': 1 })
  })

  it('solves predictors of very unlike size equally well', () => {
    const random = createRandom(2)
    const small = Array.from({ length: 50 }, () => normal(random) * 1e-6)
    const large = small.map(() => 1e9 + normal(random) * 1e6)
    const fit = leastSquares(
      small.map((value, i) => 5e6 * value + 3e-6 * large[i]!),
      [small, large],
    )
    expect(fit.coefficients[1]! / 5e6).toBeCloseTo(1, 6)
    expect(fit.coefficients[2]! / 3e-6).toBeCloseTo(1, 6)
    expect(codeOf(() => leastSquares([1, 2], [[1, 2]]))).toBe('too_few')
    expect(codeOf(() => leastSquares([1, 2, 3, 4], [[1, 1, 1, 1]]))).toBe('no_solution')
    expect(leastSquares([1, 2, 3], [])).toMatchObject({ coefficients: [2], r2: 0, df: 2 })
  })
})

describe('revenueDifference', () => {
  it('002-20 resamples persons, so that one large customer widens the interval', () => {
    const even = Array.from({ length: 60 }, (_, i) => 90 + (i % 21))
    const skewed = [...even.slice(1), 9000]
    const calm = revenueDifference(
      even,
      even.map((value) => value - 50),
      { resamples: 300 },
    )
    expect(calm).toMatchObject({ verdict: 'higher', n: 60 })
    expect(calm.value).toBeCloseTo(50, 10)
    const wild = revenueDifference(skewed, even, { resamples: 300 })
    expect(wild.upper! - wild.lower!).toBeGreaterThan(200)
    expect(revenueDifference([null, 5], even).value).toBeNull()
    expect(revenueDifference([], [])).toMatchObject({ n: 0, value: null })
    expect(revenueDifference(skewed, even, { resamples: 300 })).toEqual(wild)
  })
})

describe('roi', () => {
  const effect = (value: number, lower: number, upper: number) => ({
    ...{ value, lower, upper, n: 1000, confidence: 0.95, method: 'Newcombe', excluded: {}, flags: [] },
  })

  it('003-14, 004-43 carries the interval of the effect to the money, and gives the break-even', () => {
    const found = roi({ effect: effect(0.05, 0.03, 0.07), base: 10_000, margin: 20, cost: 4000 })
    expect(found.net.value).toBeCloseTo(6000, 8)
    expect([found.net.lower, found.net.upper].map((x) => Math.round(x!))).toEqual([2000, 10_000])
    expect(found.roi.value).toBeCloseTo(1.5, 10)
    expect(found.breakEven).toBeCloseTo(0.02, 12)
    expect(found.verdict).toBe('gain')
  })

  it('003-14 says "not shown" when the interval holds zero, and a loss when all of it lies below', () => {
    const open = roi({ effect: effect(0.05, -0.01, 0.11), base: 10_000, margin: 20, cost: 4000 })
    expect(open.verdict).toBe('not-shown')
    expect(open.roi.flags).toContain('no-gain-shown')
    expect(roi({ effect: effect(0, -0.01, 0.01), base: 100, margin: 1, cost: 4000 }).verdict).toBe('loss')
    expect(codeOf(() => roi({ effect: effect(0, 0, 0), base: 0, margin: 1, cost: 1 }))).toBe('invalid_input')
  })
})

describe('badTouches', () => {
  it('004-1 shows the outcome by the number of bad touchpoints', () => {
    const path = (bad: number, outcome: boolean | null) => ({
      person: 'x',
      bad: Array.from({ length: 5 }, (_, i) => i < bad),
      outcome,
    })
    const rows = badTouches([
      ...Array(8).fill(path(0, true)),
      ...Array(6).fill(path(4, false)),
      path(0, null),
    ])
    expect(rows.map(({ bad, outcome }) => [bad, outcome.value, outcome.n])).toEqual([
      ['0', 1, 8],
      ['1', null, 0],
      ['2', null, 0],
      ['3 or more', 0, 6],
    ])
    expect(rows[0]!.outcome.excluded).toEqual({ 'no outcome or no touchpoint': 1 })
  })
})
