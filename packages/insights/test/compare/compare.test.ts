import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/algorithms.ts'
import {
  benjaminiHochberg,
  correlation,
  meanDifference,
  npsDifference,
  pairedNpsDifference,
  pairedProportionDifference,
  proportionDifference,
  segmentAssociation,
  segmentEffect,
  tally,
} from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'

const many = (value: number, n: number) => Array<number>(n).fill(value)

describe('proportionDifference', () => {
  it('002-40 cannot tell when the interval holds zero or a side has under 30 answers', () => {
    expect(proportionDifference({ k: 50, n: 100 }, { k: 45, n: 100 }).verdict).toBe('cannot-tell')
    expect(proportionDifference({ k: 29, n: 29 }, { k: 0, n: 29 }).verdict).toBe('cannot-tell')
    expect(proportionDifference({ k: 80, n: 100 }, { k: 50, n: 100 }).verdict).toBe('higher')
    expect(proportionDifference({ k: 50, n: 100 }, { k: 80, n: 100 }).verdict).toBe('lower')
    expect(codeOf(() => proportionDifference({ k: 3, n: 2 }, { k: 1, n: 2 }))).toBe('invalid_input')
  })

  it('is no matter of overlap: two intervals may overlap and still differ', () => {
    const found = proportionDifference({ k: 560, n: 1000 }, { k: 510, n: 1000 })
    expect(found.verdict).toBe('higher')
    expect(found.p!).toBeLessThan(0.05)
  })

  it('turns its sign with its sides', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), (a, b) => {
        const one = proportionDifference({ k: a, n: 40 }, { k: b, n: 40 })
        const other = proportionDifference({ k: b, n: 40 }, { k: a, n: 40 })
        expect(one.lower!).toBeCloseTo(-other.upper!, 12)
        expect(one.p!).toBeCloseTo(other.p!, 12)
      }),
    )
    expect(proportionDifference({ k: 0, n: 40 }, { k: 0, n: 40 }).p).toBe(1)
  })
})

describe('pairedProportionDifference', () => {
  it('is McNemar’s: 59 against 16 changes give χ² = 24.65 of 100 pairs', () => {
    // Agresti's approval ratings: 794, 150, 86, 570; z² = (150 − 86)²/236 = 17.36, difference 0.04
    const found = pairedProportionDifference({ both: 794, first: 150, second: 86, neither: 570 })
    expect(found.value).toBeCloseTo(0.04, 10)
    expect(found.chiSquare).toBeCloseTo(17.3559, 3)
    expect(found.p).toBeCloseTo(3.1e-5, 5)
    expect(found.verdict).toBe('higher')
    expect(found.lower).toBeCloseTo(0.021, 2)
    expect(found.upper).toBeCloseTo(0.059, 2)
  })

  it('says nothing changed when nobody changed', () => {
    expect(pairedProportionDifference({ both: 20, first: 0, second: 0, neither: 20 })).toMatchObject({
      ...{ value: 0, chiSquare: 0, p: 1, verdict: 'cannot-tell' },
    })
    expect(codeOf(() => pairedProportionDifference({ both: -1, first: 0, second: 0, neither: 20 }))).toBe(
      'invalid_input',
    )
  })
})

describe('npsDifference', () => {
  it('001-8 compares two groups of people, in points', () => {
    const a = [...many(10, 60), ...many(5, 40)]
    const b = [...many(10, 30), ...many(5, 70)]
    const found = npsDifference(a, b)
    expect(found.value).toBeCloseTo(60, 12)
    expect(found.verdict).toBe('higher')
    // by hand: adjusted parts (60.75, 40.75)/103 and (30.75, 70.75)/103
    const variance = (p: number, d: number) => (p + d - (p - d) ** 2) / 103
    const se = 100 * Math.sqrt(variance(60.75 / 103, 40.75 / 103) + variance(30.75 / 103, 70.75 / 103))
    expect(found.upper! - found.lower!).toBeCloseTo(2 * 1.959963984540054 * se, 8)
    expect(found.p!).toBeLessThan(1e-5)
  })

  it('004-4 takes the same people as pairs of −1, 0 and +1', () => {
    const pairs = [
      ...many(0, 20).map(() => ({ before: 5, after: 9 })),
      ...many(0, 20).map(() => ({ before: 8, after: 8 })),
      { before: 11, after: 3 },
    ]
    const found = pairedNpsDifference(pairs)
    expect(found).toMatchObject({ value: 100, n: 40, verdict: 'higher', excluded: { 'off the scale': 1 } })
  })
})

