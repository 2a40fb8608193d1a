import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/algorithms.ts'
import { memoryBias, peakEnd } from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'

const moments = (...valences: (number | null)[]) =>
  valences.map((valence, i) => ({ touchpoint: `t${i}`, valence }))

describe('peakEnd', () => {
  it('000-17 takes the last answered touchpoint as the end, not the last by configuration', () => {
    expect(peakEnd(moments(1, -1, null))).toMatchObject({ end: -1, endAt: 't1', n: 2 })
  })

  it('takes the furthest from zero as the peak, the later one on ties', () => {
    expect(peakEnd(moments(2, 0, -2, 1))).toMatchObject({ peak: -2, peakAt: 't2', end: 1, peakEnd: -0.5 })
    expect(peakEnd(moments(0))).toMatchObject({ peak: 0, end: 0, mean: 0 })
    expect(codeOf(() => peakEnd(moments(null)))).toBe('too_few')
  })
})

describe('memoryBias', () => {
  it('000-1 shows the remembered score next to the momentary one, and their difference by person', () => {
    const journeys = [
      ...Array.from({ length: 6 }, (_, i) => ({
        person: `p${i}`,
        moments: moments(1, 0),
        remembered: i % 2,
      })),
      { person: 'q', moments: moments(2), remembered: null },
      { person: 'r', moments: moments(null), remembered: 2 },
    ]
    const found = memoryBias(journeys)
    expect(found.momentary.n).toBe(7)
    expect(found.momentary.value).toBeCloseTo((6 * 0.5 + 2) / 7, 12)
    expect(found.remembered).toMatchObject({ n: 7, excluded: { 'not asked again': 1 } })
    expect(found.bias).toMatchObject({ value: 0, n: 6, excluded: { 'one of the two missing': 2 } })
    expect(found.peakEndCloser).toMatchObject({ value: null, n: 6 })
  })

  it('finds from a hundred persons on that memory goes with peak and end, when it was made so', () => {
    const random = createRandom(5)
    const journeys = Array.from({ length: 150 }, (_, i) => {
      const felt = moments(...Array.from({ length: 6 }, () => Math.floor(random() * 5) - 2))
      return { person: `p${i}`, moments: felt, remembered: peakEnd(felt).peakEnd }
    })
    const { peakEndCloser } = memoryBias(journeys, { resamples: 200 })
    expect(peakEndCloser.lower!).toBeGreaterThan(0)
    expect(peakEndCloser.flags).toContain('association')
  })
})
