import { describe, expect, it } from 'vitest'
import { explain, hasPairOverride, type Visit } from '../../src/engine/gates.ts'
import { DAY_MS, withEnd, withImpression } from '../../src/engine/ledger.ts'
import type { Ledger, RunEnd } from '../../src/engine/ports.ts'
import { type Surroundings, targeting } from '../../src/engine/targeting.ts'
import type { SurveyInput } from '../../src/schema/index.ts'
import { aSurvey } from '../support/aSurvey.ts'

const NOW = Date.UTC(2026, 5, 15, 12)
const NEW: Ledger = { id: '0123456789abcdef0123456789abcdef', surveys: {}, shown: [] }

const visit = (more: Partial<Visit> = {}): Visit => ({
  nowMs: NOW,
  consent: 'granted',
  visible: true,
  open: undefined,
  ledger: NEW,
  sessionShown: 0,
  ...more,
})

/** The history of a visitor who saw `id` so many days ago; without an end it was ignored. */
const saw = (id: string, daysAgo: number, end?: RunEnd, before = NEW): Ledger => {
  const at = NOW - daysAgo * DAY_MS
  const shown = withImpression(before, id, at, false)
  return end ? withEnd(shown, id, end, at + 10_000) : shown
}

const failed = (survey: SurveyInput, more: Partial<Visit> = {}) =>
  explain(survey, visit(more))
    .gates.filter(({ pass }) => !pass)
    .map(({ gate }) => gate)

