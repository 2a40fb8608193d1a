import { describe, expect, it } from 'vitest'
import { wilson } from '../../src/algorithms.ts'
import { assessForecast } from '../../src/index.ts'
import { refused } from '../support/failure.ts'

const every = { thresholds: { customers: 1 } }
const shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 0]
const came = [0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 0]

describe('assessForecast', () => {
  it('is 0 for a forecast that is always right, and AUC ½ for one that never differs', () => {
    expect(assessForecast([0, 1, 0, 1], [0, 1, 0, 1])).toMatchObject({ brier: 0, baseline: 0.25, auc: 1 })
    expect(assessForecast([0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1])).toMatchObject({ brier: 0.25, auc: 0.5 })
    expect(assessForecast([0.2, 0.8], [1, 0])).toMatchObject({ auc: 0 })
  })

  it('is the mean of squared errors, beside that of always saying how often it comes', () => {
    const found = assessForecast(shares, came)
    // 0.01 + 0.64 + 0.09 + 0.16 + 0.25 + 0.36 + 0.09 + 0.04 + 0.01 over eleven
    expect(found.brier).toBeCloseTo(1.65 / 11, 12)
    expect(found.baseline).toBeCloseTo((6 / 11) * (5 / 11), 12)
    expect(found.n).toBe(11)
  })

  it('counts the pairs that it puts in the right order, one half for a tie', () => {
    const predicted = [0.3, 0.1, 0.3, 0.7, 0.3, 0.7, 0.9, 0.1, 0.4]
    const happened = [1, 0, 0, 1, 1, 0, 1, 1, 0]
    let won = 0
    let pairs = 0
    for (const [i, yes] of happened.entries())
      for (const [j, no] of happened.entries())
        if (yes === 1 && no === 0) {
          pairs += 1
          won += predicted[i]! > predicted[j]! ? 1 : predicted[i] === predicted[j] ? 0.5 : 0
        }
    expect(assessForecast(predicted, happened).auc).toBeCloseTo(won / pairs, 12)
    // of the events: 1½ each of the two at 0.3, 3½ of the one at 0.7, 4 of that at 0.9, ½ of that at 0.1
    expect(won / pairs).toBeCloseTo(11 / 20, 12)
  })

  it('has no AUC where everybody did it or nobody, and nothing of nobody', () => {
    expect(assessForecast([0.2, 0.4], [1, 1]).auc).toBeNull()
    expect(assessForecast([0.2, 0.4], [0, 0]).auc).toBeNull()
    expect(assessForecast([], [])).toEqual({ n: 0, brier: null, baseline: null, auc: null, calibration: [] })
  })

  it('puts people of like probability together: predicted on average beside how many it was', () => {
    const { calibration } = assessForecast(shares, came, { ...every, groups: 3 })
    // eleven people upwards from 0: four, three, four
    expect(calibration.map(({ observed }) => observed.n)).toEqual([4, 3, 4])
    for (const [group, predicted, k] of [
      [0, 0.15, 1],
      [1, 0.5, 1],
      [2, 0.85, 4],
    ] as const) {
      const { n, value, lower, upper } = calibration[group]!.observed
      expect(calibration[group]!.predicted).toBeCloseTo(predicted, 12)
      expect({ value, lower, upper }).toEqual(wilson(k, n, 0.95))
    }
    expect(calibration[0]!.observed.method).toContain('Wilson')
    const ninety = assessForecast(shares, came, { ...every, groups: 3, confidence: 0.9 })
    expect(ninety.calibration[0]!.observed.upper).toBe(wilson(1, 4, 0.9).upper)
  })

  it('has five groups unless told otherwise, none of nobody, and hides what happened to few', () => {
    const sizes = (n: number) =>
      assessForecast(shares.slice(0, n), came.slice(0, n)).calibration.map(({ observed }) => observed.n)
    expect(sizes(10)).toEqual([2, 2, 2, 2, 2])
    expect(sizes(3)).toEqual([1, 1, 1])
    const { observed } = assessForecast(shares, came).calibration[0]!
    expect(observed).toMatchObject({ value: null, flags: ['suppressed'] })
  })

  it('keeps people of equal probability in the order given', () => {
    const { calibration } = assessForecast([0.5, 0.5, 0.5, 0.5], [1, 1, 0, 0], { ...every, groups: 2 })
    expect(calibration.map(({ observed }) => observed.value)).toEqual([1, 0])
  })

  it('refuses what is no probability, or not one for each person, or neither yes nor no', () => {
    const told = refused('invalid_input', 'one probability, 0 to 1, for each person')
    for (const p of [-0.1, 1.1, Number.NaN]) expect(() => assessForecast([0.5, p], [1, 0])).toThrow(told)
    expect(() => assessForecast([0.5], [1, 0])).toThrow(told)
    expect(() => assessForecast([0.5, 0.5], [1, 2])).toThrow(told)
  })
})
