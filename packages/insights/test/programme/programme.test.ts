import { describe, expect, it } from 'vitest'
import {
  adviceFor,
  coverage,
  defineFinding,
  ELEMENTS,
  lintProgramme,
  loopOf,
  maturity,
  metricsFor,
  missingForPhase,
  type ProgrammeInput,
  parseProgramme,
  prioritise,
  programmeJsonSchema,
  share,
  targetStatus,
} from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'
import { action, at, csat, data, healthy, input } from '../support/programme.ts'
import { AT, answered, DAY } from '../support/records.ts'

const withTouchpoints = (touchpoints: ProgrammeInput['journeys'][number]['touchpoints']) =>
  input({ journeys: [{ id: 'buy', name: 'To buy', touchpoints }] })
const bad = (more: object) => codeOf(() => parseProgramme({ ...input(), ...more }))

const codes = (programme: ProgrammeInput, aggregate: ReturnType<typeof healthy>) =>
  lintProgramme(parseProgramme(programme), aggregate).map(({ code }) => code)

describe('parseProgramme', () => {
  it('fills in defaults: the three first KPIs, the front stage', () => {
    const programme = parseProgramme(input())
    expect(programme.kpis).toEqual(['csat', 'churn', 'repurchase'])
    expect(programme.journeys[0]!.touchpoints[0]!.stage).toBe('front')
  })

  it('000-18 rejects an action without touchpoint, or at one that no journey has', () => {
    const { touchpoint: _, ...without } = action
    expect(bad({ actions: [without] })).toBe('invalid_programme')
    expect(bad({ actions: [{ ...action, touchpoint: 'moon' }] })).toBe('invalid_programme')
    expect(parseProgramme(input({ actions: [action] })).actions).toHaveLength(1)
  })

  it('000-12 needs exactly one first touchpoint in a journey', () => {
    const one = { id: 'a', name: 'A', phase: 'before' } as const
    expect(codeOf(() => parseProgramme(withTouchpoints([one])))).toBe('invalid_programme')
    expect(
      codeOf(() =>
        parseProgramme(
          withTouchpoints([
            { ...one, first: true },
            { ...one, id: 'b', first: true },
          ]),
        ),
      ),
    ).toBe('invalid_programme')
    expect(parseProgramme(withTouchpoints([{ ...one, first: true }])).journeys).toHaveLength(1)
  })

  it('000-3, 000-22, 002-41, 004-2 rejects a touchpoint without phase, and says where', () => {
    const one = { id: 'a', name: 'A', first: true } as never
    expect(() => parseProgramme(withTouchpoints([one]))).toThrow(/journeys\.0\.touchpoints\.0\.phase/)
  })

  it('003-16 knows nine kinds of elements and no tenth', () => {
    expect(ELEMENTS).toHaveLength(9)
    for (const element of ELEMENTS)
      expect(parseProgramme(input({ actions: [{ ...action, element }] })).actions[0]!.element).toBe(element)
    expect(bad({ actions: [{ ...action, element: 'magic' }] })).toBe('invalid_programme')
  })

  it('004-45 rejects an unknown KPI, and a key that it does not know', () => {
    expect(bad({ kpis: ['happiness'] })).toBe('invalid_programme')
    expect(bad({ kpi: ['nps'] })).toBe('invalid_programme')
  })

  it('004-10 rejects a benchmark without source, date, sample, scale or mode', () => {
    const whole = {
      metric: 'nps',
      value: 30,
      source: 'Trade survey',
      date: '2026-01-01',
      sample: 900,
      scale: '0–10',
      mode: 'web',
    }
    expect(parseProgramme(input({ benchmarks: [whole] as never })).benchmarks).toHaveLength(1)
    for (const key of ['source', 'date', 'sample', 'scale', 'mode'])
      expect(bad({ benchmarks: [{ ...whole, [key]: undefined }] })).toBe('invalid_programme')
  })

  it('001-12 needs objective, level, owner and metric', () => {
    for (const key of ['objective', 'level', 'owner', 'metric'])
      expect(bad({ objectives: [{ ...input().objectives[0], [key]: undefined }] })).toBe('invalid_programme')
  })

  it('refuses days that are none, cycles that end before they begin, ids that come twice', () => {
    expect(bad({ actions: [{ ...action, due: '2026-02-30' }] })).toBe('invalid_programme')
    expect(bad({ cycles: [{ id: 'c1', from: '2026-02-01', to: '2026-01-01' }] })).toBe('invalid_programme')
    expect(bad({ actions: [action, action] })).toBe('invalid_programme')
    expect(bad({ actions: [{ ...action, cycle: 'c9' }] })).toBe('invalid_programme')
    expect(bad({ actions: [{ ...action, done: '2026-05-01', measuredAgain: '2026-04-01' }] })).toBe(
      'invalid_programme',
    )
    expect(bad({ targets: [{ metric: 'nps', value: 3, by: '2026-05-01', touchpoint: 'moon' }] })).toBe(
      'invalid_programme',
    )
  })

  it('is a JSON Schema for editors', () => {
    expect(JSON.stringify(programmeJsonSchema())).toContain('"road-map"')
  })
})

