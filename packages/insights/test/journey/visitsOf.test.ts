import { describe, expect, it } from 'vitest'
import { visitsOf } from '../../src/index.ts'
import { AT, answered, DAY, outcome, shown } from '../support/records.ts'

const at = (touchpoint: string, day: number, run = `r${day}`) => ({
  ...{ person: 'p', run, at: AT + day * DAY },
  touchpoint: { id: touchpoint, phase: 'during' as const, channel: 'web', stage: 'front' as const },
})

describe('visitsOf', () => {
  it('002-21 sees three visits in A, B, A, in the order of time', () => {
    const { journeys } = visitsOf([answered(3, at('a', 3)), answered(1, at('a', 1)), answered(2, at('b', 2))])
    expect(journeys).toHaveLength(1)
    expect(journeys[0]!.visits.map(({ touchpoint, answers }) => [touchpoint, answers.nps])).toEqual([
      ['a', 1],
      ['b', 2],
      ['a', 3],
    ])
  })

  it('004-1 keeps one visit for one run, with the last answer to each question', () => {
    const run = at('a', 1, 'r')
    const { journeys } = visitsOf([
      shown({ ...run, at: run.at - 5, seq: 0 }),
      answered(9, { ...run, seq: 2 }),
      answered(4, { ...run, seq: 1 }),
    ])
    expect(journeys[0]!.visits).toMatchObject([{ at: run.at - 5, answers: { nps: 9 } }])
  })

  it('counts an answer that is the first record of its run', () => {
    const { journeys } = visitsOf([answered(7, { ...at('a', 1, 'r'), seq: 0 })])
    expect(journeys[0]!.visits.map(({ answers }) => answers)).toEqual([{ nps: 7 }])
  })

  it('004-25, 004-30 has no journey for who gave no person id, and says how many records that were', () => {
    const found = visitsOf([answered(1), answered(2, { mode: 'test', person: 'x' }), outcome('repeat')])
    expect(found).toEqual({ journeys: [], excluded: { 'no person id': 1, 'test mode': 1 } })
  })
})