describe('explain', () => {
  // Every gate, with a visitor whom this gate alone keeps out (pain 20: the reason is told, with value and threshold).
  const rules: NonNullable<SurveyInput['eligibility']> = {
    schedule: { from: '2026-01-01', until: '2027-01-01' },
    language: ['en'],
    device: ['phone', 'desktop'],
    traits: [{ key: 'plan', op: 'in', value: ['pro', 'team'] }],
    context: [{ key: 'basket', op: 'gt', value: 50 }],
    quota: 100,
    sampleRate: 0.999,
    maxPerYear: 4,
    maxImpressions: 2,
    recontactDays: 90,
    coolDownDays: 30,
    maxPerSession: 1,
  }
  const strict = aSurvey('strict', { eligibility: rules })
  const around: Omit<Surroundings, 'nowMs' | 'ledger'> = {
    traits: { plan: 'pro' },
    context: { basket: 120 },
    device: 'desktop',
    language: 'en-GB',
    quotas: { strict: 99 },
  }
  const shown = [1, 2, 3, 4].map((month) => NOW - month * 80 * DAY_MS)
  const cases: [gate: string, value: unknown, threshold: unknown, visit: Partial<Visit>, around?: object][] =
    [
      ['consent', 'required', 'granted', { consent: 'required' }],
      ['visible', false, true, { visible: false }],
      ['oneAtATime', 'other', undefined, { open: 'other' }],
      ['schedule', expect.stringContaining('2027'), rules.schedule, { nowMs: Date.UTC(2027, 5, 15) }],
      ['language', 'de', ['en'], {}, { language: 'de' }],
      ['device', 'tablet', ['phone', 'desktop'], {}, { device: 'tablet' }],
      ['traits.plan', 'free', rules.traits?.[0], {}, { traits: { plan: 'free' } }],
      ['context.basket', 50, rules.context?.[0], {}, { context: { basket: 50 } }],
      ['quota', 100, 100, {}, { quotas: { strict: 100 } }],
      ['sampling', expect.any(Number), 0, {}],
      ['maxPerYear', 4, 4, { ledger: { ...NEW, shown } }],
      [
        'maxImpressions',
        2,
        2,
        { ledger: { ...NEW, surveys: { strict: { shows: 2, shownAt: NOW - 91 * DAY_MS } } } },
      ],
      ['recontact', 89 * DAY_MS, 90 * DAY_MS, { ledger: saw('strict', 89, 'answered') }],
      ['coolDown', 29 * DAY_MS, 30 * DAY_MS, { ledger: saw('other', 29, 'answered') }],
      ['maxPerSession', 1, 1, { sessionShown: 1 }],
    ]
  const judge = (survey: SurveyInput, more: Partial<Visit>, other?: object) =>
    explain(survey, visit(more), (each, { nowMs, ledger }) =>
      targeting(each, { ...around, ...other, nowMs, ledger }),
    )

  it('lets a visitor pass who satisfies every gate, and lists each of them', () => {
    const { eligible, gates } = judge(strict, {})
    expect(gates.filter(({ pass }) => !pass)).toEqual([])
    expect(eligible).toBe(true)
    expect(gates.map(({ gate }) => gate).sort()).toEqual(cases.map(([gate]) => gate).sort())
  })

  it.each(cases)(
    'pain 20: names %s alone, with its value and threshold',
    (gate, value, threshold, more, other) => {
      const survey =
        gate === 'sampling' ? aSurvey('strict', { eligibility: { ...rules, sampleRate: 0 } }) : strict
      const verdict = judge(survey, more, other)
      expect(verdict.gates.filter(({ pass }) => !pass)).toEqual([{ gate, pass: false, value, threshold }])
      expect(verdict).toMatchObject({ survey: 'strict', eligible: false })
    },
  )

  it('asks nothing of a survey that names no rule, but the cautious waits', () => {
    const { gates, eligible } = explain(aSurvey('plain'), visit())
    expect(eligible).toBe(true)
    expect(Object.fromEntries(gates.map(({ gate, threshold }) => [gate, threshold]))).toEqual({
      consent: 'granted',
      visible: true,
      oneAtATime: undefined,
      maxImpressions: 3,
      recontact: 30 * DAY_MS,
      coolDown: 30 * DAY_MS,
      maxPerSession: 1,
    })
  })

  describe('waits', () => {
    const waits = { answered: 100, dismissed: 20, ignored: 10, snoozed: 2 }

    it.each([
      ['answered', 'answered', 90],
      ['dismissed', 'dismissed', 14],
      ['ignored', undefined, 30],
      ['snoozed', 'snoozed', 1],
    ] as const)('pain 13: recontact after a run that was %s has a default of its own', (_, end, days) => {
      const survey = aSurvey('plain', { eligibility: { coolDownDays: 0 } })
      expect(failed(survey, { ledger: saw('plain', days - 0.01, end) })).toEqual(['recontact'])
      expect(failed(survey, { ledger: saw('plain', days, end) })).toEqual([])
    })

    it.each([
      ['answered', 'answered', 30],
      ['dismissed', 'dismissed', 14],
      ['ignored', undefined, 30],
      ['snoozed', 'snoozed', 1],
    ] as const)('pain 13: cool-down after another survey was %s has a default of its own', (_, end, days) => {
      expect(failed(aSurvey('plain'), { ledger: saw('other', days - 0.01, end) })).toEqual(['coolDown'])
      expect(failed(aSurvey('plain'), { ledger: saw('other', days, end) })).toEqual([])
    })

    it.each([
      ['answered', 'answered'],
      ['dismissed', 'dismissed'],
      ['ignored', undefined],
      ['snoozed', 'snoozed'],
    ] as const)('pain 13: takes the wait that is written for %s, on both clocks', (name, end) => {
      const again = aSurvey('plain', { eligibility: { recontactDays: waits, coolDownDays: 0 } })
      expect(failed(again, { ledger: saw('plain', waits[name] - 0.01, end) })).toEqual(['recontact'])
      expect(failed(again, { ledger: saw('plain', waits[name], end) })).toEqual([])
      const any = aSurvey('plain', { eligibility: { coolDownDays: waits } })
      expect(failed(any, { ledger: saw('other', waits[name] - 0.01, end) })).toEqual(['coolDown'])
      expect(failed(any, { ledger: saw('other', waits[name], end) })).toEqual([])
    })

    it('takes one number for every end, and the defaults for what an object leaves out', () => {
      const seven = aSurvey('plain', { eligibility: { coolDownDays: 7 } })
      for (const end of ['answered', 'dismissed', 'snoozed', undefined] as const)
        expect(failed(seven, { ledger: saw('other', 6.9, end) })).toEqual(['coolDown'])
      const partly = aSurvey('plain', { eligibility: { coolDownDays: { dismissed: 60 } } })
      expect(failed(partly, { ledger: saw('other', 59, 'dismissed') })).toEqual(['coolDown'])
      expect(failed(partly, { ledger: saw('other', 31, 'answered') })).toEqual([])
    })

    it('pain 14: cool-down and recontact are two clocks that do not set each other back', () => {
      // NPS and CES each every 90 days, 30 between any two.
      const ledger = saw('ces', 40, 'answered', saw('nps', 95, 'answered'))
      expect(failed(aSurvey('nps'), { ledger })).toEqual([])
      expect(failed(aSurvey('ces'), { ledger })).toEqual(['recontact'])
      expect(failed(aSurvey('csat'), { ledger })).toEqual([])
      expect(failed(aSurvey('csat', { eligibility: { coolDownDays: 41 } }), { ledger })).toEqual(['coolDown'])
    })

    it('lets the last impression of any survey decide the cool-down, not the longest wait', () => {
      const ledger = saw('b', 2, 'snoozed', saw('a', 10, 'answered'))
      expect(failed(aSurvey('plain'), { ledger })).toEqual([])
    })

    it('takes a clock that was set back for no time at all', () => {
      const ledger = saw('other', -400, 'answered')
      const { gates } = explain(aSurvey('plain'), visit({ ledger }))
      expect(gates.find(({ gate }) => gate === 'coolDown')).toMatchObject({ pass: false, value: 0 })
    })

    // Vector recontact-1 of the measurement reference: 30 days between any two, 90 between two of the same.
    it.each([
      ['2025-01-20T00:00:00Z', 'q-delivery', ['coolDown']],
      ['2025-02-01T00:00:00Z', 'q-delivery', []],
      ['2025-02-01T00:00:00Z', 'q-pay', ['recontact']],
      ['2025-04-05T00:00:00Z', 'q-pay', []],
    ])('at %s decides about %s as the reference does', (at, id, reasons) => {
      const shownAt = Date.parse('2025-01-01T10:00:00Z')
      const ledger = withEnd(
        withImpression(NEW, 'q-pay', shownAt, false),
        'q-pay',
        'answered',
        shownAt + 20_000,
      )
      const eligibility = {
        coolDownDays: { answered: 30, dismissed: 14 },
        recontactDays: { answered: 90, dismissed: 14 },
        maxPerYear: 4,
      }
      expect(failed(aSurvey(id, { eligibility }), { nowMs: Date.parse(at), ledger })).toEqual(reasons)
    })
  })

  it('pain 12: leaves a visitor alone who never reacted, after three impressions', () => {
    let ledger = NEW
    const eligibility = { coolDownDays: 0, recontactDays: 0 }
    for (let i = 0; i < 3; i++) {
      expect(failed(aSurvey('nps', { eligibility }), { ledger })).toEqual([])
      ledger = withImpression(ledger, 'nps', NOW - 1000, false)
    }
    expect(failed(aSurvey('nps', { eligibility }), { ledger })).toEqual(['maxImpressions'])
    expect(failed(aSurvey('ces', { eligibility }), { ledger })).toEqual([])
  })
})

