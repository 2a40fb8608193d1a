import { describe, expect, it } from 'vitest'
import { tOf } from '../../src/algorithms.ts'
import { keyDrivers, statedImportance } from '../../src/index.ts'
import { refused } from '../support/failure.ts'
import { derived, metric } from './derived.ts'
import { ratings } from './ratings.ts'

/** Nobody is sure of the rest. */
const wide = metric(0.5, 0, 1)
/** Twenty who give 10 of 100 points to a, twenty who give 20: 0.15 on average, from about 0.134 to 0.166. */
const says = [...Array(20).fill({ a: 10, b: 90 }), ...Array(20).fill({ a: 20, b: 80 })]

describe('statedImportance', () => {
  it('004-51 puts what people say beside what goes with loyalty, and lists where they disagree', () => {
    const { y, predictors } = ratings(400)
    const found = keyDrivers(y, predictors, { resamples: 20 })
    const points = [...Array(20).fill({ a: 10, b: 10, c: 80 }), ...Array(20).fill({ a: 20, b: 10, c: 70 })]
    const rows = statedImportance([...points, { a: 1, b: 1, c: 1 }], found)
    expect(rows.map(({ name, disagree }) => [name, disagree])).toEqual([
      ['a', true],
      ['b', expect.anything()],
      ['c', true],
    ])
    expect(rows.map(({ derived }) => derived)).toEqual(found.drivers.map(({ share }) => share))
    expect(rows[0]!.stated).toMatchObject({ n: 40, excluded: { 'not 100 points': 1 } })
  })

  it('is the mean share of the points, 0 for who gave none, with its t interval', () => {
    const [a, b, c] = statedImportance(says, derived({ a: wide, b: wide, c: wide }), { confidence: 0.9 })
    const half = (tOf(0.9, 39) * Math.sqrt((40 * 0.05 ** 2) / 39)) / Math.sqrt(40)
    expect(a!.stated.value).toBeCloseTo(0.15, 12)
    expect(a!.stated.lower).toBeCloseTo(0.15 - half, 12)
    expect(a!.stated.upper).toBeCloseTo(0.15 + half, 12)
    expect(b!.stated.value).toBeCloseTo(0.85, 12)
    expect(a!.stated).toMatchObject({ n: 40, confidence: 0.9, excluded: {}, flags: ['stated'] })
    expect(a!.stated.method).toBe('Student t interval over persons')
    expect(c!.stated).toMatchObject({ value: 0, flags: ['stated', 'no-spread'] })
    expect([a!.disagree, b!.disagree]).toEqual([false, false])
  })

  it('keeps the interval between none and all of the points', () => {
    const unsure = [...Array(6).fill({ a: 100 }), { a: 0, b: 100 }]
    const [a, b] = statedImportance(unsure, derived({ a: wide, b: wide }))
    expect(a!.stated).toMatchObject({ upper: 1, flags: ['indicative', 'stated'] })
    expect(b!.stated.lower).toBe(0)
  })

  it('disagrees when the intervals lie apart, on either side, and not when they touch', () => {
    const { lower, upper } = statedImportance(says, derived({ a: wide, b: wide }))[0]!.stated
    const disagree = (low: number | null, high: number | null) =>
      statedImportance(says, derived({ a: metric(0.5, low, high), b: wide }))[0]!.disagree
    expect([disagree(0, lower!), disagree(0, lower! - 1e-9)]).toEqual([false, true])
    expect([disagree(upper!, 1), disagree(upper! + 1e-9, 1)]).toEqual([false, true])
    expect([disagree(null, lower! - 0.1), disagree(upper! + 0.1, null)]).toEqual([true, true])
    expect([disagree(null, null), disagree(0, null), disagree(null, 1)]).toEqual([false, false, false])
    expect(
      statedImportance(says.slice(0, 4), derived({ a: metric(0.9, 0.8, 1), b: wide }))[0]!,
    ).toMatchObject({
      ...{ disagree: false, stated: { value: null, n: 4 } },
    })
  })

  it('leaves out who does not share out 100 points, but for the rounding of thirds', () => {
    const third = 100 / 3
    const rows = statedImportance(
      [{ a: third, b: third, c: third }, { a: 99.9 }, { a: 60, b: 41 }, {}, { a: 100 }],
      derived({ a: wide, b: wide, c: wide }),
      { thresholds: { customers: 1 } },
    )
    expect(rows[0]!.stated).toMatchObject({ n: 2, excluded: { 'not 100 points': 3 } })
    expect(rows[0]!.stated.value).toBeCloseTo(2 / 3, 12)
    expect(rows[2]!.stated.value).toBeCloseTo(1 / 6, 12)
  })

  it('refuses points below 0, points that are no number, and items that are no driver', () => {
    const known = derived({ a: wide, b: wide })
    const told = (points: number, item: string) =>
      refused('invalid_input', `${points} points for "${item}"`, 'points are 0 or more', 'items are a, b')
    expect(() => statedImportance([{ a: 150, b: -50 }], known)).toThrow(told(-50, 'b'))
    expect(() => statedImportance([{ a: Number.NaN }], known)).toThrow(told(Number.NaN, 'a'))
    expect(() => statedImportance([{ a: 20, d: 80 }], known)).toThrow(told(80, 'd'))
  })
})
