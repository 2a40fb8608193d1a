import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countDifferences,
  gapChange,
  gapMatrix,
  ITEMS_22,
  pairAnswers,
  pairedGap,
  type ServqualDimension,
  servqual,
  unpairedGap,
} from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'

const DAY = 86_400_000
const answer = (person: string, value: number | null, day: number, touchpoint = 'pay') => ({
  ...{ person, value, touchpoint },
  at: day * DAY,
})
const pairs = (differences: readonly number[]) =>
  differences.map((difference, i) => ({ person: `${i}`, before: 4, after: 4 + difference }))

describe('pairAnswers', () => {
  it('000-7, 003-9 pairs a perception with the nearest earlier expectation of the same person and touchpoint', () => {
    const found = pairAnswers(
      [answer('a', 3, 1), answer('a', 5, 4), answer('a', 7, 9), answer('b', 6, 1, 'search')],
      [answer('a', 4, 5), answer('b', 2, 2)],
    )
    expect(found.pairs).toEqual([{ person: 'a', before: 5, after: 4 }])
    expect(found).toMatchObject({ unmatchedBefore: ['b'], unmatchedAfter: ['b'] })
  })

  it('takes no expectation from after the perception, from outside of the window, or without an answer', () => {
    expect(pairAnswers([answer('a', 3, 6)], [answer('a', 4, 5)]).pairs).toEqual([])
    expect(pairAnswers([answer('a', 3, 0)], [answer('a', 4, 61)]).pairs).toEqual([])
    expect(pairAnswers([answer('a', 3, 0)], [answer('a', 4, 61)], { windowDays: 61 }).pairs).toHaveLength(1)
    expect(pairAnswers([answer('a', null, 0)], [answer('a', 4, 1)])).toMatchObject({
      pairs: [],
      unmatchedBefore: [],
    })
  })

  it('uses each expectation once and keeps the latest pair of a person and touchpoint', () => {
    const found = pairAnswers(
      [answer('a', 3, 1), answer('a', 5, 10)],
      [answer('a', 4, 2), answer('a', 6, 11)],
    )
    expect(found.pairs).toEqual([{ person: 'a', before: 5, after: 6 }])
    expect(pairAnswers([answer('a', 3, 1)], [answer('a', 4, 2), answer('a', 6, 3)]).pairs).toEqual([
      { person: 'a', before: 3, after: 4 },
    ])
  })

  it('refuses customers with employees and several wordings on one side', () => {
    const series = { kind: 'transactional', audience: 'customer', wording: 'x@1', scale: [1, 7] } as const
    const one = { ...answer('a', 3, 1), series }
    const mixed = (more: object) =>
      codeOf(() => pairAnswers([one, { ...one, series: { ...series, ...more } }], []))
    expect(mixed({ audience: 'employee' })).toBe('mixed_audiences')
    expect(mixed({ kind: 'relational' })).toBe('mixed_kinds')
    expect(mixed({ wording: 'x@2' })).toBe('mixed_wordings')
  })
})

describe('pairedGap', () => {
  it('001-2 shows exceeded, met and short, which sum to one', () => {
    const found = pairedGap(pairs([1, 2, 0, 0, 0, -1]), { unmatched: 3 })
    expect([found.exceeded.value, found.met.value, found.short.value].map((x) => x! * 6)).toEqual([2, 3, 1])
    expect(found).toMatchObject({ n: 6, excluded: { 'no partner': 3 }, df: 5 })
    expect(found.value).toBeCloseTo(1 / 3, 12)
  })

  it('gives no t and no interval when every difference is the same, and nothing of none', () => {
    expect(pairedGap(pairs([-1, -1, -1, -1, -1]))).toMatchObject({ value: -1, lower: null, t: null, p: null })
    expect(pairedGap([])).toMatchObject({ value: null, n: 0, sd: null })
  })

  it('003-7 is the same from differences counted in parts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 6, maxLength: 60 }),
        (differences) => {
          expect(pairedGap(countDifferences(pairs(differences)))).toEqual(pairedGap(pairs(differences)))
        },
      ),
    )
  })
})

describe('gapChange', () => {
  it('003-13 says by how much the gap has closed between two cycles', () => {
    const earlier = pairs(Array.from({ length: 60 }, (_, i) => -2 + (i % 3)))
    const later = pairs(Array.from({ length: 60 }, (_, i) => -1 + (i % 3)))
    const found = gapChange(earlier, later)
    expect(found.value).toBeCloseTo(1, 12)
    expect(found.verdict).toBe('higher')
    // by hand: both variances 2/3 · 60/59, Welch df = 118, t = 1.980272…
    expect(found.upper! - found.value!).toBeCloseTo(1.98027225 * Math.sqrt((2 * (2 / 3) * (60 / 59)) / 60), 6)
    expect(gapChange(earlier.slice(0, 10), later).verdict).toBe('cannot-tell')
  })
})

