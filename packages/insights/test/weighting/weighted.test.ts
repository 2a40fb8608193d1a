import { describe, expect, it } from 'vitest'
import { momentsOf, tOf, wilson } from '../../src/algorithms.ts'
import { nps, weightedMean, weightedNps, weightedShare } from '../../src/index.ts'
import { refused } from '../support/failure.ts'

const answers = (pairs: readonly (readonly [number | null, number, number])[]) =>
  pairs.flatMap(([value, weight, n]) => Array.from({ length: n }, () => ({ value, weight })))
/** 40 of weight 1 and 20 of weight 3: 100 people, as sure as 100² ÷ (40 + 180). */
const SIZE = 100 ** 2 / 220

describe('weightedShare', () => {
  it('shows weighted and unweighted, and says when they differ by more than a standard error', () => {
    const found = weightedShare(
      answers([
        [5, 1, 80],
        [1, 4, 20],
      ]),
      [4, 5],
    )
    expect(found.unweighted.value).toBe(0.8)
    expect(found.weighted.value).toBeCloseTo(0.5, 12)
    expect(found.weighted.flags).toEqual(['weighted', 'weights-matter'])
    expect(found.effectiveN).toBeCloseTo(160 ** 2 / (80 + 320), 10)
    expect(found.designEffect).toBeCloseTo(100 / 64, 10)
    expect(found.weighted.n).toBe(100)
    expect(found.unweighted.flags).toEqual([])
  })

  it('is Wilson on as many answers as the weights are worth', () => {
    const found = weightedShare(
      answers([
        [4, 1, 30],
        [2, 1, 10],
        [5, 3, 10],
        [3, 3, 10],
      ]),
      [4, 5],
      { confidence: 0.9 },
    )
    const expected = wilson(0.6 * SIZE, SIZE, 0.9)
    expect(found.weighted.value).toBeCloseTo(0.6, 12)
    expect(found.weighted.lower).toBeCloseTo(expected.lower, 12)
    expect(found.weighted.upper).toBeCloseTo(expected.upper, 12)
    expect(found.weighted.method).toBe('Wilson score interval on the effective n')
    const plain = wilson(40, 60, 0.9)
    expect([found.unweighted.lower, found.unweighted.upper]).toEqual([
      expect.closeTo(plain.lower, 12),
      expect.closeTo(plain.upper, 12),
    ])
    // 0.6 and 0.667 are 0.067 apart, a standard error is √(0.24 ÷ 45.5) = 0.073
    expect(found.weighted.flags).toEqual(['weighted'])
  })

  it('says that weights matter beyond one standard error and not within it', () => {
    // one in five unweighted; w ÷ (4 + w) of as many as (4 + w)² ÷ (4 + w²) times ten
    const differs = (weight: number) => {
      const share = weight / (4 + weight)
      return share - 0.2 > Math.sqrt((share * (1 - share) * (4 + weight ** 2)) / (10 * (4 + weight) ** 2))
    }
    const weights = [1.2, 1.4, 1.45, 1.5, 1.55, 1.6, 1.8, 2]
    const found = weights.map((weight) =>
      weightedShare(
        answers([
          [1, 1, 40],
          [5, weight, 10],
        ]),
        [4, 5],
      ).weighted.flags.includes('weights-matter'),
    )
    expect(found).toEqual(weights.map(differs))
    expect(new Set(found).size).toBe(2)
  })

  it('counts both ends of what it is a share of', () => {
    const share = (from: number, to: number) =>
      weightedShare(
        answers([
          [1, 1, 10],
          [2, 1, 20],
          [3, 1, 30],
          [4, 1, 40],
        ]),
        [from, to],
      ).weighted.value
    expect([share(2, 3), share(3, 4), share(1, 1)]).toEqual([
      expect.closeTo(0.5, 12),
      expect.closeTo(0.7, 12),
      expect.closeTo(0.1, 12),
    ])
  })
})