describe('lintProgramme', () => {
  it('001-13 finds nothing in a programme that commits none of the five errors', () => {
    expect(codes(input(), healthy())).toEqual([])
  })

  it('001-13 finds each of the five classic errors in data that commit it', () => {
    const onlySatisfied = data(
      answered(4, { ...at('search', 'before'), ...csat }),
      answered(4, { ...at('pay', 'during'), ...csat }),
      answered(5, { ...at('support'), ...csat }),
    )
    expect(codes(input(), onlySatisfied)).toEqual([
      'only-satisfaction',
      'no-outcome',
      'no-employee',
      'no-benchmark',
    ])
    const benchmarks = [
      { metric: 'nps', value: 30, source: 's', date: '2026-01-01', sample: 9, scale: '0–10', mode: 'web' },
    ] as const
    expect(codes(input({ benchmarks: [...benchmarks] }), onlySatisfied)).not.toContain('no-benchmark')
  })

  it('001-9, 004-32 finds it when more than half of the answers come from service', () => {
    const served = healthy()
    expect(codes(input(), served)).not.toContain('only-service')
    for (let i = 0; i < 5; i += 1) served.add(answered(4, { ...at('support'), ...csat }))
    const [found] = lintProgramme(parseProgramme(input()), served).filter(
      ({ code }) => code === 'only-service',
    )
    expect(found!.evidence).toEqual({ service: 6, answers: 9, share: 6 / 9 })
  })

  it('000-10, 001-10 finds touchpoints without owner, without answers and unknown ones', () => {
    const touchpoints = [
      { id: 'search', name: 'Search', phase: 'before', first: true },
      { id: 'pay', name: 'Payment', phase: 'during', owners: ['sales'] },
      { id: 'unbox', name: 'Unboxing', phase: 'after', owners: ['logistics'] },
    ] as const
    const found = codes(withTouchpoints(touchpoints.map((one) => ({ ...one })) as never), healthy())
    expect(found).toEqual(['unowned-touchpoint', 'silent-touchpoint', 'unknown-touchpoint'])
  })

  it('003-3 notes a touchpoint that is asked in two channels; 003-23 quality alone', () => {
    const mixed = healthy()
    mixed.add(answered(9, { touchpoint: { id: 'pay', phase: 'during', channel: 'kiosk', stage: 'front' } }))
    expect(codes(input(), mixed)).toEqual(['mixed-channels'])
    const quality = data(
      ...['search', 'pay', 'support'].map((id) =>
        answered(4, {
          ...at(id),
          question: { id: 'q', type: 'rating', role: 'perception', dimension: 'empathy' },
        }),
      ),
    )
    expect(codes(input(), quality)).toContain('only-quality')
  })

  it('003-22 finds an action that was done and not measured again', () => {
    expect(codes(input({ actions: [{ ...action, done: '2026-05-01' }] }), healthy())).toEqual(['open-loop'])
  })
})

describe('coverage', () => {
  it('000-5, 004-11 counts a touchpoint with two owners in both, and once in the total', () => {
    const found = coverage(parseProgramme(input()))
    const of = (name: string) => found.departments.find((row) => row.name === name)!
    expect(of('sales').during).toEqual(['pay'])
    expect(of('finance')).toMatchObject({ during: ['pay'], after: ['billing'], before: [] })
    expect(found.total).toBe(4)
    expect(found.empty).toContainEqual({ department: 'finance', phase: 'before' })
  })

  it('003-18 rolls up by stage', () => {
    expect(coverage(parseProgramme(input())).stages).toEqual({
      front: ['search', 'pay', 'support'],
      back: ['billing'],
    })
  })
})

describe('maturity', () => {
  const baseline = { id: 'b1', frozen: '2026-01-01' }
  it('002-3, 002-4 comes from facts in the data, one level after the other', () => {
    const level = (more: Partial<ProgrammeInput>, aggregate: ReturnType<typeof healthy>) =>
      maturity(parseProgramme(input(more)), aggregate).level
    expect(level({}, healthy())).toBe('none')
    expect(level({ baseline }, healthy())).toBe('exploratory')
    const months = healthy()
    for (const day of [1, 2]) months.add(answered(9, { ...at('pay', 'during'), at: AT + day * DAY }))
    const measured = { baseline, actions: [{ ...action, done: '2026-05-01', measuredAgain: '2026-06-01' }] }
    expect(level(measured, months)).toBe('operational')
    const led = {
      ...measured,
      targets: [{ metric: 'nps' as const, value: 40, by: '2026-12-31' }],
      cycles: [
        { id: 'c1', from: '2026-01-01', to: '2026-03-31' },
        { id: 'c2', from: '2026-04-01', to: '2026-06-30' },
      ],
    }
    expect(level(led, months)).toBe('strategic')
    expect(level(led, healthy())).toBe('exploratory')
  })

  it('003-21 lets no phase be entered without its fact', () => {
    const missing = (more: Partial<ProgrammeInput>, gap: boolean) =>
      missingForPhase(parseProgramme(input(more)), gap)
    expect(missing({ phase: 'as-is' }, false)).toEqual([])
    expect(missing({ phase: 'gap' }, false)).toEqual(['a frozen baseline'])
    expect(missing({ phase: 'to-be', baseline }, false)).toHaveLength(1)
    expect(missing({ phase: 'road-map', baseline }, true)).toHaveLength(2)
    expect(
      missing(
        {
          phase: 'road-map',
          baseline,
          actions: [action],
          targets: [{ metric: 'nps', value: 1, by: '2026-12-31' }],
        },
        true,
      ),
    ).toEqual([])
  })
})

