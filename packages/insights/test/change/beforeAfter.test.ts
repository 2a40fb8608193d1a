import { describe, expect, it } from 'vitest'
import { beforeAfter, laneyPPrime, pChart, proportionDifference } from '../../src/index.ts'
import { refused } from '../support/failure.ts'

const periods = (ks: readonly number[], n = 100) => ks.map((k) => ({ k, n }))
const before = Array.from({ length: 24 }, (_, i) => 50 + (i % 3) - 1)

describe('beforeAfter', () => {
  it('002-8 shows the change with its interval, against limits from before alone', () => {
    const all = periods([...before, 70, 71, 69])
    const found = beforeAfter(all, 24, { confidence: 0.9 })
    expect(found.verdict).toBe('higher')
    expect(found.change).toEqual(
      proportionDifference({ k: 210, n: 300 }, { k: 1200, n: 2400 }, { confidence: 0.9 }),
    )
    expect(found.chart).toEqual(pChart(all, { baseline: { center: 0.5, periods: 24 } }))
    expect(found.chart.flagged).toEqual([25, 26, 27])
    expect(found.regressionToMean).toBe(false)
    expect(found.netOfComparison).toBeUndefined()
    expect(beforeAfter(periods([...before, 30, 30]), 24).verdict).toBe('lower')
  })

  it('takes Laney\u2019s limits where the periods before differ more than chance', () => {
    const uneven = Array.from({ length: 24 }, (_, i) => (i % 2 ? 1400 : 1200))
    const all = periods([...uneven, 1300], 2000)
    const { chart } = beforeAfter(all, 24)
    expect(chart).toEqual(laneyPPrime(all, { baseline: laneyPPrime(all.slice(0, 24)).baseline }))
    expect(chart.method).toContain('Laney')
    expect(chart.baseline.periods).toBe(24)
  })

  it('002-8 warns when the action followed a bad month: part of the change would have come by itself', () => {
    const found = beforeAfter(periods([...before, 35, 50, 50, 50]), 25)
    expect(found.regressionToMean).toBe(true)
    expect(found.change.flags).toEqual(['regression-to-mean'])
    expect(beforeAfter(periods([...before, 65, 50]), 25).regressionToMean).toBe(true)
  })

  it('takes two standard errors of that month for unusual, and looks at the last with answers', () => {
    // 50 % before, of 100 answers: a standard error is 5 points
    const extreme = (k: number, ...more: { k: number; n: number }[]) =>
      beforeAfter([...periods([50, 50, k]), ...more, { k: 60, n: 100 }], 3 + more.length).regressionToMean
    expect([39, 40, 60, 61].map((k) => extreme(k))).toEqual([true, false, false, true])
    expect([extreme(39, { k: 0, n: 0 }), extreme(40, { k: 0, n: 0 })]).toEqual([true, false])
    // usual is the share of all months before that one: here 50 % as well
    for (const k of [41, 55]) expect(beforeAfter(periods([40, 60, k, 60]), 3).regressionToMean).toBe(false)
    expect(beforeAfter(periods([40, 60, 61, 60]), 3).regressionToMean).toBe(true)
    // one month says nothing of what is usual
    expect(beforeAfter(periods([10, 60]), 1).regressionToMean).toBe(false)
    expect(beforeAfter([{ k: 0, n: 0 }, ...periods([10, 60])], 2).regressionToMean).toBe(false)
  })

  it('takes off what changed at a touchpoint without the action, with the doubt of both', () => {
    const [own, other] = [periods([...before, 70, 70, 70]), periods([...before, 55, 55, 55])]
    const found = beforeAfter(own, 24, { comparison: other })
    const [a, b] = [found.change, beforeAfter(other, 24).change]
    const net = found.netOfComparison!
    expect(net.value).toBeCloseTo(0.15, 12)
    // each bound as far off as the two bounds that add up to it
    expect(0.15 - net.lower!).toBeCloseTo(
      Math.sqrt((a.value! - a.lower!) ** 2 + (b.upper! - b.value!) ** 2),
      12,
    )
    expect(net.upper! - 0.15).toBeCloseTo(
      Math.sqrt((a.upper! - a.value!) ** 2 + (b.value! - b.lower!) ** 2),
      12,
    )
    expect(found.verdict).toBe('higher')
    expect(Object.keys(net).sort()).toEqual([
      'confidence',
      'excluded',
      'flags',
      'lower',
      'method',
      'n',
      'upper',
      'value',
    ])
    expect(net).toMatchObject({ n: 300, confidence: 0.95, excluded: {}, flags: [] })
    expect(net.method).toContain('difference of two differences')
  })

  it('shows no effect where the other touchpoint did the same, and a loss where it did better', () => {
    const own = periods([...before, 70, 70, 70])
    const same = beforeAfter(own, 24, { comparison: own })
    expect(same.netOfComparison!.value).toBeCloseTo(0, 12)
    expect([same.verdict, same.change.verdict]).toEqual(['cannot-tell', 'higher'])
    expect(beforeAfter(own, 24, { comparison: periods([...before, 95, 95, 95]) }).verdict).toBe('lower')
  })

  it('says that it cannot tell where one of the two has too few answers, and why', () => {
    const own = periods([...before, 70, 70, 70])
    const few = beforeAfter(own, 1, { comparison: periods([1, 1], 2) })
    expect(few.netOfComparison).toMatchObject({
      value: null,
      lower: null,
      upper: null,
      n: 2,
      flags: ['suppressed'],
    })
    expect(few.verdict).toBe('cannot-tell')
    const hidden = beforeAfter(periods([1, 1], 2), 1, { comparison: own })
    expect(hidden.netOfComparison).toMatchObject({ value: null, n: 2 })
    // thirty answers on each side of both
    const verdict = (n: number) => {
      const pair = [
        { k: 2, n },
        { k: n - 1, n },
      ]
      const found = beforeAfter(pair, 1, { comparison: periods([20, 20], 40) })
      return [found.change.verdict, found.verdict, found.netOfComparison!.flags]
    }
    expect([verdict(29), verdict(30)]).toEqual([
      ['cannot-tell', 'cannot-tell', ['indicative']],
      ['higher', 'higher', []],
    ])
  })

  it('refuses an action at no place of the periods, and one before which nobody answered', () => {
    for (const action of [-1, 1.5, 4, Number.NaN])
      expect(() => beforeAfter(periods([1, 2, 3]), action)).toThrow(
        refused('invalid_option', `\`action\` is ${action}`, 'from 0 to 3'),
      )
    expect(() => beforeAfter(periods([1, 2, 3]), 0)).toThrow(refused('invalid_input', 'No period'))
    expect(beforeAfter(periods([1, 2, 3]), 3).change).toMatchObject({ value: null, n: 0 })
  })
})
