import { describe, expect, it } from 'vitest'
import { rateLimiter } from '../src/rateLimiter.ts'

const NOW = 1_760_000_000_000

describe('rateLimiter', () => {
  it('lets a burst through, then so many a second', () => {
    const wait = rateLimiter({ perSecond: 2, burst: 5 })
    const taken = (atMs: number, tries: number) =>
      Array.from({ length: tries }, () => wait('a', NOW + atMs)).filter((ms) => ms === 0).length
    expect(taken(0, 9)).toBe(5)
    expect(taken(499, 1)).toBe(0)
    expect(taken(1000, 9)).toBe(2)
    expect(taken(60_000, 99)).toBe(5) // no more than a burst, however long the pause
  })

  it('keeps names apart', () => {
    const wait = rateLimiter({ perSecond: 1, burst: 1 })
    expect([wait('a', NOW), wait('b', NOW), wait('a', NOW)]).toEqual([0, 0, expect.any(Number)])
    expect(wait('a', NOW)).toBeGreaterThan(0)
  })

  it('sends a herd away for different times, by the rate, and no longer than a minute (reliability 51)', () => {
    const wait = rateLimiter({ perSecond: 10, burst: 1 })
    wait('a', NOW)
    const waits = Array.from({ length: 1000 }, () => wait('a', NOW))
    expect(waits.slice(0, 12)).toEqual([
      1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1100, 1200,
    ])
    expect(waits[99]).toBe(10_000)
    expect(Math.max(...waits)).toBe(60_000)
    // They went: when they come as they were told, the line is no longer than it was.
    expect(wait('a', NOW + 100_000)).toBe(0)
    expect(wait('a', NOW + 100_000)).toBe(1000)
  })

  it('makes no tokens out of a clock that is set back', () => {
    const wait = rateLimiter({ perSecond: 1, burst: 1 })
    expect(wait('a', NOW)).toBe(0)
    expect(wait('a', NOW - 3_600_000)).toBeGreaterThan(0)
    expect(wait('a', NOW - 3_600_000 + 5000)).toBe(0)
  })

  it('remembers a bounded number of names, and forgets the longest unused', () => {
    const wait = rateLimiter({ perSecond: 1, burst: 1 })
    for (const name of ['old', 'used']) wait(name, NOW)
    for (let n = 0; n < 49_998; n += 1) wait(`n${n}`, NOW)
    expect(wait('used', NOW)).toBeGreaterThan(0)
    wait('one more', NOW)
    expect(wait('old', NOW)).toBe(0)
    expect(wait('used', NOW)).toBeGreaterThan(0)
  })

  it('has no limit at 0', () => {
    const wait = rateLimiter({ perSecond: 0, burst: 1 })
    expect(Array.from({ length: 100 }, () => wait('a', NOW)).every((ms) => ms === 0)).toBe(true)
  })
})
