import { describe, expect, it } from 'vitest'
import { createRandom, logisticFit } from '../../src/algorithms.ts'
import { refused } from '../support/failure.ts'

/** People of one group: `events` of `n` did it, all with these values of the predictors. */
const group = (events: number, n: number, ...x: readonly number[]) =>
  Array.from({ length: n }, (_, i) => ({ y: Number(i < events), x }))
const fitOf = (people: readonly { y: number; x: readonly number[] }[]) =>
  logisticFit(
    people.map(({ y }) => y),
    people[0]!.x.map((_, j) => people.map(({ x }) => x[j]!)),
  )
const logit = (events: number, n: number) => Math.log(events / (n - events))
/** Variance of a group's log odds, and what its people add to the log likelihood at their own share. */
const variance = (events: number, n: number) => 1 / events + 1 / (n - events)
const likelihood = (events: number, n: number) =>
  events * Math.log(events / n) + (n - events) * Math.log(1 - events / n)

describe('logisticFit', () => {
  it('of two groups is the odds ratio of their table with the error of Woolf', () => {
    const fit = fitOf([...group(20, 90, 0), ...group(30, 80, 1)])
    expect(fit.coefficients[0]).toBeCloseTo(logit(20, 90), 9)
    expect(fit.coefficients[1]).toBeCloseTo(Math.log(30 / 50 / (20 / 70)), 9)
    expect(fit.standardErrors[0]).toBeCloseTo(Math.sqrt(variance(20, 90)), 9)
    expect(fit.standardErrors[1]).toBeCloseTo(Math.sqrt(variance(20, 90) + variance(30, 80)), 9)
    expect(fit.logLikelihood).toBeCloseTo(likelihood(20, 90) + likelihood(30, 80), 9)
  })

  it('gives the intercept for a score of zero, however far from zero the scores lie', () => {
    // log odds go from one group to the other in 2 points: at 0 they are 6 times the first less 5 times the second
    const fit = fitOf([...group(20, 90, 10), ...group(30, 80, 12)])
    const [a, b] = [logit(20, 90), logit(30, 80)]
    expect(fit.coefficients[1]).toBeCloseTo((b - a) / 2, 9)
    expect(fit.coefficients[0]).toBeCloseTo(6 * a - 5 * b, 9)
    expect(fit.standardErrors[0]).toBeCloseTo(Math.sqrt(36 * variance(20, 90) + 25 * variance(30, 80)), 8)
    expect(fit.standardErrors[1]).toBeCloseTo(Math.sqrt(variance(20, 90) + variance(30, 80)) / 2, 9)
    expect(fit.logLikelihood).toBeCloseTo(likelihood(20, 90) + likelihood(30, 80), 9)
  })

  it('of three groups compares each with the first', () => {
    const fit = fitOf([...group(20, 90, 0, 0), ...group(30, 80, 1, 0), ...group(9, 40, 0, 1)])
    const logits = [logit(20, 90), logit(30, 80), logit(9, 40)]
    const variances = [variance(20, 90), variance(30, 80), variance(9, 40)]
    expect(fit.coefficients[0]).toBeCloseTo(logits[0]!, 9)
    for (const j of [1, 2]) {
      expect(fit.coefficients[j]).toBeCloseTo(logits[j]! - logits[0]!, 9)
      expect(fit.standardErrors[j]).toBeCloseTo(Math.sqrt(variances[0]! + variances[j]!), 9)
    }
    expect(fit.standardErrors[0]).toBeCloseTo(Math.sqrt(variances[0]!), 9)
  })

  it('without a predictor is the share of all', () => {
    const fit = fitOf(group(30, 80))
    expect(fit.coefficients).toHaveLength(1)
    expect(fit.coefficients[0]).toBeCloseTo(logit(30, 80), 9)
    expect(fit.standardErrors[0]).toBeCloseTo(Math.sqrt(variance(30, 80)), 9)
    expect(fit.logLikelihood).toBeCloseTo(likelihood(30, 80), 9)
  })

  it('predicts as many events as there were, and as many at each level of each predictor', () => {
    const random = createRandom(4)
    const people = Array.from({ length: 300 }, () => {
      const x = [Math.floor(random() * 11), random() * 1e6]
      return { x, y: Number(random() < 1 / (1 + Math.exp(2 - 0.3 * x[0]! - 1e-6 * x[1]!))) }
    })
    const { coefficients } = fitOf(people)
    const left = people.map(
      ({ x, y }) =>
        y - 1 / (1 + Math.exp(-coefficients[0]! - coefficients[1]! * x[0]! - coefficients[2]! * x[1]!)),
    )
    expect(left.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 8)
    for (const j of [0, 1])
      expect(left.reduce((sum, value, i) => sum + value * people[i]!.x[j]!, 0) / 1e6).toBeCloseTo(0, 8)
  })

  it('finds no effect where there is none, and large ones that have an end', () => {
    const even = fitOf([...group(1, 2, 1), ...group(1, 2, 2), ...group(1, 2, 3)])
    expect(even.coefficients[1]).toBeCloseTo(0, 12)
    expect(even.standardErrors[1]).toBeCloseTo(1, 12)
    expect(even.logLikelihood).toBeCloseTo(6 * Math.log(0.5), 12)
    const strong = fitOf([...group(1, 200, 0), ...group(199, 200, 1)])
    expect(strong.coefficients[1]).toBeCloseTo(2 * Math.log(199), 8)
  })

  it('has no estimate where the score tells people apart without a fault, wholly or at one end', () => {
    const told = refused('no_solution', 'without a fault', 'wait for more')
    const y = Array.from({ length: 60 }, (_, i) => Number(i >= 30))
    expect(() => logisticFit(y, [y.map((_, i) => i)])).toThrow(told)
    expect(() => logisticFit(y, [y.map((_, i) => -1000 * i)])).toThrow(told)
    expect(() => fitOf([...group(10, 20, 0), ...group(20, 20, 1)])).toThrow(told)
    expect(() => fitOf(group(20, 20))).toThrow(told)
  })

  it('has none where a predictor does not vary or is a sum of others, though rounding makes it seem to', () => {
    const y = Array.from({ length: 60 }, (_, i) => Number((i * 7) % 10 < 4))
    const [a, b] = [y.map((_, i) => (i * 13) % 11), y.map((_, i) => ((i * 5) % 7) / 3)]
    for (const value of [3, 0.1, 100 / 3])
      expect(() => logisticFit(y, [y.map(() => value)])).toThrow(refused('no_solution', 'does not vary'))
    for (const factor of [2, 0.1, 0.37])
      expect(() => logisticFit(y, [a, a.map((value) => value * factor)])).toThrow(
        refused('no_solution', 'sum of others'),
      )
    expect(() => logisticFit(y, [a, b, a.map((value, i) => 0.3 * value - 0.1 * b[i]! + 2)])).toThrow(
      refused('no_solution', 'sum of others'),
    )
  })

  it('refuses an outcome that is not yes or no, columns that do not fit, gaps, and too few people', () => {
    expect(() => logisticFit([0, 2, 1, 0], [[1, 2, 3, 5]])).toThrow(refused('invalid_input', '0 or 1'))
    expect(() => logisticFit([0, 1, 1, 0], [[1, 2]])).toThrow(refused('invalid_input', '4 values'))
    expect(() => logisticFit([0, 1, 1, 0], [[1, 2, 4, Number.NaN]])).toThrow(refused('missing_values'))
    expect(() => logisticFit([0, 1], [[1, 2]])).toThrow(refused('too_few', 'more than 2 cases'))
  })
})
