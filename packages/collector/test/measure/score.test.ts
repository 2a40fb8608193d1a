import { describe, expect, it } from 'vitest'
import { score } from '../../src/measure/score.ts'
import type { Series } from '../../src/measure/seriesOf.ts'

const series = (over: Partial<Series>): Series => ({
  ...{ survey: 's', question: 'q', type: 'nps', wording: 'nps@1', kind: 'transactional' },
  ...{ audience: 'customer', stage: 'front', ...over },
})
const cell = (over: Partial<Series>, counts: [number, number][], left = { skipped: 0, repeated: 0 }) => ({
  series: series(over),
  counts: new Map(counts),
  ...left,
})
const first = (...given: Parameters<typeof cell>) => score(cell(...given)).metrics[0]?.metric

describe('score', () => {
  it('suppresses what fewer than 5 customers or 10 employees gave', () => {
    expect(first({}, [[10, 4]])).toEqual({
      ...{ n: 4, confidence: 0.95, method: 'adjusted Wald interval', excluded: {}, flags: ['suppressed'] },
    })
    expect(first({}, [[10, 5]])).toMatchObject({ value: 100, flags: ['indicative'] })
    expect(first({ audience: 'employee' }, [[10, 9]])?.value).toBeUndefined()
    expect(first({ audience: 'employee' }, [[10, 10]])?.value).toBe(100)
    expect(first({}, [])).toMatchObject({ n: 0, flags: ['suppressed'] })
  })

  it('calls fewer than 30 indicative', () => {
    expect(first({}, [[10, 29]])?.flags).toEqual(['indicative'])
    expect(first({}, [[10, 30]])?.flags).toEqual([])
  })

  it('says what it left out and why', () => {
    const counts: [number, number][] = [
      [9, 6],
      [11, 2],
      [-1, 1],
      [7.5, 1],
    ]
    expect(first({}, counts, { skipped: 3, repeated: 2 })).toMatchObject({
      n: 6,
      excluded: { 'off the scale': 4, 'passed over': 3, 'answered again': 2 },
    })
  })

  it('scores each type by its own rule', () => {
    const names = (over: Partial<Series>) => score(cell(over, [])).metrics.map(({ name }) => name)
    expect(names({})).toEqual(['NPS'])
    expect(names({ audience: 'employee' })).toEqual(['eNPS'])
    expect(names({ type: 'csat' })).toEqual(['Satisfied (4–5)', 'Dissatisfied (1–2)'])
    expect(names({ type: 'ces' })).toEqual(['Easy (5–7)', 'Mean, 1 to 7'])
    expect(names({ type: 'emotion' })).toEqual(['Mean, −2 to +2'])
    expect(names({ type: 'rating', points: 2 })).toEqual(['Thumbs up'])
    expect(names({ type: 'rating', points: 10 })).toEqual(['Mean, 1 to 10'])
    expect(names({ type: 'agreement' })).toEqual(['Mean, 1 to 5'])
  })

  it('counts promoters from 9 and detractors to 6', () => {
    const counts: [number, number][] = [
      [0, 1],
      [6, 1],
      [7, 2],
      [8, 2],
      [9, 3],
      [10, 1],
    ]
    expect(first({}, counts)?.value).toBeCloseTo(20, 9)
  })

  it('gives the share who found it easy, with Wilson, and the mean beside it', () => {
    const counts: [number, number][] = [
      [1, 4],
      [2, 6],
      [3, 9],
      [4, 14],
      [5, 31],
      [6, 52],
      [7, 34],
    ]
    const [easy, mean] = score(cell({ type: 'ces' }, counts)).metrics
    expect(easy?.metric.value).toBeCloseTo(0.78, 9)
    expect(easy?.metric.lower).toBeCloseTo(0.7071769001714164, 8)
    expect(easy?.metric.upper).toBeCloseTo(0.8388397629824608, 8)
    expect(mean?.metric.value).toBeCloseTo(5.36, 9)
  })

  it('takes a rating without points as one of five', () => {
    expect(
      first({ type: 'rating' }, [
        [6, 9],
        [5, 5],
      ]),
    ).toMatchObject({ n: 5, excluded: { 'off the scale': 9 } })
  })
})
