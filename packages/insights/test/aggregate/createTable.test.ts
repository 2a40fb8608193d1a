import { describe, expect, it } from 'vitest'
import { createTable } from '../../src/aggregate/createTable.ts'
import { placeName } from '../../src/aggregate/placeName.ts'
import type { CellKey } from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'
import { placeKey } from '../support/placeKey.ts'

const key: CellKey = { ...placeKey(), question: 'q', type: 'rating', wording: 'q@1' }
/** One thing other than in `key`, each time. */
const others: Partial<CellKey>[] = [
  { survey: 'x' },
  { kind: 'relational' },
  { audience: 'employee' },
  { touchpoint: 'x' },
  { phase: 'before' },
  { channel: 'app' },
  { stage: 'back' },
  { period: '2026-05-05' },
  { journey: 'buy' },
  { segments: { region: 'north' } },
  { segments: { region: 'south' } },
]
const otherQuestions: Partial<CellKey>[] = [
  { question: 'x' },
  { type: 'csat' },
  { wording: 'q@2' },
  { role: 'expectation' },
  { role: 'perception' },
  { dimension: 'empathy' },
  { facet: 'empathy' },
  { points: 7 },
]

describe('createTable', () => {
  it.each([...others, ...otherQuestions])('answers with other %j are in a cell of their own', (other) => {
    const table = createTable(2)
    const first = table.answerOf(key)
    const second = table.answerOf({ ...key, ...other })
    expect(second).not.toBe(first)
    expect(second.key).toEqual({ ...key, ...other })
    expect(table.answerOf({ ...key })).toBe(first)
    expect(table.answerOf({ ...key, ...other })).toBe(second)
  })

  it.each(others)('what became of the card with other %j is in a cell of its own', (other) => {
    const table = createTable(2)
    const first = table.flowOf(placeKey())
    const second = table.flowOf({ ...placeKey(), ...other })
    expect(second).not.toBe(first)
    expect(table.flowOf(placeKey())).toBe(first)
  })

  it('finds by the parts of a record the very cell that its key names', () => {
    for (const other of [{}, ...others, ...otherQuestions]) {
      const table = createTable(2)
      const asked = { ...key, ...other }
      const place = placeName(
        { id: asked.survey, kind: asked.kind, audience: asked.audience },
        { ...asked, id: asked.touchpoint },
        asked.period,
        asked.segments,
      )
      const { question, type, wording, role, dimension, facet, points, ...rest } = asked
      const cell = table.answer(
        place,
        { id: question, type, role, dimension, facet, points },
        wording,
        () => rest,
      )
      expect(cell.key).toEqual(asked)
      expect(table.answerOf(asked)).toBe(cell)
      expect(table.flow(place, () => rest)).toBe(table.flowOf(rest))
    }
  })

  it('keeps outcomes by kind, currency and period', () => {
    const table = createTable(9)
    const of = { kind: 'purchase', currency: 'EUR', period: '2026-05-04' }
    const first = table.outcome(of)
    for (const other of [{ kind: 'repeat' }, { currency: 'USD' }, { period: '2026-05-05' }])
      expect(table.outcome({ ...of, ...other })).not.toBe(first)
    expect(table.outcome({ ...of })).toBe(first)
    expect(first).toEqual({ ...of, n: 0, sum: 0, valued: 0 })
  })

  it('lists only cells with something in them', () => {
    const table = createTable(99)
    expect([
      table.answerOf(key),
      table.flowOf(key),
      table.outcome({ kind: 'a', currency: '', period: 'all' }),
    ]).toHaveLength(3)
    expect([table.answers, table.flows, table.outcomes]).toEqual([[], [], []])
    table.answerOf(key).counts.set(9, 1)
    table.answerOf({ ...key, question: 'r' }).excluded['passed over'] = 1
    for (const field of ['shown', 'responded', 'completed', 'dismissed'] as const)
      table.flowOf(placeKey({ touchpoint: field }))[field] = 1
    table.outcome({ kind: 'a', currency: '', period: 'all' }).n = 1
    expect(table.answers.map(({ key }) => key.question)).toEqual(['q', 'r'])
    expect(table.flows.map(({ key }) => key.touchpoint)).toEqual([
      'shown',
      'responded',
      'completed',
      'dismissed',
    ])
    expect(table.outcomes).toHaveLength(1)
  })

  it('holds as many cells as it may, of all kinds together, and refuses the next with a way out', () => {
    const table = createTable(3)
    table.answerOf(key)
    table.flowOf(key)
    table.outcome({ kind: 'a', currency: '', period: 'all' })
    table.answerOf(key)
    for (const more of [
      () => table.answerOf({ ...key, question: 'r' }),
      () => table.flowOf(placeKey({ touchpoint: 'x' })),
      () => table.outcome({ kind: 'b', currency: '', period: 'all' }),
    ]) {
      expect(codeOf(more)).toBe('too_many_cells')
      expect(more).toThrow(/has 3 cells.*longer period, fewer segments, or raise `maxCells`/)
    }
  })
})
