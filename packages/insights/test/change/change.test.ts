import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/algorithms.ts'
import { beforeAfter, cusum, ewma, laneyPPrime, pChart } from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'
import { normal } from '../support/simulate.ts'

const periods = (ks: readonly number[], n = 100) => ks.map((k) => ({ k, n }))
const binomial = (random: () => number, n: number, p: number) => {
  let k = 0
  for (let i = 0; i < n; i += 1) if (random() < p) k += 1
  return k
}

describe('pChart', () => {
  it('003-19 gives each period the limits of its own n', () => {
    const chart = pChart([
      { k: 50, n: 100 },
      { k: 200, n: 400 },
      { k: 0, n: 0 },
    ])
    const half = (n: number) => 3 * Math.sqrt(0.25 / n)
    expect(chart.points[0]!.upper).toBeCloseTo(0.5 + half(100), 12)
    expect(chart.points[1]!.lower).toBeCloseTo(0.5 - half(400), 12)
    expect(chart.points[2]).toEqual({ value: null, lower: null, upper: null, out: undefined })
    expect(chart.flags).toContain('short-baseline')
  })

  it('002-8 leaves an explained special cause out of the limits, and shows it out of them', () => {
    const usual = Array.from({ length: 24 }, (_, i) => 50 + (i % 3) - 1)
    const with_ = pChart([...periods(usual), { k: 90, n: 100, explained: true }])
    expect(with_.center).toBe(0.5)
    expect(with_.flagged).toEqual([25])
    expect(with_.points[24]!.out).toBe('up')
    expect(with_.flags).toEqual([])
  })

  it('002-8 holds later periods against a frozen baseline', () => {
    const { baseline } = pChart(periods(Array.from({ length: 24 }, () => 50)))
    const chart = pChart(periods([30, 30, 52]), { baseline })
    expect(chart.center).toBe(0.5)
    expect(chart.flagged).toEqual([1, 2])
    expect(chart.points[0]!.out).toBe('down')
  })

  it('says how many false alarms chance gives: at 3σ one in 370 points', () => {
    expect(pChart(periods(Array(370).fill(50))).expectedFalseAlarms).toBeCloseTo(0.9989, 3)
    const random = createRandom(1)
    const charted = Array.from({ length: 4000 }, () => ({ k: binomial(random, 400, 0.5), n: 400 }))
    expect(pChart(charted).flagged.length).toBeGreaterThan(2)
    expect(pChart(charted).flagged.length).toBeLessThan(25)
  })

  it('warns of few events and of periods that differ more than chance', () => {
    expect(pChart(periods(Array(20).fill(4))).flags).toContain('few-events')
    expect(pChart(periods(Array(20).fill(96))).flags).toContain('few-events')
    expect(pChart(periods(Array.from({ length: 20 }, (_, i) => (i % 2 ? 40 : 60)))).flags).toContain(
      'overdispersed',
    )
    expect(codeOf(() => pChart([]))).toBe('invalid_input')
    expect(codeOf(() => pChart([{ k: 2, n: 1 }]))).toBe('invalid_input')
    expect(codeOf(() => pChart(periods([1]), { sigmas: 0 }))).toBe('invalid_option')
  })
})

describe('laneyPPrime', () => {
  it('does not cry out every week when n is large and weeks differ a little', () => {
    const random = createRandom(3)
    const weeks = Array.from({ length: 60 }, () => {
      const p = 0.7 + 0.02 * normal(random)
      return { k: binomial(random, 5000, p), n: 5000 }
    })
    expect(pChart(weeks).flagged.length).toBeGreaterThan(5)
    expect(laneyPPrime(weeks).flagged.length).toBeLessThan(3)
    expect(pChart(weeks).overdispersion).toBeGreaterThan(2)
  })

  it('is the p-chart times the spread of the standardised shares, from moving ranges', () => {
    const weeks = periods([50, 60, 50, 60, 50])
    const z = [-0.4, 0.6, -0.4, 0.6, -0.4].map((d) => d / 10 / Math.sqrt((0.54 * 0.46) / 100))
    const sigma = z.slice(1).reduce((sum, value, i) => sum + Math.abs(value - z[i]!), 0) / 4 / 1.128
    const chart = laneyPPrime(weeks)
    expect(chart.center).toBeCloseTo(0.54, 12)
    expect(chart.points[0]!.upper).toBeCloseTo(0.54 + 3 * sigma * Math.sqrt((0.54 * 0.46) / 100), 10)
    expect(laneyPPrime(periods([5]), { baseline: chart.baseline }).points[0]!.upper).toBeCloseTo(
      chart.points[0]!.upper!,
      10,
    )
  })
})

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
    const uneven = ewma([0, 0], { target: 0, sigma: [1, 5], sigmas: 3 })
    expect(uneven.points[1]!.upper).toBeCloseTo(3 * Math.sqrt(0.04 * 25 + 0.64 * 0.04), 12)
    expect(ewma([1, 3], { sigma: 1 }).center).toBe(2)
  })

  it('keeps still where nobody answered, and refuses a sigma of zero', () => {
    const chart = ewma([4, null, 4], { target: 0, sigma: 1 })
    expect(chart.ewma[1]).toBe(chart.ewma[0])
    expect(chart.points[1]!.value).toBeNull()
    expect(codeOf(() => ewma([1], { sigma: 0 }))).toBe('invalid_option')
    expect(codeOf(() => ewma([1], { sigma: 1, lambda: 1.1 }))).toBe('invalid_option')
    expect(ewma([0], { target: 0, sigma: 1 }).estimatedStart).toBeNull()
  })
})

describe('cusum', () => {
  it('dates the change at the last zero before the alarm, on either side', () => {
    const down = cusum([0, 0, 0, -1, -1, -1, -1], { target: 0, k: 0.25, h: 2 })
    expect(down).toMatchObject({ firstSignal: 6, direction: 'down', estimatedStart: 4 })
    const up = cusum([0, null, 3, 3], { target: 0, k: 0.5, h: 4 })
    expect(up).toMatchObject({ firstSignal: 4, direction: 'up', estimatedStart: 3, flagged: [4] })
    expect(cusum([0, 0], { target: 0, k: 1, h: 1 })).toMatchObject({
      firstSignal: null,
      estimatedStart: null,
    })
    expect(codeOf(() => cusum([], { target: 0, k: -1, h: 1 }))).toBe('invalid_option')
  })
})

describe('beforeAfter', () => {
  const before = Array.from({ length: 24 }, (_, i) => 50 + (i % 3) - 1)
  it('002-8 shows the change with its interval, against limits from before alone', () => {
    const found = beforeAfter(periods([...before, 70, 71, 69]), 24)
    expect(found.verdict).toBe('higher')
    expect(found.change.value).toBeCloseTo(0.2, 12)
    expect(found.chart.flagged).toEqual([25, 26, 27])
    expect(found.chart.center).toBeCloseTo(0.5, 12)
    expect(found.regressionToMean).toBe(false)
  })

  it('002-8 warns when the action followed a bad month: part of the change would have come by itself', () => {
    const found = beforeAfter(periods([...before, 35, 50, 50, 50]), 25)
    expect(found.regressionToMean).toBe(true)
    expect(found.change.flags).toContain('regression-to-mean')
  })

  it('takes off what changed at a touchpoint without the action', () => {
    const both = periods([...before, 70, 70, 70])
    const found = beforeAfter(both, 24, { comparison: both })
    expect(found.netOfComparison!.value).toBeCloseTo(0, 12)
    expect(found.verdict).toBe('cannot-tell')
    expect(found.change.verdict).toBe('higher')
  })
})
