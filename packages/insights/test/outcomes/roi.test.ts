import { describe, expect, it } from 'vitest'
import { proportionDifference, roi } from '../../src/index.ts'
import { refused } from '../support/failure.ts'

const effect = (value: number, lower: number, upper: number) => ({
  ...{ value, lower, upper, n: 1000, confidence: 0.95, method: 'Newcombe', excluded: {}, flags: [] },
})

describe('roi', () => {
  it('003-14, 004-43 carries the interval of the effect to the money, and gives the break-even', () => {
    const found = roi({ effect: effect(0.05, 0.03, 0.07), base: 10_000, margin: 20, cost: 4000 })
    const money = (metric: typeof found.net) =>
      [metric.value, metric.lower, metric.upper].map((value) => Number(value!.toFixed(8)))
    expect(money(found.net)).toEqual([6000, 2000, 10_000])
    expect(money(found.roi)).toEqual([1.5, 0.5, 2.5])
    expect(found.breakEven).toBeCloseTo(0.02, 12)
    expect(found.verdict).toBe('gain')
    for (const metric of [found.net, found.roi])
      expect(metric).toMatchObject({ n: 1000, confidence: 0.95, excluded: {}, flags: [] })
  })

  it('003-14 says "not shown" when the interval holds zero, and a loss when all of it lies below', () => {
    const open = roi({ effect: effect(0.05, -0.01, 0.11), base: 10_000, margin: 20, cost: 4000 })
    expect(open.verdict).toBe('not-shown')
    for (const metric of [open.net, open.roi]) expect(metric.flags).toEqual(['no-gain-shown'])
    const loss = roi({ effect: effect(0, -0.01, 0.01), base: 100, margin: 1, cost: 4000 })
    expect(loss).toMatchObject({ verdict: 'loss', net: { flags: [] }, roi: { flags: [] } })
  })

  it('shows neither gain nor loss where the interval ends at zero', () => {
    const at = (lower: number, upper: number) =>
      roi({ effect: effect(lower, lower, upper), base: 100, margin: 1, cost: 50 }).verdict
    expect([at(0.5, 0.75), at(0.5001, 0.75)]).toEqual(['not-shown', 'gain'])
    expect([at(0.25, 0.5), at(0.25, 0.4999)]).toEqual(['not-shown', 'loss'])
  })

  it('says of the money what a metric says, and not what was said of the effect', () => {
    const measured = proportionDifference({ k: 60, n: 100 }, { k: 40, n: 100 })
    const found = roi({
      effect: { ...measured, excluded: { 'off the scale': 3 }, flags: ['association'] },
      ...{ base: 10, margin: 2, cost: 5000 },
    })
    expect(found.net).toEqual({
      value: measured.value! * 20 - 5000,
      lower: measured.lower! * 20 - 5000,
      upper: measured.upper! * 20 - 5000,
      ...{ n: 100, confidence: 0.95, excluded: { 'off the scale': 3 }, flags: ['association'] },
      method: `carried from the effect: ${measured.method}`,
    })
    expect(Object.keys(found.roi).sort()).toEqual(Object.keys(found.net).sort())
    expect(found.roi.lower).toBeCloseTo(found.net.lower! / 5000, 12)
  })

  it('shows nothing of an effect that is not shown, but where it would break even', () => {
    const hidden = proportionDifference({ k: 1, n: 2 }, { k: 1, n: 2 })
    const found = roi({ effect: hidden, base: 1000, margin: 20, cost: 500 })
    for (const metric of [found.net, found.roi])
      expect(metric).toMatchObject({
        ...{ value: null, lower: null, upper: null, n: 2 },
        flags: ['suppressed', 'no-gain-shown'],
      })
    expect(found).toMatchObject({ verdict: 'not-shown', breakEven: 0.025 })
    const half = roi({ effect: { ...effect(1, 1, 1), lower: null }, base: 10, margin: 1, cost: 1 })
    expect(half.verdict).toBe('not-shown')
    expect(roi({ effect: { ...effect(1, 1, 1), upper: null }, base: 10, margin: 1, cost: 1 })).toMatchObject({
      ...{ verdict: 'gain', net: { value: 9, lower: 9, upper: null }, roi: { upper: null } },
    })
  })

  it.each(['base', 'margin', 'cost'])('refuses a %s that is not above 0', (name) => {
    for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() =>
        roi({ effect: effect(0.1, 0.1, 0.1), ...{ base: 10, margin: 1, cost: 1 }, [name]: value }),
      ).toThrow(refused('invalid_input', 'a base, a margin and a cost above 0'))
  })
})
