import { describe, expect, it } from 'vitest'
import { type Cell, type CellKey, groupCells, seriesOfCell, tallyCells } from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'
import { placeKey } from '../support/placeKey.ts'

const cell = (
  counts: [number | string, number][],
  more: Partial<CellKey> = {},
  excluded: Cell['excluded'] = {},
): Cell => ({
  key: { ...placeKey(), question: 'mood', type: 'rating', wording: 'mood@1', ...more },
  counts: new Map(counts),
  excluded,
})

describe('seriesOfCell', () => {
  it('says what must be alike for answers to be pooled', () => {
    expect(seriesOfCell(cell([]).key)).toEqual({
      kind: 'transactional',
      audience: 'customer',
      wording: 'mood@1',
      scale: [1, 5],
    })
    expect(seriesOfCell(cell([], { role: 'remembered' }).key)).toHaveProperty('role', 'remembered')
    expect(seriesOfCell(cell([]).key)).not.toHaveProperty('role')
    expect(seriesOfCell(cell([], { type: 'text' }).key)).toBeUndefined()
  })
})

describe('tallyCells', () => {
  it('adds cells up, with what they leave out and the channels they came by', () => {
    const found = tallyCells([
      cell(
        [
          [1, 2],
          [5, 1],
        ],
        { channel: 'web' },
        { 'passed over': 1 },
      ),
      cell([[5, 4]], { channel: 'app', period: '2026-05-05' }, { 'passed over': 2 }),
    ])
    expect([...found.counts].sort()).toEqual([
      [1, 2],
      [5, 5],
    ])
    expect(found).toMatchObject({ n: 7, excluded: { 'passed over': 3 }, channels: ['app', 'web'] })
    expect(found.series).toEqual(seriesOfCell(cell([]).key))
  })

  it('counts numbers, and as no number what somebody wrote instead of one', () => {
    const found = tallyCells([
      cell(
        [
          [4, 1],
          ['text', 9],
        ],
        {},
        { 'passed over': 2 },
      ),
    ])
    expect(found).toMatchObject({ n: 1, excluded: { 'not a number': 9, 'passed over': 2 } })
  })

  it('refuses no cell, and a question without a scale, and names it', () => {
    expect(codeOf(() => tallyCells([]))).toBe('invalid_input')
    expect(() => tallyCells([])).toThrow(/nothing was asked there/)
    expect(codeOf(() => tallyCells([cell([['yes', 1]], { type: 'choice' })]))).toBe('invalid_input')
    expect(() => tallyCells([cell([['yes', 1]], { type: 'choice' })])).toThrow(
      /"mood" \(choice\) has no scale/,
    )
  })
})

describe('groupCells', () => {
  it('groups cells in order of appearance, each group as well', () => {
    const [a, b, c] = [cell([], { period: '1' }), cell([], { period: '2' }), cell([], { period: '1' })]
    expect([...groupCells([a, b, c], ({ period }) => period)]).toEqual([
      ['1', [a, c]],
      ['2', [b]],
    ])
  })
})
