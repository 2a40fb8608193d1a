import { describe, expect, it } from 'vitest'
import { createRandom, logisticFit, normalCdf } from '../../src/algorithms.ts'
import { assessForecast, logisticOutcome } from '../../src/index.ts'
import { refused } from '../support/failure.ts'

const Z = 1.959963984540054
const repeat = <Value>(value: Value, times: number) => Array<Value>(times).fill(value)
/** 30 of 80 who were delighted came again, 20 of 90 of the others. */
const again = [...repeat(1, 30), ...repeat(0, 50), ...repeat(1, 20), ...repeat(0, 70)]
const delighted = { name: 'delighted', values: [...repeat(1, 80), ...repeat(0, 90)] }
/** So many who did it, of so many, with scores that say nothing of it. */
const few = (events: number, n: number) => ({
  outcome: Array.from({ length: n }, (_, i) => Number(i < events)),
  predictor: { name: 'score', values: Array.from({ length: n }, (_, i) => i % 3) },
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
    expect(ratio!.flags).toEqual(['association'])
  })

  it('of two groups gives the odds ratio of their table, with the interval of Woolf', () => {
    const found = logisticOutcome(again, [delighted], { confidence: 0.9 })
    const [ratio] = found.oddsRatios
    const error = Math.sqrt(1 / 30 + 1 / 50 + 1 / 20 + 1 / 70)
    expect(ratio!.value).toBeCloseTo(2.1, 9)
    expect(Math.log(ratio!.upper! / 2.1)).toBeCloseTo(1.6448536269514722 * error, 9)
    expect(Math.log(ratio!.lower! / 2.1)).toBeCloseTo(-1.6448536269514722 * error, 9)
    expect(ratio!.coefficient).toBeCloseTo(Math.log(2.1), 9)
    expect(ratio!.standardError).toBeCloseTo(error, 9)
    expect(ratio!.p).toBeCloseTo(2 * (1 - normalCdf(Math.log(2.1) / error)), 9)
    expect(ratio).toMatchObject({ name: 'delighted', n: 170, confidence: 0.9, excluded: {} })
    expect(ratio!.method).toContain('Wald')
    expect(found.intercept).toBeCloseTo(Math.log(20 / 70), 9)
    expect(found.logLikelihood).toBeCloseTo(
      30 * Math.log(30 / 80) + 50 * Math.log(50 / 80) + 20 * Math.log(20 / 90) + 70 * Math.log(70 / 90),
      9,
    )
    expect(found).toMatchObject({ n: 170, events: 50 })
    expect(found.excluded).toEqual({})
  })

  it('takes whoever has every value, and counts the others', () => {
    const [a, b] = [delighted.values, again.map((_, i) => (i * 7) % 5)]
    const cut = again.map((value, i) => (i === 3 ? null : value))
    const [first, second] = [
      { name: 'a', values: a.map((value, i) => (i === 4 ? null : value)) },
      { name: 'b', values: b.map((value, i) => (i === 9 ? Number.NaN : value)) },
    ]
    const found = logisticOutcome(cut, [first!, second!])
    const left = again.map((_, i) => i).filter((i) => ![3, 4, 9].includes(i))
    const fit = logisticFit(
      left.map((i) => again[i]!),
      [left.map((i) => a[i]!), left.map((i) => b[i]!)],
    )
    expect(found.oddsRatios.map(({ coefficient }) => coefficient)).toEqual(fit.coefficients.slice(1))
    expect(found.oddsRatios.map(({ standardError }) => standardError)).toEqual(fit.standardErrors.slice(1))
    expect(found.oddsRatios.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(found.oddsRatios[1]!.value).toBe(Math.exp(fit.coefficients[2]!))
    expect(found.oddsRatios[1]!.upper).toBeCloseTo(
      Math.exp(fit.coefficients[2]! + Z * fit.standardErrors[2]!),
      12,
    )
    expect(found.oddsRatios[0]!.excluded).toEqual({ 'outcome or score missing': 3 })
    expect(found).toMatchObject({ n: 167, events: 47, excluded: { 'outcome or score missing': 3 } })
  })

  it('003-6 refuses under ten events, or ten non-events, per predictor', () => {
    const told = (...words: string[]) => refused('too_few', ...words, 'use fewer predictors')
    const [nine, ten] = [few(9, 100), few(10, 100)]
    expect(() => logisticOutcome(nine.outcome, [nine.predictor])).toThrow(
      told('9 events and 91 non-events for 1 predictor', 'it takes 10 of each, and 20 persons'),
    )
    expect(() =>
      logisticOutcome(
        nine.outcome.map((y) => 1 - y),
        [nine.predictor],
      ),
    ).toThrow(told('91 events and 9 non-events'))
    expect(logisticOutcome(ten.outcome, [ten.predictor]).events).toBe(10)
    const other = { name: 'other', values: ten.outcome.map((_, i) => (i * 5) % 7) }
    expect(() => logisticOutcome(ten.outcome, [ten.predictor, other])).toThrow(
      told('2 predictor', 'takes 20'),
    )
    const twenty = few(20, 40)
    expect(
      logisticOutcome(twenty.outcome, [
        twenty.predictor,
        { name: 'other', values: twenty.outcome.map((_, i) => (i * 5) % 7) },
      ]).oddsRatios,
    ).toHaveLength(2)
  })

  it('says nothing of fewer people than the audience asks for, whatever events were asked for', () => {
    const { outcome, predictor } = few(4, 8)
    const thresholds = { eventsPerPredictor: 2 }
    expect(() => logisticOutcome(outcome, [predictor], { audience: 'employee', thresholds })).toThrow(
      refused('too_few', '10 persons'),
    )
    expect(logisticOutcome(outcome, [predictor], { thresholds }).n).toBe(8)
    expect(() =>
      logisticOutcome(outcome, [predictor], { thresholds: { ...thresholds, customers: 9 } }),
    ).toThrow(refused('too_few', '9 persons'))
  })

  it('refuses no predictor, columns that do not fit, and an outcome that is not yes or no', () => {
    const told = refused('invalid_input', 'one value per person', 'one predictor at least')
    expect(() => logisticOutcome(again, [])).toThrow(told)
    expect(() => logisticOutcome(again, [{ name: 'x', values: [1] }])).toThrow(told)
    expect(() => logisticOutcome(again, [delighted, { name: 'x', values: [1] }])).toThrow(told)
    const twice = again.map((value, i) => (i === 79 ? 2 : value))
    expect(() => logisticOutcome(twice, [delighted])).toThrow(refused('invalid_input', '0 or 1'))
  })
})

