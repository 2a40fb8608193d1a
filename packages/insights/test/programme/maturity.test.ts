import { describe, expect, it } from 'vitest'
import {
  type Maturity,
  maturity,
  missingForPhase,
  type ProgrammeInput,
  parseProgramme,
  phaseFacts,
} from '../../src/index.ts'
import { action, at, data, employee, healthy, input } from '../support/programme.ts'
import { AT, answered, DAY, outcome } from '../support/records.ts'

const BASELINE = { id: 'b1', frozen: '2026-01-01' }
const CYCLES = [
  { id: 'c1', from: '2026-01-01', to: '2026-03-31' },
  { id: 'c2', from: '2026-04-01', to: '2026-06-30' },
]
const MEASURED = { ...action, done: '2026-05-01', measuredAgain: '2026-06-01' }
const TARGET = { metric: 'nps' as const, value: 40, by: '2026-12-31' }
/** A programme of which every fact holds, and what was heard in it. */
const led: Partial<ProgrammeInput> = {
  baseline: BASELINE,
  actions: [MEASURED, { ...action, id: 'a2' }],
  targets: [TARGET],
  cycles: CYCLES,
  objectives: [
    { objective: 'Fewer returns', level: 'board', owner: 'CCO', metric: 'gap' },
    { objective: 'Quicker', level: 'team', owner: 'Ana', metric: 'ces' },
  ],
}
const owned = input().journeys
const heard = () => {
  const found = healthy()
  for (const day of [1, 2]) found.add(answered(9, { ...at('pay', 'during'), at: AT + day * DAY }))
  return found
}
const of = (more: Partial<ProgrammeInput>, counts = heard()) =>
  maturity(parseProgramme(input({ ...led, ...more })), counts)
const lacks = ({ facts }: Maturity) => facts.filter(({ holds }) => !holds).map(({ fact }) => fact)

describe('maturity', () => {
  it('002-3, 002-4 rests on facts that anybody can check, each under its level', () => {
    const found = of({})
    expect(found.level).toBe('strategic')
    expect(found.facts.map(({ level, fact, holds }) => [level, fact, holds])).toEqual([
      ['exploratory', 'answers at one touchpoint at least', true],
      ['exploratory', 'a frozen baseline', true],
      ['operational', 'answers before, during and after the purchase', true],
      ['operational', 'answers in three periods at least', true],
      ['operational', 'an action that was measured again', true],
      ['operational', 'outcomes', true],
      ['strategic', 'an objective owned at board level', true],
      ['strategic', 'a target with a date', true],
      ['strategic', 'employees asked', true],
      ['strategic', 'an owner for every touchpoint', true],
      ['strategic', 'two cycles at least', true],
    ])
  })

  it.each<[string, Partial<ProgrammeInput>, Maturity['level']]>([
    ['a frozen baseline', { baseline: undefined as never }, 'none'],
    ['an action that was measured again', { actions: [{ ...action, id: 'a2' }] }, 'exploratory'],
    ['an objective owned at board level', { objectives: [{ ...led.objectives![1]! }] }, 'operational'],
    ['a target with a date', { targets: [] }, 'operational'],
    ['two cycles at least', { cycles: CYCLES.slice(1) }, 'operational'],
    [
      'an owner for every touchpoint',
      {
        journeys: [
          ...owned,
          { id: 'b', name: 'B', touchpoints: [{ id: 'late', name: 'Late', phase: 'after', first: true }] },
        ],
      },
      'operational',
    ],
    [
      'an owner for every touchpoint',
      {
        journeys: [
          {
            ...owned[0]!,
            touchpoints: [...owned[0]!.touchpoints, { id: 'late', name: 'Late', phase: 'after' }],
          },
        ],
      },
      'operational',
    ],
  ])('without %s is a level lower, and says why', (fact, more, level) => {
    const found = of(more)
    expect(lacks(found)).toEqual([fact])
    expect(found.level).toBe(level)
  })

  it.each<[string[], Parameters<typeof data>, Maturity['level']]>([
    [
      [
        'answers at one touchpoint at least',
        'answers before, during and after the purchase',
        'answers in three periods at least',
        'employees asked',
      ],
      [outcome('repeat')],
      'none',
    ],
    [
      ['answers before, during and after the purchase', 'answers in three periods at least', 'outcomes'],
      [answered(9, { ...at('pay', 'during'), ...employee })],
      'exploratory',
    ],
    [
      ['employees asked'],
      [
        outcome('repeat'),
        answered(9, at('search', 'before')),
        answered(9, { ...at('pay', 'during'), at: AT + DAY }),
        answered(9, { ...at('support'), at: AT + 2 * DAY }),
      ],
      'operational',
    ],
    [
      ['answers in three periods at least', 'employees asked'],
      [
        outcome('repeat'),
        answered(9, at('search', 'before')),
        answered(9, { ...at('pay', 'during'), at: AT + DAY }),
        answered(9, { ...at('support'), at: AT + DAY }),
      ],
      'exploratory',
    ],
  ])('finds in the answers that there are no %s', (facts, records, level) => {
    const found = of({}, data(...records))
    expect(lacks(found)).toEqual(facts)
    expect(found.level).toBe(level)
  })

  it('takes no outcome for one that nobody had', () => {
    const counts = heard()
    const outcomes = [
      { kind: 'churn', n: 0 },
      { kind: 'repeat', n: 2 },
    ]
    const programme = parseProgramme(input(led))
    const lacksOf = (some: typeof outcomes) =>
      lacks(maturity(programme, { cells: counts.cells, outcomes: some }))
    expect(lacksOf(outcomes)).toEqual([])
    expect(lacksOf(outcomes.slice(0, 1))).toEqual(['outcomes'])
  })
})

describe('phaseFacts', () => {
  const none = parseProgramme(input())
  it('003-21 names what each phase needs', () => {
    expect(phaseFacts(none, false)).toEqual([
      { phase: 'as-is', missing: [] },
      { phase: 'gap', missing: ['a frozen baseline'] },
      { phase: 'to-be', missing: ['a computed gap between expectation and perception'] },
      { phase: 'road-map', missing: ['a target with a date', 'actions, each with an owner'] },
    ])
    expect(phaseFacts(parseProgramme(input(led)), true).flatMap(({ missing }) => missing)).toEqual([])
  })

  it('003-21 asks of a phase what all before it needed, and nothing of those after it', () => {
    const missing = (phase: ProgrammeInput['phase']) =>
      missingForPhase(parseProgramme(input({ phase: phase! })), false)
    expect(missing('as-is')).toEqual([])
    expect(missing('to-be')).toEqual([
      'a frozen baseline',
      'a computed gap between expectation and perception',
    ])
    expect(missing('road-map')).toHaveLength(4)
  })
})
