import { describe, expect, it } from 'vitest'
import { wilson } from '../../src/algorithms.ts'
import { badTouches, type Path } from '../../src/index.ts'

/** So many persons who came past five touchpoints, some of them bad. */
const persons = (count: number, bad: number, outcome: boolean | null): Path[] =>
  Array.from({ length: count }, (_, i) => ({
    person: `${bad}-${outcome}-${i}`,
    bad: Array.from({ length: 5 }, (_, place) => (place + i) % 5 < bad),
    outcome,
  }))

describe('badTouches', () => {
  it('004-1 shows the outcome by the number of bad touchpoints', () => {
    const rows = badTouches([...persons(8, 0, true), ...persons(6, 4, false), ...persons(1, 0, null)])
    expect(rows.map(({ bad, outcome }) => [bad, outcome.value, outcome.n])).toEqual([
      ['0', 1, 8],
      ['1', null, 0],
      ['2', null, 0],
      ['3 or more', 0, 6],
    ])
    expect(rows[0]!.outcome.excluded).toEqual({ 'no outcome or no touchpoint': 1 })
  })

  it('is the share of each row with the interval of Wilson, three and more together', () => {
    const rows = badTouches(
      [
        ...[...persons(30, 0, true), ...persons(10, 0, false)],
        ...[...persons(9, 1, true), ...persons(6, 1, false)],
        ...[...persons(4, 2, true), ...persons(8, 2, false)],
        ...[...persons(1, 3, true), ...persons(2, 4, false), ...persons(3, 5, false)],
      ],
      { confidence: 0.9 },
    )
    for (const [place, k, n] of [
      [0, 30, 40],
      [1, 9, 15],
      [2, 4, 12],
      [3, 1, 6],
    ] as const) {
      const { value, lower, upper, ...rest } = rows[place]!.outcome
      expect({ value, lower, upper }).toEqual(wilson(k, n, 0.9))
      expect(rest).toEqual({
        ...{ n, confidence: 0.9, excluded: {}, method: 'Wilson score interval' },
        flags: n < 30 ? ['indicative', 'association'] : ['association'],
      })
    }
  })

  it('leaves out who came past nothing, and who is not known to have come back', () => {
    const nowhere = { person: 'x', bad: [], outcome: true }
    const rows = badTouches([nowhere, nowhere, ...persons(3, 1, null), ...persons(5, 1, true)])
    expect(rows.map(({ outcome }) => outcome.n)).toEqual([0, 5, 0, 0])
    for (const { outcome } of rows) expect(outcome.excluded).toEqual({ 'no outcome or no touchpoint': 5 })
    expect(rows[0]!.outcome).toMatchObject({ value: null, flags: ['suppressed', 'association'] })
    expect(badTouches([])[3]).toMatchObject({ bad: '3 or more', outcome: { n: 0, excluded: {} } })
  })
})
