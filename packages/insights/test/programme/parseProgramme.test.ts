import { describe, expect, it } from 'vitest'
import { InsightsError, type ProgrammeInput, parseProgramme } from '../../src/index.ts'
import { action, input } from '../support/programme.ts'

/** What is wrong with a programme, as the person who wrote it reads it. */
function said(more: object): string {
  try {
    parseProgramme({ ...input(), ...more })
  } catch (error) {
    if (error instanceof InsightsError && error.code === 'invalid_programme') return error.reason
    throw error
  }
  throw new Error('The programme was taken.')
}
const [journey] = input().journeys as [ProgrammeInput['journeys'][number]]
const [search, pay] = journey.touchpoints as [
  (typeof journey.touchpoints)[number],
  (typeof journey.touchpoints)[number],
]
const withTouchpoints = (...touchpoints: typeof journey.touchpoints) => ({
  journeys: [{ ...journey, touchpoints }],
})
const CYCLE = { id: 'c1', from: '2026-01-01', to: '2026-01-01' }
const benchmark = (date: string) => ({
  ...{ metric: 'nps', value: 30, source: 's', date, sample: 9, scale: '0–10', mode: 'web' },
})

describe('parseProgramme', () => {
  it('says how many problems there are, and where each is', () => {
    const text = said({ name: undefined, objectives: [{ ...input().objectives[0], metric: 'luck' }] })
    expect(text).toMatch(/^The programme has 2 problem\(s\): .*name: .*; .*objectives\.0\.metric: /)
    expect(() => parseProgramme(7)).toThrow(/has 1 problem\(s\): file: /)
  })

  it('names all that contradicts itself at once', () => {
    expect(said({ ...withTouchpoints(pay, pay), cycles: [{ ...CYCLE, from: '2026-01-02' }] })).toBe(
      'The programme contradicts itself: touchpoint "pay" is listed twice; ' +
        'journey "buy" has 0 first touchpoints and needs exactly one; cycle "c1" ends before it begins.',
    )
  })

  it.each<[object, string]>([
    [withTouchpoints(search, search), 'journey "buy" has 2 first touchpoints and needs exactly one'],
    [
      withTouchpoints(search, { ...pay, last: true }, { ...pay, id: 'b', last: true }),
      'journey "buy" has several last touchpoints',
    ],
    [{ actions: [action, action] }, 'action "a1" is listed twice'],
    [{ actions: [{ ...action, touchpoint: 'moon' }] }, 'action "a1" is about "moon", which no journey has'],
    [{ actions: [{ ...action, cycle: 'c9' }] }, 'action "a1" is of an unknown cycle "c9"'],
    [
      { targets: [{ metric: 'nps', value: 3, by: '2026-05-01', touchpoint: 'moon' }] },
      'the target of nps is about "moon", which no journey has',
    ],
    [{ targets: [{ metric: 'nps', value: 3, by: '2026-13-01' }] }, '2026-13-01 is no day of the calendar'],
    [{ actions: [{ ...action, due: '2026-02-30' }] }, '2026-02-30 is no day of the calendar'],
    [{ actions: [{ ...action, done: '2026-04-31' }] }, '2026-04-31 is no day of the calendar'],
    [
      { actions: [{ ...action, done: '2026-04-30', measuredAgain: '2026-06-31' }] },
      '2026-06-31 is no day of the calendar',
    ],
    [{ benchmarks: [benchmark('2025-02-29')] }, '2025-02-29 is no day of the calendar'],
    [{ cycles: [{ ...CYCLE, from: '2025-00-01' }] }, '2025-00-01 is no day of the calendar'],
    [{ cycles: [{ ...CYCLE, to: '2026-01-32' }] }, '2026-01-32 is no day of the calendar'],
    [
      { actions: [{ ...action, done: '2026-05-01', measuredAgain: '2026-04-30' }] },
      'action "a1" was measured again before it was done',
    ],
    [
      { actions: [{ ...action, measuredAgain: '2026-04-30' }] },
      'action "a1" was measured again before it was done',
    ],
  ])('refuses %j', (more, problem) => {
    expect(said(more)).toContain(problem)
  })

  it('takes what is just allowed: a cycle of a day, a measurement on the day it was done, one last touchpoint, a cycle that is known', () => {
    const taken = parseProgramme({
      ...input(),
      ...withTouchpoints(search, { ...pay, last: true }),
      cycles: [CYCLE],
      actions: [{ ...action, cycle: 'c1', done: '2026-05-01', measuredAgain: '2026-05-01' }],
      targets: [{ metric: 'nps', value: 3, by: '2028-02-29', touchpoint: 'pay' }],
      benchmarks: [benchmark('2026-01-01')],
    })
    expect(taken.actions).toHaveLength(1)
  })

  it('says a day that is none once, wherever it stands', () => {
    const day = '2026-02-30'
    expect(said({ cycles: [{ ...CYCLE, from: day, to: day }] }).split(day)).toHaveLength(2)
  })
})