describe('weightedNps', () => {
  it('is the plain metric when all weights are one, whatever one is', () => {
    for (const weight of [1, 2]) {
      const found = weightedNps(
        answers([
          [10, weight, 20],
          [9, weight, 10],
          [8, weight, 5],
          [7, weight, 5],
          [6, weight, 4],
          [2, weight, 6],
        ]),
      )
      const raw = nps([...Array(30).fill(9), ...Array(10).fill(7), ...Array(10).fill(0)])
      expect(found.weighted.value).toBeCloseTo(raw.value!, 10)
      expect(found.weighted.lower).toBeCloseTo(raw.lower!, 10)
      expect(found.weighted.upper).toBeCloseTo(raw.upper!, 10)
      expect(found.weighted.flags).toEqual(['weighted'])
      expect(found.weighted.method).toBe('adjusted Wald interval on the effective n')
    }
  })

  it('takes people for what they stand for', () => {
    const found = weightedNps(
      answers([
        [10, 1, 40],
        [0, 3, 20],
      ]),
    )
    expect(found.weighted.value).toBeCloseTo(-20, 10)
    expect(found.unweighted.value).toBeCloseTo(100 / 3, 10)
    expect(found.weighted.flags).toEqual(['weighted', 'weights-matter'])
    expect(found.effectiveN).toBeCloseTo(SIZE, 10)
  })
})

describe('weightedMean', () => {
  it('is Student on as many answers as the weights are worth', () => {
    const found = weightedMean(
      answers([
        [2, 1, 40],
        [5, 3, 20],
      ]),
      { confidence: 0.9 },
    )
    // 0.4 · 2 + 0.6 · 5, and 0.4 · 1.8² + 0.6 · 1.2² for the spread
    const error = Math.sqrt((2.16 * (SIZE / (SIZE - 1))) / SIZE)
    expect(found.weighted.value).toBeCloseTo(3.8, 12)
    expect(found.weighted.upper).toBeCloseTo(3.8 + tOf(0.9, SIZE - 1) * error, 10)
    expect(found.weighted.lower).toBeCloseTo(3.8 - tOf(0.9, SIZE - 1) * error, 10)
    expect(found.weighted.method).toBe('Student t interval on the effective n')
    const { mean, sd } = momentsOf([...Array(40).fill(2), ...Array(20).fill(5)])
    expect(found.unweighted.value).toBeCloseTo(mean, 12)
    expect(found.unweighted.upper).toBeCloseTo(mean + (tOf(0.9, 59) * sd) / Math.sqrt(60), 10)
  })

  it('says that weights matter beyond one standard error and not within it', () => {
    // values 0 and 1: half and half unweighted, w ÷ (1 + w) weighted
    const flags = (weight: number) =>
      weightedMean(
        answers([
          [0, 1, 20],
          [1, weight, 20],
        ]),
      ).weighted.flags
    const differs = (weight: number) => {
      const share = weight / (1 + weight)
      const size = (20 * (1 + weight) ** 2) / (1 + weight ** 2)
      return share - 0.5 > Math.sqrt((share * (1 - share)) / (size - 1))
    }
    const weights = [1.2, 1.3, 1.35, 1.4, 1.5]
    expect(weights.map((weight) => flags(weight).includes('weights-matter'))).toEqual(weights.map(differs))
    expect(new Set(weights.map(differs)).size).toBe(2)
  })

  it('leaves out who passed it over or weighs nothing, and counts them', () => {
    const found = weightedMean([
      ...answers([
        [1, 2, 10],
        [5, 1, 10],
        [null, 1, 3],
        [null, 0, 1],
        [5, 0, 2],
      ]),
      { value: Number.NaN, weight: 1 },
    ])
    expect(found.weighted.value).toBeCloseTo(70 / 30, 10)
    expect(found.unweighted.value).toBe(3)
    for (const metric of [found.weighted, found.unweighted])
      expect(metric).toMatchObject({ n: 20, excluded: { 'passed over': 5, 'weight of zero': 2 } })
    expect(found.weighted.flags).toEqual(['indicative', 'weighted', 'weights-matter'])
    expect(found.unweighted.flags).toEqual(['indicative'])
  })

  it('shows n alone of too few, and refuses weights that are none', () => {
    const hidden = weightedMean(answers([[3, 2, 4]]))
    expect(hidden).toMatchObject({
      ...{ effectiveN: null, designEffect: null },
      weighted: { value: null, n: 4, flags: ['suppressed', 'weighted'] },
      unweighted: { value: null, n: 4, flags: ['suppressed'] },
    })
    expect(weightedMean([])).toMatchObject({ effectiveN: null, weighted: { value: null, n: 0 } })
    for (const weight of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => weightedMean([{ value: 1, weight }])).toThrow(refused('invalid_input', 'numbers from 0'))
  })
})
