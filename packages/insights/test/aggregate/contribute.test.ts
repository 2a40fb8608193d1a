import { describe, expect, it } from 'vitest'
import { contribute } from '../../src/aggregate/contribute.ts'
import { createTable } from '../../src/aggregate/createTable.ts'
import type { Entry } from '../../src/aggregate/Entry.ts'
import { placeKey } from '../support/placeKey.ts'

const table = createTable(10)
const cell = table.answer('place', { id: 'nps', type: 'nps' }, 'nps@1', placeKey)
const flow = table.flow('place', placeKey)
const sales = table.outcome({ kind: 'purchase', currency: 'EUR', period: '2026-05-04' })
const answer = (value: number | null, ...seqs: number[]): Entry => ({
  ...{ of: 'answer', question: 'nps', cell, value, best: 1, seqs },
})

describe('contribute', () => {
  it('adds an answer to the count of its value, and takes away what it added', () => {
    contribute(answer(9, 1), 1)
    contribute(answer(9, 2), 1)
    contribute(answer(4, 3), 1)
    expect([...cell.counts]).toEqual([
      [9, 2],
      [4, 1],
    ])
    expect(cell.excluded).toEqual({})
    contribute(answer(4, 3), -1)
    contribute(answer(9, 1), -1)
    expect([...cell.counts]).toEqual([[9, 1]])
    contribute(answer(9, 1), -1)
    expect(cell.counts.size).toBe(0)
  })

  it('names what was passed over, and each answer that another one replaced', () => {
    contribute(answer(null, 1), 1)
    contribute(answer(9, 2, 3, 4), 1)
    expect(cell.excluded).toEqual({ 'passed over': 1, 'answered again': 2 })
    expect([...cell.counts]).toEqual([[9, 1]])
    contribute(answer(null, 1), -1)
    contribute(answer(9, 2, 3, 4), -1)
    expect(cell).toMatchObject({ counts: new Map(), excluded: {} })
  })

  it('counts what became of a card, and why it was closed', () => {
    const entries: Entry[] = [
      { of: 'flow', field: 'shown', seq: 0, cell: flow },
      { of: 'flow', field: 'dismissed', seq: 1, cell: flow, reason: 'close' },
      { of: 'responded', cell: flow, day: '2026-05-04' },
    ]
    for (const entry of entries) contribute(entry, 1)
    expect(flow).toMatchObject({ shown: 1, responded: 1, completed: 0, dismissed: 1, reasons: { close: 1 } })
    for (const entry of entries) contribute(entry, -1)
    expect(flow).toMatchObject({ shown: 0, responded: 0, completed: 0, dismissed: 0, reasons: {} })
  })

  it('sums the values of outcomes, and counts those that have one', () => {
    for (const value of [20, 0, undefined]) contribute({ of: 'outcome', cell: sales, value }, 1)
    expect(sales).toMatchObject({ n: 3, sum: 20, valued: 2 })
    contribute({ of: 'outcome', cell: sales, value: 20 }, -1)
    contribute({ of: 'outcome', cell: sales, value: undefined }, -1)
    expect(sales).toMatchObject({ n: 1, sum: 0, valued: 1 })
  })
})
