import { describe, expect, it } from 'vitest'
import { createRuns } from '../../src/aggregate/createRuns.ts'
import { createTable } from '../../src/aggregate/createTable.ts'
import type { Entry } from '../../src/aggregate/Entry.ts'
import { placeKey } from '../support/placeKey.ts'

/** A table with one question on two days, and runs that count there. */
function start(size = 10) {
  const table = createTable(100)
  const findings: { [reason: string]: number } = {}
  const runs = createRuns(size, findings)
  const cellOn = (period: string, question = 'nps') =>
    table.answer(`${period}`, { id: question, type: 'nps' }, 'nps@1', () => placeKey({ period }))
  const flowOn = (period: string) => table.flow(period, () => placeKey({ period }))
  return {
    ...{ table, findings, runs, cellOn, flowOn },
    answer: (value: number | null, seqs: number[], { run = 'r', question = 'nps', period = 'monday' } = {}) =>
      runs.take(run, {
        ...{ of: 'answer', question, cell: cellOn(period, question), value, best: Math.max(...seqs), seqs },
      }),
  }
}
const counted = ({ table }: ReturnType<typeof start>) => table.answers.map(({ counts }) => [...counts])

describe('createRuns', () => {
  it('lets the answer with the highest place in its run count, whichever comes first', () => {
    for (const order of [
      [1, 2, 3],
      [3, 1, 2],
      [2, 3, 1],
    ]) {
      const it = start()
      for (const seq of order) it.answer(seq * 3, [seq])
      expect(counted(it)).toEqual([[[9, 1]]])
      expect(it.table.answers[0]!.excluded).toEqual({ 'answered again': 2 })
      expect(it.findings).toEqual({})
    }
  })

  it('moves a changed answer to the day on which it was changed', () => {
    const it = start()
    it.answer(3, [1])
    it.answer(8, [2], { period: 'tuesday' })
    expect(it.table.answers.map(({ key, counts }) => [key.period, [...counts]])).toEqual([
      ['tuesday', [[8, 1]]],
    ])
  })

  it('counts each question, and each run, on its own', () => {
    const it = start()
    it.answer(3, [1])
    it.answer(4, [1], { question: 'csat' })
    it.answer(5, [1], { run: 's' })
    expect(counted(it)).toEqual([
      [
        [3, 1],
        [5, 1],
      ],
      [[4, 1]],
    ])
    expect(it.findings).toEqual({})
  })

  it('knows the records it has: several at once, of which some are new', () => {
    const it = start()
    it.answer(3, [1])
    it.answer(3, [1])
    expect(it.findings).toEqual({ duplicate: 1 })
    it.answer(7, [1, 2, 4])
    expect(it.findings).toEqual({ duplicate: 2 })
    expect(counted(it)).toEqual([[[7, 1]]])
    it.answer(7, [2, 4])
    expect(it.findings).toEqual({ duplicate: 4 })
    expect(it.table.answers[0]!.excluded).toEqual({ 'answered again': 2 })
  })

  it('keeps the value of an answer when what it hears again is the same place in the run', () => {
    const it = start()
    it.answer(3, [2])
    it.runs.take('r', {
      of: 'answer',
      question: 'nps',
      cell: it.cellOn('monday'),
      value: 9,
      best: 2,
      seqs: [1],
    })
    expect(counted(it)).toEqual([[[3, 1]]])
  })

  it('counts a run once as responded, on its first day', () => {
    const responded = (it: ReturnType<typeof start>, day: string) =>
      it.runs.take('r', { of: 'responded', cell: it.flowOn(day), day })
    for (const days of [
      ['2026-05-04', '2026-05-05', '2026-05-04'],
      ['2026-05-05', '2026-05-04', '2026-05-05'],
    ]) {
      const it = start()
      for (const day of days) responded(it, day)
      expect(it.table.flows.map(({ key, responded }) => [key.period, responded])).toEqual([['2026-05-04', 1]])
      expect(it.findings).toEqual({})
    }
  })

  it('counts a card that is shown twice in a run twice, and a record of it that comes again once', () => {
    const it = start()
    const seen = (field: 'shown' | 'completed', seq: number): Entry => ({
      ...{ of: 'flow', field, seq, cell: it.flowOn('monday') },
    })
    for (const entry of [seen('shown', 0), seen('shown', 4), seen('completed', 4), seen('shown', 4)])
      it.runs.take('r', entry)
    it.runs.take('s', seen('shown', 0))
    expect(it.table.flows).toMatchObject([{ shown: 3, completed: 1 }])
    expect(it.findings).toEqual({ duplicate: 1 })
  })

  it('takes an outcome whose id it knows for a duplicate', () => {
    const it = start()
    const bought: Entry = {
      ...{ of: 'outcome', cell: it.table.outcome({ kind: 'purchase', currency: 'EUR', period: 'all' }) },
      value: 20,
    }
    it.runs.take('o', bought)
    it.runs.take('o', bought)
    expect(it.table.outcomes).toMatchObject([{ n: 1, sum: 20 }])
    expect(it.findings).toEqual({ duplicate: 1 })
  })

  it('forgets runs beyond its window, and lists those it knows', () => {
    const it = start(1)
    for (const run of ['a', 'b', 'c', 'a']) it.answer(3, [1], { run })
    expect(it.findings).toEqual({})
    expect([...it.runs.entries()].map(([run, entries]) => [run, entries.length])).toEqual([
      ['c', 1],
      ['a', 1],
    ])
  })
})