describe('meanDifference', () => {
  it('is Welch’s, with the smaller group as n', () => {
    const a = tally([1, 2, 3, 4, 5, 5, 5, 5], [1, 5])
    const b = tally([1, 1, 1, 2, 2, 3], [1, 5])
    const found = meanDifference(a, b)
    // R: t.test(c(1,2,3,4,5,5,5,5), c(1,1,1,2,2,3)): t = 3.4166, df = 11.118
    expect(found.value).toBeCloseTo(3.75 - 10 / 6, 12)
    expect(found.n).toBe(6)
    const se = Math.sqrt(2.5 / 8 + 0.6666666666666666 / 6)
    expect(found.p!).toBeGreaterThan(0.001)
    expect(found.p!).toBeLessThan(0.02)
    expect((found.value! - found.lower!) / se).toBeCloseTo(2.19, 1)
    expect(found.verdict).toBe('cannot-tell')
  })
})

describe('benjaminiHochberg', () => {
  it('002-24 finds among many tests no more than a share of chance, and says how many were tested', () => {
    const found = benjaminiHochberg([0.9, 0.001, 0.02, 0.5], 0.05)
    expect(found).toMatchObject({ tested: 4, found: [1, 2], uncorrected: 2 })
    expect(found.adjusted.map((p) => p.toFixed(4))).toEqual(['0.9000', '0.0040', '0.0400', '0.6667'])
    expect(benjaminiHochberg([])).toMatchObject({ tested: 0, found: [] })
    expect(benjaminiHochberg([0.04, 0.05], 0.05).found).toEqual([0, 1])
    expect(benjaminiHochberg([0.09]).found).toEqual([0])
    expect(codeOf(() => benjaminiHochberg([1.1]))).toBe('invalid_input')
    expect(codeOf(() => benjaminiHochberg([0.1], 0))).toBe('invalid_option')
  })
})

describe('correlation', () => {
  const wave = Array.from({ length: 60 }, (_, i) => Math.sin(i / 3))
  it('004-44 finds the lag at which a score goes with what comes later, and calls it an association', () => {
    const later = wave.map((_, i) => wave[Math.max(0, i - 4)]! * 100)
    const at = (lag: number) => correlation(wave, later, { lag })
    expect(at(4).value!).toBeGreaterThan(0.999)
    expect(at(0).value!).toBeLessThan(at(4).value!)
    expect(at(4)).toMatchObject({ n: 56, lag: 4 })
    expect(at(4).flags).toContain('association')
  })

  it('has Fisher’s interval, and counts what is missing', () => {
    const found = correlation([1, 2, 3, 4, 5, 6, null], [2, 1, 4, 3, 6, 5, 7])
    expect(found.value).toBeCloseTo(29 / 35, 10)
    const half = 1.959963984540054 / Math.sqrt(3)
    expect(found.lower).toBeCloseTo(Math.tanh(Math.atanh(29 / 35) - half), 10)
    expect(found.excluded).toEqual({ 'one of the two missing': 1 })
    expect(correlation([1, 1, 1, 1, 1], [1, 2, 3, 4, 5]).value).toBeNull()
    expect(codeOf(() => correlation([1], []))).toBe('invalid_input')
    expect(codeOf(() => correlation([1], [1], { lag: -1 }))).toBe('invalid_option')
  })
})

describe('segmentEffect', () => {
  const random = createRandom(11)
  const people = (shift: number) =>
    Array.from({ length: 200 }, (_, i) => ({
      segment: i % 4 === 0 ? 'a' : 'b',
      score: random() * 4 + (i % 4 === 0 ? shift : 0),
    }))

  it('002-24 says of a random segment that it explains nothing, and of a real one how much', () => {
    const none = segmentEffect(people(0), { resamples: 200 })
    expect(none.value!).toBeLessThan(0.03)
    const some = segmentEffect(people(3), { resamples: 200 })
    expect(some.lower!).toBeGreaterThan(0.2)
    expect(some.p!).toBeLessThan(1e-6)
    expect(some.segments).toBe(2)
  })

  it('002-24 rarely flags a random segmentation: at 5 % about one in twenty', () => {
    const flagged = Array.from({ length: 200 }, () => segmentEffect(people(0), { resamples: 2 })).filter(
      ({ p }) => p! < 0.05,
    )
    expect(flagged.length).toBeLessThan(22)
    expect(flagged.length).toBeGreaterThan(1)
  })

  it('does the same for categories, by Cramér’s V', () => {
    const with_ = Array.from({ length: 120 }, (_, i) => ({
      segment: i % 2 ? 'a' : 'b',
      category: i % 2 ? 'yes' : 'no',
    }))
    expect(segmentAssociation(with_, { resamples: 50 }).value!).toBeGreaterThan(0.98)
    const without = Array.from({ length: 120 }, (_, i) => ({
      segment: i % 2 ? 'a' : 'b',
      category: i % 4 < 2 ? 'yes' : 'no',
    }))
    const found = segmentAssociation([...without, { segment: null, category: 'yes' }], { resamples: 50 })
    expect(found.value).toBe(0)
    expect(found.p!).toBeCloseTo(1, 6)
    expect(found.excluded).toEqual({ 'no segment or no category': 1 })
  })
})