describe('unpairedGap', () => {
  it('is marked as one of different people', () => {
    const found = unpairedGap([6, 6, 7, 5, 6], [4, 5, 4, 3, 4], [1, 7])
    expect(found.value).toBeCloseTo(-2, 12)
    expect(found.flags).toContain('unpaired')
    expect(found.verdict).toBe('cannot-tell')
  })
})

describe('servqual', () => {
  const person = (gaps: { [dimension in ServqualDimension]: number }, points?: object) => ({
    expectations: ITEMS_22.map(() => 5),
    perceptions: ITEMS_22.map((dimension) => 5 + gaps[dimension]),
    points: points as never,
  })
  const gaps = { tangibles: 0, reliability: -2, responsiveness: -1, assurance: 0, empathy: 1 }
  const equal = { tangibles: 20, reliability: 20, responsiveness: 20, assurance: 20, empathy: 20 }

  it('weights each person by that person’s own points: not the mean gaps by the mean points', () => {
    const people = [
      ...Array(5).fill(
        person(
          { ...gaps, reliability: -2 },
          { ...equal, reliability: 100, tangibles: 0, responsiveness: 0, assurance: 0, empathy: 0 },
        ),
      ),
      ...Array(5).fill(person({ ...gaps, reliability: 0 }, equal)),
    ]
    const found = servqual(people)
    expect(found.weighted.value).toBeCloseTo((5 * -2 + 5 * 0) / 10, 12)
    expect(found.unweighted.value).toBeCloseTo((5 * -0.4 + 5 * 0) / 10, 12)
    // mean gaps by mean points would be 0.6 · −1 + 0.1 · (0 − 1 + 0 + 1) = −0.6
    expect(found.weighted.value).not.toBeCloseTo(-0.6, 3)
    expect(found.worst).toBe('reliability')
    expect(found.form).toBe('gap')
  })

  it('takes the items a person answered on both sides, pairwise within the dimension', () => {
    const holes = {
      ...person(gaps),
      perceptions: person(gaps).perceptions.map((value, i) => (i === 4 ? null : value)),
    }
    const empty = {
      ...person(gaps),
      perceptions: person(gaps).perceptions.map((value, i) => (i < 4 ? null : value)),
    }
    const found = servqual([...Array(5).fill(holes), empty])
    expect(found.dimensions.reliability).toMatchObject({ value: -2, n: 6 })
    expect(found.dimensions.tangibles).toMatchObject({ n: 5, excluded: { 'no complete item': 1 } })
    expect(found.unweighted).toMatchObject({ n: 5, excluded: { 'a dimension without complete item': 1 } })
    expect(found.weighted).toMatchObject({ n: 0, value: null })
  })

  it('is SERVPERF without expectations, and never mixes the two', () => {
    const { perceptions } = person(gaps)
    const found = servqual(Array(6).fill({ perceptions }))
    expect(found).toMatchObject({ form: 'performance', worst: 'reliability' })
    expect(found.dimensions.reliability.value).toBe(3)
    expect(codeOf(() => servqual([{ perceptions }, person(gaps)]))).toBe('invalid_input')
    expect(codeOf(() => servqual([{ perceptions: [1] }]))).toBe('invalid_input')
  })

  it('calls a dimension found only after false-discovery control over the five', () => {
    const noisy = Array.from({ length: 60 }, (_, i) =>
      person({ ...gaps, tangibles: i % 2 ? 1 : -1, reliability: -1 - (i % 2) }),
    )
    const found = servqual(noisy)
    expect(found.dimensions.reliability.found).toBe(true)
    expect(found.dimensions.tangibles.found).toBe(false)
  })
})

describe('gapMatrix', () => {
  it('003-20, 003-11 crosses five dimensions with moments of truth and lists the cells nobody was asked about', () => {
    const short = pairs(Array.from({ length: 40 }, (_, i) => -1 - (i % 2)))
    const even = pairs(Array.from({ length: 40 }, (_, i) => (i % 2 ? 1 : -1)))
    const found = gapMatrix(
      [
        { dimension: 'reliability', touchpoint: 'delivery', pairs: short },
        { dimension: 'empathy', touchpoint: 'support', pairs: even },
      ],
      ['delivery', 'support'],
    )
    expect(
      found.cells.map(({ dimension, touchpoint, short: isShort }) => [dimension, touchpoint, isShort]),
    ).toEqual([
      ['reliability', 'delivery', true],
      ['empathy', 'support', false],
    ])
    expect(found.missing).toHaveLength(8)
    expect(found.tested).toBe(2)
    expect(codeOf(() => gapMatrix([{ dimension: 'empathy', touchpoint: 'moon', pairs: [] }], ['pay']))).toBe(
      'invalid_input',
    )
  })
})
