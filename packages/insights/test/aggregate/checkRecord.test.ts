import { describe, expect, it } from 'vitest'
import { checkRecord } from '../../src/index.ts'
import { AT, answered, DAY, outcome, shown } from '../support/records.ts'

const IN_2015 = Date.UTC(2015, 0, 1)

describe('checkRecord', () => {
  it.each([answered(9), shown(), outcome('repeat'), answered(null)])(
    'passes a record on as it is',
    (record) => {
      expect(checkRecord(record)).toBe(record)
    },
  )

  it.each([
    ['a number', 7, 'no record'],
    ['nothing', null, 'no record'],
    ['a text', 'shown', 'no record'],
    ['a record without type', { at: AT }, 'unknown type'],
    ['a type of tomorrow', { ...shown(), type: 'viewed' }, 'unknown type'],
    ['a time that is text', { ...shown(), at: '2026' }, 'no record'],
    ['no time', { ...shown(), at: undefined }, 'no record'],
    ['endless time', { ...shown(), at: Infinity }, 'no record'],
    ['seconds', { ...shown(), at: AT / 1000 }, 'time in seconds'],
    ['seconds of 2015’s first', { ...shown(), at: IN_2015 / 1000 }, 'time in seconds'],
    ['a second before that', { ...shown(), at: IN_2015 / 1000 - 1 }, 'before 2015'],
    ['what is neither seconds nor milliseconds', { ...shown(), at: IN_2015 / 100 }, 'before 2015'],
    ['the last moment of 2014', { ...shown(), at: IN_2015 - 1 }, 'before 2015'],
    ['no touchpoint', { ...shown(), touchpoint: undefined }, 'no phase'],
    ['a phase of its own', { ...shown(), touchpoint: { id: 'a', phase: 'later' } }, 'no phase'],
    ['no survey', { ...shown(), survey: undefined }, 'no record'],
    ['a run that is none', { ...shown(), run: 7 }, 'no record'],
    ['an answer to nothing', { ...answered(9), question: undefined }, 'no record'],
    ['a question without an answer', { ...answered(9), value: undefined }, 'no record'],
  ])('of %s says what is wrong', (_what, value, problem) => {
    expect(checkRecord(value)).toBe(problem)
  })

  it('takes 2015’s first moment, each phase, and what an outcome does not have', () => {
    expect(checkRecord({ ...shown(), at: IN_2015 })).toMatchObject({ type: 'shown' })
    for (const phase of ['before', 'during', 'after'])
      expect(checkRecord({ ...shown(), touchpoint: { id: 'a', phase } })).toMatchObject({ type: 'shown' })
    for (const type of ['completed', 'dismissed'])
      expect(checkRecord({ ...shown(), type })).toMatchObject({ type })
  })

  it('forgives a clock that is a day ahead, and no more', () => {
    expect(checkRecord({ ...shown(), at: AT + DAY }, AT)).toMatchObject({ type: 'shown' })
    expect(checkRecord({ ...shown(), at: AT + DAY + 1 }, AT)).toBe('in the future')
  })
})
