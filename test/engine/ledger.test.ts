import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS, withEnd, withImpression } from '../../src/engine/ledger.ts'
import type { Ledger } from '../../src/engine/ports.ts'

const NEW: Ledger = { id: 'visitor', surveys: {}, shown: [] }

describe('withImpression', () => {
  it('counts the impression, and forgets how the run before it ended', () => {
    const answered = withEnd(withImpression(NEW, 'nps', 1000, false), 'nps', 'snoozed', 2000)
    const ledger = withImpression(answered, 'nps', 5000, false)
    expect(ledger).toEqual({
      id: 'visitor',
      surveys: { nps: { shows: 2, shownAt: 5000 } },
      shown: [1000, 5000],
    })
  })

  it('remembers when a pair override was used', () => {
    const used = withImpression(NEW, 'perceived', 1000, true)
    expect(used.surveys.perceived).toEqual({ shows: 1, shownAt: 1000, pairedAt: 1000 })
    expect(withImpression(used, 'perceived', 2000, false).surveys.perceived?.pairedAt).toBe(1000)
  })

  it('keeps impressions for 365 days, at most 50, and changes nothing it was given', () => {
    const times = fc.array(fc.nat(800 * DAY_MS), { maxLength: 120 })
    fc.assert(
      fc.property(times, (gaps) => {
        let ledger = Object.freeze(NEW) as Ledger
        let now = 0
        for (const gap of gaps) {
          now += gap
          const before = structuredClone(ledger)
          const next = withImpression(ledger, 'nps', now, false)
          expect(ledger).toEqual(before)
          ledger = next
          expect(ledger.shown.at(-1)).toBe(now)
          expect(ledger.shown.every((at) => at > now - 365 * DAY_MS)).toBe(true)
          expect(ledger.shown.length).toBeLessThanOrEqual(50)
        }
      }),
    )
  })
})

describe('withEnd', () => {
  it.each(['answered', 'dismissed'] as const)('starts the count of impressions anew when %s', (end) => {
    const shown = withImpression(withImpression(NEW, 'nps', 1000, false), 'nps', 2000, false)
    expect(withEnd(shown, 'nps', end, 3000).surveys.nps).toEqual({
      shows: 0,
      shownAt: 2000,
      end,
      endAt: 3000,
    })
  })

  it('goes on counting after a snooze: put off for ever is ignored too', () => {
    const shown = withImpression(withImpression(NEW, 'nps', 1000, false), 'nps', 2000, false)
    expect(withEnd(shown, 'nps', 'snoozed', 3000).surveys.nps).toMatchObject({ shows: 2, end: 'snoozed' })
  })

  it('knows an end without an impression, as from a history that was wiped meanwhile', () => {
    expect(withEnd(NEW, 'nps', 'answered', 3000).surveys.nps).toEqual({
      shows: 0,
      shownAt: 3000,
      end: 'answered',
      endAt: 3000,
    })
  })
})
