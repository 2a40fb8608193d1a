import { describe, expect, it } from 'vitest'
import { isDue, newPace } from '../../src/queue/pace.ts'

const NOW = 1_790_000_000_000
const MINUTE = 60_000
const waiting = (ms: number, more: object = {}) => ({ ...newPace(), nextAt: NOW + ms, ...more })

describe('isDue', () => {
  it('is due at first, and when the wait is over', () => {
    expect(isDue(newPace(), NOW, false)).toBe(true)
    expect(isDue(waiting(0), NOW, false)).toBe(true)
    expect(isDue(waiting(1), NOW, false)).toBe(false)
  })

  it('lets a new occasion cut our own backoff short, but not a wait the server asked for', () => {
    expect(isDue(waiting(MINUTE), NOW, true)).toBe(true)
    expect(isDue(waiting(MINUTE, { told: true }), NOW, true)).toBe(false)
  })

  it('ignores a wait that only a clock that jumped can have left', () => {
    expect(isDue(waiting(75 * MINUTE, { told: true }), NOW, false)).toBe(false)
    expect(isDue(waiting(76 * MINUTE, { told: true }), NOW, false)).toBe(true)
    expect(isDue(waiting(360 * MINUTE, { told: true, holds: 6 }), NOW, false)).toBe(false)
    expect(isDue(waiting(361 * MINUTE, { told: true, holds: 6 }), NOW, false)).toBe(true)
    const tenYears = 10 * 365 * 24 * 60 * MINUTE
    expect(isDue(waiting(MINUTE, { told: true }), NOW - tenYears, false)).toBe(true)
    expect(isDue(waiting(MINUTE, { told: true }), NOW + tenYears, false)).toBe(true)
  })
})
