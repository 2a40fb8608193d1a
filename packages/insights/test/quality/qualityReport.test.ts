import { describe, expect, it } from 'vitest'
import { qualityReport } from '../../src/index.ts'
import { answered, completed, shown } from '../support/records.ts'

const items = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, type: 'rating' as const }))
/** A run with five items. */
const run = (name: string, values: readonly (number | null)[], tookMs = 1000) => [
  shown({ run: name, seq: 0 }),
  ...values.map((value, i) => answered(value, { run: name, seq: i + 1, question: items[i]!, tookMs })),
]

describe('qualityReport', () => {
  const good = Array.from({ length: 8 }, (_, i) => [
    ...run(`good${i}`, [4, 5, 3, 4, (i % 5) + 1]),
    completed({ run: `good${i}`, seq: 9 }),
  ]).flat()
  const twice = answered(3, { run: 'good0' })

  it('000-20, 002-32 finds seeded duplicates, speeders, straight lines, gaps and drop-off, and deletes none in silence', () => {
    const report = qualityReport(
      [
        ...good,
        ...run('fast', [4, 3, 4, 5, 1], 100),
        ...run('line', [5, 5, 5, 5, 5]),
        ...run('holes', [null, null]),
        shown({ run: 'unanswered' }),
        twice,
        twice,
        answered(1, { run: 'x', mode: 'test' }),
      ],
      { reversed: ['e'] },
    )
    expect(report).toMatchObject({ duplicates: 1, test: 1 })
    expect(report.doubts).toEqual([
      { reason: 'speeder', n: 1, runs: ['fast'] },
      { reason: 'straight line', n: 1, runs: ['line'] },
    ])
    expect(report.responseRate).toMatchObject({ n: 12, value: 10 / 12 })
    expect(report.completionRate.value).toBeCloseTo(8 / 12, 12)
    expect(report.dropOff).toMatchObject({ n: 10, value: 0.2 })
    expect(report.missing).toMatchObject({ n: 53, value: 2 / 53 })
    expect(report.cleanRuns.has('fast')).toBe(false)
    expect(report.cleanRuns.has('good3')).toBe(true)
    expect(report.records).toBe(8 * 7 + 6 + 6 + 3 + 1 + 2 + 1)
  })

  it('calls no straight line doubtful without an item that runs the other way, or under five items', () => {
    const doubt = (reversed: string[], values: number[]) =>
      qualityReport([...good, ...run('line', values)], { reversed }).doubts[1]!.n
    expect(doubt([], [5, 5, 5, 5, 5])).toBe(0)
    expect(doubt(['e'], [5, 5, 5, 5])).toBe(0)
    expect(doubt(['e'], [5, 5, 5, 5, 4])).toBe(0)
    expect(doubt(['e'], [5, 5, 5, 5, 5])).toBe(1)
  })

  it('says n = 0 of nothing', () => {
    expect(qualityReport([])).toMatchObject({ records: 0, responseRate: { n: 0, value: null } })
  })
})
