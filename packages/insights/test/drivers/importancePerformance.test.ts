import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/algorithms.ts'
import { importancePerformance, keyDrivers, rating } from '../../src/index.ts'
import { normal } from '../support/simulate.ts'
import { derived, metric } from './derived.ts'

/** Forty ratings that lie around a mean, so that the interval is narrow. */
const around = (mean: number) =>
  Array.from({ length: 40 }, (_, i) => mean + (i % 4 === 0 ? 1 : i % 4 === 1 ? -1 : 0))
const items = (means: { readonly [name: string]: number }) =>
  Object.entries(means).map(([name, mean]) => ({ name, values: around(mean) }))
const quadrants = (found: ReturnType<typeof importancePerformance>) =>
  found.items.map(({ quadrant }) => quadrant)

describe('importancePerformance', () => {
  it('names a quadrant only when both intervals lie clear of the cut lines', () => {
    const random = createRandom(8)
    const level = (mean: number) => Math.max(1, Math.min(7, Math.round(mean + 1.2 * normal(random))))
    const rows = Array.from({ length: 500 }, () => {
      const [weak, strong, idle] = [level(3), level(6), level(6)]
      return { weak, strong, idle, y: 3 * weak + 3 * strong + normal(random) }
    })
    const column = (name: 'weak' | 'strong' | 'idle' | 'y') => rows.map((row) => row[name])
    const found = importancePerformance(
      column('y'),
      (['weak', 'strong', 'idle'] as const).map((name) => ({ name, values: column(name) })),
      [1, 7],
      { resamples: 50 },
    )
    expect(found.items.map(({ name, quadrant }) => [name, quadrant])).toEqual([
      ['weak', 'fix'],
      ['strong', 'keep'],
      ['idle', 'possible-overkill'],
    ])
    const alike = importancePerformance(
      rows.map(({ strong, idle }) => strong + idle),
      (['strong', 'idle'] as const).map((name) => ({ name, values: column(name) })),
      [1, 7],
      { resamples: 50 },
    )
    expect(quadrants(alike)).toEqual(['cannot-tell', 'cannot-tell'])
  })

  it('puts four items into the four quadrants, by what is derived already', () => {
    const known = derived({
      weak: metric(0.4, 0.35, 0.45),
      strong: metric(0.4, 0.35, 0.45),
      idle: metric(0.1, 0.05, 0.15),
      poor: metric(0.1, 0.05, 0.15),
    })
    const found = importancePerformance([], items({ weak: 2, strong: 4, idle: 4, poor: 2 }), [1, 5], {
      derived: known,
    })
    expect(quadrants(found)).toEqual(['fix', 'keep', 'possible-overkill', 'low-priority'])
    expect(found.importanceCut).toBeCloseTo(0.25, 12)
    expect(found.performanceCut).toBeCloseTo(50, 12)
    expect(found.items.map(({ importance }) => importance)).toEqual(known.drivers.map(({ share }) => share))
    expect(found.items.map(({ name }) => name)).toEqual(['weak', 'strong', 'idle', 'poor'])
  })

  it('shows performance from 0 to 100 with its interval, whatever the scale', () => {
    const known = derived({ a: metric(0.5, 0.4, 0.6), b: metric(0.5, 0.4, 0.6) })
    const gappy = [...around(2), null]
    const found = importancePerformance(
      [],
      [
        { name: 'a', values: gappy },
        { name: 'b', values: around(6) },
      ],
      [1, 7],
      { derived: known, confidence: 0.9 },
    )
    const mean = rating(gappy, [1, 7], { confidence: 0.9 })
    const { performance } = found.items[0]!
    expect(performance.value).toBeCloseTo(100 / 6, 10)
    expect(performance.lower).toBeCloseTo(((mean.lower! - 1) / 6) * 100, 10)
    expect(performance.upper).toBeCloseTo(((mean.upper! - 1) / 6) * 100, 10)
    expect(performance).toMatchObject({ n: 40, confidence: 0.9, excluded: { 'passed over': 1 } })
    // a deviation in steps of the scale has no place beside a mean on 0–100
    expect(performance).not.toHaveProperty('sd')
    expect(found.performanceCut).toBeCloseTo(50, 10)
  })

  it('cannot tell where an interval ends at the cut line or crosses it, in either direction', () => {
    const of = (lower: number, upper: number) =>
      quadrants(
        importancePerformance([], items({ a: 2, b: 4 }), [1, 5], {
          derived: derived({ a: metric(0.5, lower, upper), b: metric(0.5, 0.1, 0.9) }),
        }),
      )
    expect(of(0.5, 0.6)).toEqual(['cannot-tell', 'cannot-tell'])
    expect(of(0.4, 0.5)).toEqual(['cannot-tell', 'cannot-tell'])
    expect(of(0.51, 0.6)).toEqual(['fix', 'cannot-tell'])
    expect(of(0.4, 0.49)).toEqual(['low-priority', 'cannot-tell'])
    const middle = importancePerformance([], items({ a: 3, b: 3 }), [1, 5], {
      derived: derived({ a: metric(0.9, 0.8, 1), b: metric(0.1, 0, 0.2) }),
    })
    expect(quadrants(middle)).toEqual(['cannot-tell', 'cannot-tell'])
  })

  it('has no cut line where an item is not shown, and then no quadrant', () => {
    const hidden = importancePerformance([], items({ a: 2, b: 4 }), [1, 5], {
      derived: derived({ a: metric(0.9, 0.8, 1), b: metric(null, null, null) }),
    })
    expect(hidden).toMatchObject({ importanceCut: null, performanceCut: 50 })
    expect(quadrants(hidden)).toEqual(['cannot-tell', 'cannot-tell'])
    const few = importancePerformance([], [...items({ a: 2 }), { name: 'b', values: [5, 5, 5, 5] }], [1, 5], {
      derived: derived({ a: metric(0.9, 0.8, 1), b: metric(0.1, 0, 0.2) }),
    })
    expect(few.performanceCut).toBeNull()
    expect(few.items[1]!.performance).toMatchObject({ value: null, lower: null, upper: null, n: 4 })
    expect(quadrants(few)).toEqual(['cannot-tell', 'cannot-tell'])
    const open = importancePerformance([], items({ a: 2, b: 4 }), [1, 5], {
      derived: derived({ a: metric(0.9, 0.8, null), b: metric(0.1, null, 0.2) }),
    })
    expect(quadrants(open)).toEqual(['cannot-tell', 'cannot-tell'])
  })

  it('derives importance itself, with the same options, where it is not given', () => {
    const predictors = [
      { name: 'a', values: Array.from({ length: 120 }, (_, i) => 1 + (i % 5)) },
      { name: 'b', values: Array.from({ length: 120 }, (_, i) => 1 + ((i * 7) % 4)) },
    ]
    const response = predictors[0]!.values.map((value, i) => value + predictors[1]!.values[i]! / 2)
    const options = { resamples: 5, seed: 3, confidence: 0.8 }
    const { drivers } = keyDrivers(response, predictors, options)
    const found = importancePerformance(response, predictors, [1, 5], options)
    expect(found.items.map(({ importance }) => importance)).toEqual(drivers.map(({ share }) => share))
    const few = importancePerformance(
      response.slice(0, 40),
      predictors.map(({ name, values }) => ({ name, values: values.slice(0, 40) })),
      [1, 5],
    )
    expect(few.importanceCut).toBeNull()
    expect(few.items[0]!.importance.flags).toEqual(['suppressed', 'association'])
    expect(few.items[0]!.performance.value).toBe(50)
  })
})