describe('the people held out', () => {
  /** Who is kept from the fit: each by one number of the seeded source. */
  const keptBy = (n: number, share: number, seed: number) => {
    const random = createRandom(seed)
    return Array.from({ length: n }, () => random() < share)
  }
  const scores = again.map((_, i) => (i * 7) % 11)
  const predictors = [delighted, { name: 'score', values: scores }]

  it.each([
    [{}, 0.3, 1],
    [{ holdOut: 0.5, seed: 9, groups: 3, confidence: 0.9 }, 0.5, 9],
  ])('003-6 are judged by a fit without them: %o', (options, share, seed) => {
    const kept = keptBy(again.length, share, seed)
    const [fitted, tested] = [false, true].map((side) => [...again.keys()].filter((i) => kept[i] === side))
    const { coefficients } = logisticFit(
      fitted!.map((i) => again[i]!),
      predictors.map(({ values }) => fitted!.map((i) => values[i]!)),
    )
    const chances = tested!.map((i) => {
      const odds = Math.exp(
        coefficients[0]! + coefficients[1]! * delighted.values[i]! + coefficients[2]! * scores[i]!,
      )
      return odds / (1 + odds)
    })
    const expected = assessForecast(
      chances,
      tested!.map((i) => again[i]!),
      options,
    )
    const { heldOut } = logisticOutcome(again, predictors, options)
    expect(heldOut).toMatchObject({ n: expected.n, baseline: expected.baseline, auc: expected.auc })
    expect(heldOut.brier).toBeCloseTo(expected.brier!, 10)
    expect(heldOut.calibration.map(({ observed }) => observed)).toEqual(
      expected.calibration.map(({ observed }) => observed),
    )
    for (const [i, { predicted }] of expected.calibration.entries())
      expect(heldOut.calibration[i]!.predicted).toBeCloseTo(predicted, 10)
  })

  const nothing = (n: number) => ({ n, brier: null, baseline: null, auc: null, calibration: [] })

  it('are judged by nobody where they, or the others, all did the same', () => {
    expect(logisticOutcome(again, [delighted], { holdOut: 1e-9 }).heldOut).toEqual(nothing(0))
    expect(logisticOutcome(again, [delighted], { holdOut: 1 - 1e-9 }).heldOut).toEqual(nothing(170))
    const kept = keptBy(again.length, 0.3, 1)
    const [inside, outside] = [kept.indexOf(true), kept.indexOf(false)]
    expect([inside, outside]).not.toContain(-1)
    // all held out said no; then all others said yes but ten who are held out
    const none = kept.map((held, i) => Number(!held && i % 2 === 0))
    expect(logisticOutcome(none, [{ name: 'x', values: scores }]).heldOut).toEqual(
      nothing(kept.filter(Boolean).length),
    )
    const all = kept.map((held, i) => Number(!held || i % 2 === 0))
    expect(logisticOutcome(all, [{ name: 'x', values: scores }]).heldOut).toEqual(
      nothing(kept.filter(Boolean).length),
    )
  })

  it('are judged by nobody where the others alone have no fit', () => {
    const kept = keptBy(again.length, 0.3, 1)
    const [yes, no] = [1, 0].map((value) => again.findIndex((y, i) => kept[i] && y === value))
    // a complaint that only two made, both of them held out
    const complaint = { name: 'complaint', values: again.map((_, i) => Number(i === yes || i === no)) }
    const { heldOut, oddsRatios } = logisticOutcome(again, [complaint])
    expect(oddsRatios[0]!.value).toBeGreaterThan(0)
    expect(heldOut).toEqual(nothing(kept.filter(Boolean).length))
  })

  it.each([0, 1, -0.1, 1.5, Number.NaN])('are a share of all, which %s is not', (holdOut) => {
    expect(() => logisticOutcome(again, [delighted], { holdOut })).toThrow(
      refused('invalid_option', `\`holdOut\` is ${holdOut}`, 'between 0 and 1'),
    )
  })
})
