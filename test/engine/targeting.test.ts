import { afterEach, describe, expect, it, vi } from 'vitest'
import { lot } from '../../src/engine/lot.ts'
import type { Ledger } from '../../src/engine/ports.ts'
import { type Surroundings, targeting } from '../../src/engine/targeting.ts'
import type { SurveyInput } from '../../src/schema/index.ts'
import { aSurvey } from '../support/aSurvey.ts'

type Rules = NonNullable<SurveyInput['eligibility']>
const NEW: Ledger = { id: 'visitor', surveys: {}, shown: [] }

const around: Surroundings = {
  nowMs: Date.UTC(2026, 5, 15, 12),
  traits: {},
  context: {},
  device: 'phone',
  language: 'en',
  ledger: NEW,
  quotas: {},
}
const gates = (eligibility: Rules, more: Partial<Surroundings> = {}, id = 'nps') =>
  targeting(aSurvey(id, { eligibility }), { ...around, ...more })
const passes = (eligibility: Rules, more?: Partial<Surroundings>) =>
  gates(eligibility, more).every(({ pass }) => pass)

describe('targeting', () => {
  it('looks at nothing that the survey does not name', () => {
    expect(gates({})).toEqual([])
    expect(gates({ sampleRate: 1 })).toEqual([])
  })

  describe('schedule', () => {
    afterEach(() => vi.unstubAllEnvs())
    const open = (schedule: Rules['schedule'], at: string) => passes({ schedule }, { nowMs: Date.parse(at) })

    it('opens at `from` and is closed at `until`', () => {
      const schedule = { from: '2026-03-01T09:00Z', until: '2026-04-01T09:00:00+02:00' }
      expect(open(schedule, '2026-03-01T08:59:59.999Z')).toBe(false)
      expect(open(schedule, '2026-03-01T09:00Z')).toBe(true)
      expect(open(schedule, '2026-04-01T06:59:59.999Z')).toBe(true)
      expect(open(schedule, '2026-04-01T07:00Z')).toBe(false)
    })

    it.each(['Pacific/Auckland', 'America/New_York', 'UTC'])(
      'takes a date alone for midnight in %s',
      (zone) => {
        vi.stubEnv('TZ', zone)
        const midnight = new Date(2026, 2, 1).getTime()
        expect(passes({ schedule: { from: '2026-03-01' } }, { nowMs: midnight })).toBe(true)
        expect(passes({ schedule: { from: '2026-03-01' } }, { nowMs: midnight - 1 })).toBe(false)
        expect(passes({ schedule: { until: '2026-03-01' } }, { nowMs: midnight - 1 })).toBe(true)
        expect(passes({ schedule: { until: '2026-03-01' } }, { nowMs: midnight })).toBe(false)
        expect(
          passes({ schedule: { from: '2026-03-01T10:30' } }, { nowMs: midnight + 10.5 * 3_600_000 }),
        ).toBe(true)
      },
    )

    it('counts hours and weekdays where the visitor is', () => {
      const schedule = { weekdays: [1, 2, 3, 4, 5], hours: [9, 17] as [number, number] }
      vi.stubEnv('TZ', 'America/New_York')
      expect(open(schedule, '2026-06-15T12:59Z')).toBe(false) // Monday 8:59
      expect(open(schedule, '2026-06-15T13:00Z')).toBe(true)
      expect(open(schedule, '2026-06-15T21:00Z')).toBe(false) // 17:00
      expect(open(schedule, '2026-06-14T15:00Z')).toBe(false) // Sunday
      vi.stubEnv('TZ', 'Asia/Tokyo')
      expect(open(schedule, '2026-06-15T00:30Z')).toBe(true) // Monday 9:30
      expect(open(schedule, '2026-06-14T15:00Z')).toBe(false) // Monday 0:00
    })

    it('crosses midnight when the hours do', () => {
      vi.stubEnv('TZ', 'UTC')
      const schedule = { hours: [22, 6] as [number, number] }
      const hours = [0, 5, 6, 12, 21, 22, 23].filter((hour) =>
        open(schedule, `2026-06-15T${String(hour).padStart(2, '0')}:59Z`),
      )
      expect(hours).toEqual([0, 5, 22, 23])
    })

    it('stays closed when a date cannot be read', () => {
      expect(passes({ schedule: { from: 'soon' } })).toBe(false)
      expect(passes({ schedule: { until: 'later' } })).toBe(false)
    })
  })

  it('finds the regions of a language, and no other language that only begins alike', () => {
    expect(passes({ language: ['es'] }, { language: 'es-MX' })).toBe(true)
    expect(passes({ language: ['ES-mx'] }, { language: 'es-MX' })).toBe(true)
    expect(passes({ language: ['es-MX'] }, { language: 'es' })).toBe(false)
    expect(passes({ language: ['f'] }, { language: 'fr' })).toBe(false)
    expect(passes({ language: ['fil'] }, { language: 'fi' })).toBe(false)
  })

  it('wants every rule over traits and context to hold', () => {
    const rules: Rules = {
      traits: [
        { key: 'plan', value: 'pro' },
        { key: 'seats', op: 'gte', value: 5 },
      ],
      context: [{ key: 'page', op: 'exists', value: false }],
    }
    expect(passes(rules, { traits: { plan: 'pro', seats: 5 } })).toBe(true)
    expect(passes(rules, { traits: { plan: 'pro', seats: 4 } })).toBe(false)
    expect(passes(rules, { traits: { plan: 'pro', seats: 5 }, context: { page: 'x' } })).toBe(false)
    expect(passes(rules)).toBe(false)
  })

  it('closes at the quota, and lets pass while nobody told a count', () => {
    expect(passes({ quota: 10 }, { quotas: { nps: 9 } })).toBe(true)
    expect(passes({ quota: 10 }, { quotas: { nps: 10 } })).toBe(false)
    expect(passes({ quota: 10 }, { quotas: { other: 10 } })).toBe(true)
  })

  it('pain 16: samples visitors, not events: the lot is drawn from the visitor id and the salt', () => {
    const drawn = (rules: Rules, id = 'nps') => gates(rules, {}, id)[0]?.value
    expect(drawn({ sampleRate: 0.5 })).toBe(lot('visitor', 'nps'))
    expect(drawn({ sampleRate: 0.1 })).toBe(lot('visitor', 'nps'))
    expect(drawn({ sampleRate: 0.5 }, 'ces')).toBe(lot('visitor', 'ces'))
    expect(drawn({ sampleRate: 0.5, sampleSalt: 'wave' })).toBe(
      drawn({ sampleRate: 0.5, sampleSalt: 'wave' }, 'ces'),
    )
    expect(passes({ sampleRate: 0 })).toBe(false)
  })

  it('counts the impressions of 365 days, no older ones', () => {
    const day = 86_400_000
    const shown = [400, 366, 300, 10].map((days) => around.nowMs - days * day)
    expect(gates({ maxPerYear: 3 }, { ledger: { ...NEW, shown } })).toEqual([
      { gate: 'maxPerYear', pass: true, value: 2, threshold: 3 },
    ])
    expect(passes({ maxPerYear: 2 }, { ledger: { ...NEW, shown } })).toBe(false)
  })
})