describe('loopOf', () => {
  it('003-22 leaves a loop open until it is measured again', () => {
    const stage = (more: object) => loopOf({ ...action, ...more }, '2026-05-15').stage
    expect(stage({})).toBe('planned')
    expect(stage({ due: '2026-05-01' })).toBe('overdue')
    expect(stage({ done: '2026-05-01' })).toBe('acted')
    expect(stage({ done: '2026-05-01', measuredAgain: '2026-04-01' })).toBe('acted')
    expect(stage({ done: '2026-05-01', measuredAgain: '2026-05-10' })).toBe('closed')
  })
})

describe('targetStatus', () => {
  const metric = share(80, 100)
  it('003-8 is reached, not reached, or cannot be told', () => {
    expect(targetStatus(metric, { value: 0.7, direction: 'at-least' })).toBe('reached')
    expect(targetStatus(metric, { value: 0.9, direction: 'at-least' })).toBe('not-reached')
    expect(targetStatus(metric, { value: 0.8, direction: 'at-least' })).toBe('cannot-tell')
    expect(targetStatus(metric, { value: 0.9, direction: 'at-most' })).toBe('reached')
    expect(targetStatus(metric, { value: 0.7, direction: 'at-most' })).toBe('not-reached')
    expect(targetStatus(share(1, 2), { value: 0.7, direction: 'at-least' })).toBe('cannot-tell')
  })

  it('004-5 advises to keep, fix or watch, and "cannot tell" when the interval spans the target', () => {
    const target = (value: number) => ({ value, direction: 'at-least' as const })
    expect(adviceFor(metric, target(0.7))).toBe('keep')
    expect(adviceFor(metric, target(0.7), true)).toBe('watch')
    expect(adviceFor(metric, target(0.95))).toBe('fix')
    expect(adviceFor(metric, target(0.82))).toBe('cannot-tell')
  })
})

describe('prioritise', () => {
  it('002-7 multiplies importance, room and reach, which anyone can redo by hand', () => {
    const found = prioritise([
      { touchpoint: 'pay', importance: 0.5, performance: 0.8, reach: 1 },
      { touchpoint: 'support', importance: 0.4, performance: 0.5, reach: 0.2, businessValue: 9000 },
      { touchpoint: 'search', importance: 0.3, performance: 0.5, reach: 0.9 },
    ])
    expect(found.map(({ touchpoint, rank }) => [touchpoint, rank])).toEqual([
      ['search', 1],
      ['pay', 2],
      ['support', 3],
    ])
    expect(found[0]!.priority).toBeCloseTo(0.135, 12)
    expect(found[2]).toMatchObject({ room: 0.5, businessValue: 9000 })
    expect(codeOf(() => prioritise([{ touchpoint: 'x', importance: 2, performance: 0, reach: 0 }]))).toBe(
      'invalid_input',
    )
  })
})

describe('defineFinding', () => {
  it('003-4 refuses a statement without a number, its n and its interval', () => {
    const whole = {
      statement: 'Payment falls short.',
      metric: share(20, 100),
      test: 'Wilson',
      next: 'Fix the form.',
    }
    expect(defineFinding(whole)).toBe(whole)
    expect(codeOf(() => defineFinding({ ...whole, metric: share(1, 3) }))).toBe('invalid_input')
    expect(codeOf(() => defineFinding({ ...whole, metric: { ...whole.metric, lower: null } }))).toBe(
      'invalid_input',
    )
    expect(codeOf(() => defineFinding({ ...whole, next: ' ' }))).toBe('invalid_input')
  })
})

describe('metricsFor', () => {
  it('000-19 recommends a metric with its limits for every moment', () => {
    for (const moment of ['before', 'during', 'after', 'weeks-after', 'relation'] as const) {
      expect(metricsFor(moment).length).toBeGreaterThan(0)
      for (const { limits } of metricsFor(moment)) expect(limits.length).toBeGreaterThan(10)
    }
  })
})
