import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/algorithms.ts'
import { laneyPPrime, pChart } from '../../src/index.ts'
import { refused } from '../support/failure.ts'
import { normal } from '../support/simulate.ts'

const periods = (ks: readonly number[], n = 100) => ks.map((k) => ({ k, n }))
const binomial = (random: () => number, n: number, p: number) => {
  let k = 0
  for (let i = 0; i < n; i += 1) if (random() < p) k += 1
  return k
}
const usual = Array.from({ length: 24 }, (_, i) => 50 + (i % 3) - 1)
/** Probability that a normal value lies beyond three standard deviations, on either side. */
const BEYOND_THREE = 0.0026997960632601866

describe('pChart', () => {
  it('003-19 gives each period the limits of its own n', () => {
    const chart = pChart([
      { k: 50, n: 100 },
      { k: 200, n: 400 },
      { k: 0, n: 0 },
    ])
    const half = (n: number) => 3 * Math.sqrt(0.25 / n)
    expect(chart.points[0]!.value).toBe(0.5)
    expect(chart.points[0]!.upper).toBeCloseTo(0.5 + half(100), 12)
    expect(chart.points[0]!.lower).toBeCloseTo(0.5 - half(100), 12)
    expect(chart.points[1]!.lower).toBeCloseTo(0.5 - half(400), 12)
    expect(chart.points[2]).toEqual({ value: null, lower: null, upper: null, out: undefined })
    expect(chart.flags).toEqual(['short-baseline'])
    expect(chart).toMatchObject({ method: 'p-chart', flagged: [], baseline: { center: 0.5, periods: 2 } })
  })

  it('is as wide as sigmas say, from none to all', () => {
    const chart = pChart(periods([10, 90]), { sigmas: 2 })
    expect(chart.points[0]!.upper).toBeCloseTo(0.6, 12)
    expect(chart.points.map(({ out }) => out)).toEqual(['down', 'up'])
    expect(chart.flagged).toEqual([1, 2])
    const edge = pChart(periods([2, 3]), { sigmas: 3 })
    expect(edge.points[0]!.lower).toBe(0)
    expect(pChart(periods([98, 97])).points[0]!.upper).toBe(1)
  })

  it('takes a share at its limit for usual', () => {
    // centre ½, σ of 100 answers 0.05: two of them end at 0.4 and 0.6
    const baseline = { center: 0.5, periods: 20 }
    const out = (k: number) => pChart([{ k, n: 100 }], { baseline, sigmas: 2 }).points[0]!.out
    expect([39, 40, 60, 61].map(out)).toEqual(['down', undefined, undefined, 'up'])
  })

  it('002-8 leaves an explained special cause out of the limits, and shows it out of them', () => {
    const chart = pChart([...periods(usual), { k: 90, n: 100, explained: true }])
    expect(chart.center).toBe(0.5)
    expect(chart.flagged).toEqual([25])
    expect(chart.points[24]!.out).toBe('up')
    expect(chart.flags).toEqual([])
    expect(chart.baseline).toEqual({ center: 0.5, periods: 24 })
  })

  it('002-8 holds later periods against a frozen baseline', () => {
    const { baseline } = pChart(periods(Array.from({ length: 24 }, () => 50)))
    const chart = pChart(periods([30, 30, 52]), { baseline })
    expect(chart.center).toBe(0.5)
    expect(chart.flagged).toEqual([1, 2])
    expect(chart.points[0]!.out).toBe('down')
    expect(chart.baseline).toEqual(baseline)
    expect(pChart([{ k: 0, n: 0 }], { baseline })).toMatchObject({
      center: 0.5,
      flagged: [],
      overdispersion: 1,
    })
  })

  it('says how many false alarms chance gives: at 3σ one in 370 points', () => {
    expect(pChart(periods(Array(370).fill(50))).expectedFalseAlarms).toBeCloseTo(370 * BEYOND_THREE, 9)
    expect(pChart(periods([50]), { sigmas: 1 }).expectedFalseAlarms).toBeCloseTo(0.31731050786291415, 9)
    const random = createRandom(1)
    const charted = Array.from({ length: 4000 }, () => ({ k: binomial(random, 400, 0.5), n: 400 }))
    expect(pChart(charted).flagged.length).toBeGreaterThan(2)
    expect(pChart(charted).flagged.length).toBeLessThan(25)
  })

  it('warns of a baseline under twenty periods, its own or a frozen one', () => {
    const flags = (count: number) => pChart(periods(Array(count).fill(50))).flags
    expect([flags(19), flags(20)]).toEqual([['short-baseline'], []])
    const frozen = (periods_: number) =>
      pChart(periods([50]), { baseline: { center: 0.5, periods: periods_ } }).flags
    expect([frozen(19), frozen(20)]).toEqual([['short-baseline'], []])
    expect(pChart(periods([50]), { thresholds: { baselinePeriods: 1 } }).flags).toEqual([])
  })

  it('warns where a period expects under five events, or under five of the others', () => {
    const flags = (k: number, n: number) => pChart(Array(20).fill({ k, n })).flags
    expect([flags(4, 100), flags(5, 100)]).toEqual([['few-events'], []])
    expect([flags(96, 100), flags(95, 100)]).toEqual([['few-events'], []])
    expect(pChart([...Array(20).fill({ k: 50, n: 100 }), { k: 0, n: 0 }]).flags).toEqual([])
    expect(pChart([...Array(20).fill({ k: 50, n: 100 }), { k: 4, n: 8 }]).flags).toEqual(['few-events'])
  })

  it('measures how far periods differ beyond chance, and warns above a fifth more', () => {
    // two groups of ten at ½ ± d: the standardised shares are ± d ÷ 0.05, with 19 degrees of freedom
    const chart = (d: number) => pChart(periods(Array.from({ length: 20 }, (_, i) => 50 + (i % 2 ? d : -d))))
    expect(chart(10).overdispersion).toBeCloseTo(2 * Math.sqrt(20 / 19), 12)
    expect(chart(5).flags).toEqual([])
    expect(chart(6).overdispersion).toBeGreaterThan(1.2)
    expect(chart(6).flags).toEqual(['overdispersed'])
    expect(pChart([{ k: 3, n: 9 }]).overdispersion).toBe(1)
    for (const k of [0, 9])
      expect(pChart(Array(3).fill({ k, n: 9 }))).toMatchObject({ overdispersion: 0, flagged: [] })
  })

  it('refuses what cannot be, and says what was given', () => {
    for (const [k, n] of [
      [2, 1],
      [-1, 3],
      [Number.NaN, 3],
    ] as const)
      expect(() =>
        pChart([
          { k: 1, n: 2 },
          { k, n },
        ]),
      ).toThrow(refused('invalid_input', `${k} of ${n} answers`))
    const told = refused('invalid_input', 'No period with answers is left for the baseline')
    for (const list of [[], [{ k: 0, n: 0 }], [{ k: 1, n: 3, explained: true }]])
      expect(() => pChart(list)).toThrow(told)
    for (const sigmas of [0, -1, Number.NaN])
      expect(() => pChart(periods([1]), { sigmas })).toThrow(
        refused('invalid_option', `\`sigmas\` is ${sigmas}`, 'above 0'),
      )
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
    expect(laneyPPrime(weeks).flags).toEqual([])
  })

  it('is the p-chart times the spread of the standardised shares, from moving ranges', () => {
    const weeks = periods([50, 60, 50, 60, 50])
    // every range is 0.1 ÷ σ, and a mean range of two is 1.128 standard deviations
    const sigma = Math.sqrt((0.54 * 0.46) / 100)
    const spread = 0.1 / sigma / 1.128
    const chart = laneyPPrime(weeks)
    expect(chart.center).toBeCloseTo(0.54, 12)
    expect(chart.points[0]!.upper).toBeCloseTo(0.54 + 3 * spread * sigma, 10)
    expect(chart.points[0]!.lower).toBeCloseTo(0.54 - 3 * spread * sigma, 10)
    expect(chart.baseline.sigmaZ).toBeCloseTo(spread, 10)
    expect(chart).toMatchObject({ method: 'Laney p′-chart', baseline: { periods: 5 } })
    const frozen = laneyPPrime(periods([5]), { baseline: chart.baseline })
    expect(frozen.points[0]!.upper).toBeCloseTo(chart.points[0]!.upper!, 10)
    expect(frozen.points[0]!.out).toBe('down')
  })

  it('has the limits of a p-chart where one period says nothing of a spread, and none where nothing varies', () => {
    const [laney, plain] = [laneyPPrime([{ k: 3, n: 9 }]), pChart([{ k: 3, n: 9 }])]
    expect(laney.points).toEqual(plain.points)
    expect(laney.baseline.sigmaZ).toBe(1)
    const all = laneyPPrime([
      { k: 9, n: 9 },
      { k: 5, n: 5 },
    ])
    expect(all.points).toEqual(Array(2).fill({ value: 1, lower: 1, upper: 1, out: undefined }))
  })
})
