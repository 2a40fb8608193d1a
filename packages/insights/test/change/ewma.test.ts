import { describe, expect, it } from 'vitest'
import { createRandom, normalCdf } from '../../src/algorithms.ts'
import { ewma } from '../../src/index.ts'
import { refused } from '../support/failure.ts'
import { normal } from '../support/simulate.ts'

describe('ewma', () => {
  it('003-19, 004-31 finds a small lasting shift and says when it began', () => {
    const random = createRandom(12)
    const values = Array.from({ length: 40 }, (_, i) => 50 + normal(random) + (i >= 25 ? 2 : 0))
    const chart = ewma(values, { target: 50, sigma: 1 })
    expect(chart.flagged[0]!).toBeGreaterThan(25)
    expect(chart.flagged[0]!).toBeLessThan(32)
    expect(Math.abs(chart.estimatedStart! - 26)).toBeLessThanOrEqual(2)
    expect(chart.points[chart.flagged[0]! - 1]!.out).toBe('up')
  })

  it('widens its limits over the first periods, and takes a standard error for each', () => {
    const chart = ewma([0, 0, 0], { target: 0, sigma: 1, sigmas: 3 })
    expect(chart.points[0]!.upper).toBeCloseTo(3 * 0.2, 12)
    expect(chart.points[1]!.upper).toBeCloseTo(3 * Math.sqrt(0.04 + 0.64 * 0.04), 12)
    expect(chart.points[1]!.lower).toBeCloseTo(-3 * Math.sqrt(0.04 + 0.64 * 0.04), 12)
    const uneven = ewma([0, 0], { target: 0, sigma: [1, 5], sigmas: 3 })
    expect(uneven.points[1]!.upper).toBeCloseTo(3 * Math.sqrt(0.04 * 25 + 0.64 * 0.04), 12)
    const steady = ewma([0, 0], { target: 10, sigma: [1, 5], limits: 'steady-state', lambda: 0.4 })
    // λ ÷ (2 − λ) of 0.4 is a quarter
    expect(steady.points.map(({ upper }) => upper)).toEqual([10 + 2.7 * 0.5, 10 + 2.7 * 2.5])
    expect(steady.method).toBe('EWMA, λ = 0.4, steady-state limits of 2.7 σ')
  })

  it('is the mean of all that came, the newest counting λ, from the target on', () => {
    const values = [4, 8, 1]
    const chart = ewma(values, { target: 2, sigma: 1, lambda: 0.25 })
    const weights = [0.25 * 0.75 ** 2, 0.25 * 0.75, 0.25]
    const last = values.reduce((sum, value, i) => sum + value * weights[i]!, 2 * 0.75 ** 3)
    expect(chart.ewma.at(-1)).toBeCloseTo(last, 12)
    expect(chart.points.at(-1)!.value).toBe(chart.ewma.at(-1))
    expect(ewma(values, { target: 2, sigma: 1, lambda: 1 }).ewma).toEqual(values)
    expect(ewma([1, null, 3], { sigma: 1 }).center).toBe(2)
  })

  it('alarms beyond its limits and not at them, on either side', () => {
    const out = (value: number) => ewma([value], { target: 0, sigma: 1, sigmas: 2, lambda: 1 }).points[0]!.out
    expect([2, 2.001, -2, -2.001].map(out)).toEqual([undefined, 'up', undefined, 'down'])
    const chart = ewma([0, -3, -3, 3], { target: 0, sigma: 1, sigmas: 2, lambda: 1 })
    expect(chart.flagged).toEqual([2, 3, 4])
  })

  it('dates the change at the first average on the side of the alarm', () => {
    const start = (values: readonly (number | null)[]) =>
      ewma(values, { target: 0, sigma: 1, sigmas: 2, lambda: 1 }).estimatedStart
    expect(start([1, -1, 1, 1, 3])).toBe(3)
    expect(start([-1, 1, -1, -1, -3])).toBe(3)
    expect(start([1, 0, 1, 3])).toBe(3)
    expect(start([-1, 0, -1, -3])).toBe(3)
    expect(start([1, 1, 3])).toBe(1)
    expect(start([-3])).toBe(1)
    expect(start([0, 1, 1])).toBeNull()
  })

  it('keeps still where nobody answered, and where the answer is no number', () => {
    for (const none of [null, Number.NaN]) {
      const chart = ewma([4, none, 4], { target: 0, sigma: [1, 0, 1] })
      expect(chart.ewma[1]).toBe(chart.ewma[0])
      expect(chart.points[1]).toEqual({ value: null, lower: null, upper: null, out: undefined })
      const both = ewma([4, 4], { target: 0, sigma: 1 })
      expect(chart.points[2]!.upper).toBeCloseTo(both.points[1]!.upper!, 12)
      expect(chart.expectedFalseAlarms).toBeCloseTo(2 * 2 * normalCdf(-2.7), 12)
    }
    expect(ewma([4], { target: 0, sigma: 1 }).method).toBe('EWMA, λ = 0.2, time-varying limits of 2.7 σ')
  })

  it('warns of a baseline under twenty periods with answers', () => {
    const flags = (count: number) => ewma([null, ...Array(count).fill(1)], { sigma: 1 }).flags
    expect([flags(19), flags(20)]).toEqual([['short-baseline'], []])
  })

  it('refuses a weight or a spread that is none, and says which', () => {
    for (const lambda of [0, -1, 1.1, Number.NaN])
      expect(() => ewma([1], { sigma: 1, lambda })).toThrow(
        refused('invalid_option', `\`lambda\` is ${lambda}`, 'above 0 and at most 1'),
      )
    expect(() => ewma([null, 1], { sigma: 0 })).toThrow(refused('invalid_option', '`sigma` of period 2 is 0'))
    expect(() => ewma([1, 2], { sigma: [1] })).toThrow(
      refused('invalid_option', '`sigma` of period 2 is NaN'),
    )
    expect(() => ewma([1, 2], { sigma: [-1, 1] })).toThrow(
      refused('invalid_option', 'period 1 is -1', 'above 0'),
    )
  })
})