describe('hasPairOverride', () => {
  const perception = aSurvey('perceived', { eligibility: { pairOverride: 'expected', maxPerYear: 1 } })
  const expected = saw('expected', 1, 'answered')

  it('lets the perception through the cool-down, the session and the year, once', () => {
    const around = { traits: {}, context: {}, device: 'phone', language: 'en', quotas: {} }
    const judge = (ledger: Ledger) =>
      explain(perception, visit({ ledger, sessionShown: 1 }), (survey, { nowMs }) =>
        targeting(survey, { ...around, nowMs, ledger }),
      ).gates.flatMap(({ gate, pass }) => (pass ? [] : gate))

    expect(judge(expected)).toEqual([])
    const used = withEnd(withImpression(expected, 'perceived', NOW, true), 'perceived', 'answered', NOW + 1)
    expect(hasPairOverride(perception, used)).toBe(false)
    expect(judge(used)).toEqual(['maxPerYear', 'recontact', 'coolDown', 'maxPerSession'])
    // Not after a later impression of the perception either: that it was used up is not forgotten.
    expect(hasPairOverride(perception, withImpression(used, 'perceived', NOW + 2, false))).toBe(false)
  })

  it('is there again when the expectation is answered again', () => {
    const used = withImpression(expected, 'perceived', NOW, true)
    const again = withEnd(
      withImpression(used, 'expected', NOW + DAY_MS, false),
      'expected',
      'answered',
      NOW + DAY_MS,
    )
    expect(hasPairOverride(perception, again)).toBe(true)
  })

  it.each(['dismissed', 'snoozed', undefined] as const)(
    'is not given when the expectation ended %s',
    (end) => {
      const ledger = saw('expected', 0.5, end)
      expect(hasPairOverride(perception, ledger)).toBe(false)
      expect(failed(perception, { ledger })).toContain('coolDown')
    },
  )

  it('is not given to a survey that names no pair', () => {
    expect(hasPairOverride(aSurvey('perceived'), expected)).toBe(false)
  })
})
