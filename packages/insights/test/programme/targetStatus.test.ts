import { describe, expect, it } from 'vitest'
import { adviceFor, type Metric, share, targetStatus } from '../../src/index.ts'

/** A metric whose interval goes from 0.7 to 0.9. */
const metric: Metric = { ...share(80, 100), lower: 0.7, upper: 0.9 }
const atLeast = (value: number, from = metric) => targetStatus(from, { value, direction: 'at-least' })
const atMost = (value: number, from = metric) => targetStatus(from, { value, direction: 'at-most' })

describe('targetStatus', () => {
  it('003-8 has reached what the whole interval is on the right side of, its end counted in', () => {
    expect([0.69, 0.7, 0.71, 0.9, 0.91].map((value) => atLeast(value))).toEqual([
      'reached',
      'reached',
      'cannot-tell',
      'cannot-tell',
      'not-reached',
    ])
    expect([0.91, 0.9, 0.89, 0.7, 0.69].map((value) => atMost(value))).toEqual([
      'reached',
      'reached',
      'cannot-tell',
      'cannot-tell',
      'not-reached',
    ])
  })

  it('cannot tell where the interval has one end only', () => {
    for (const open of [
      { ...metric, lower: null },
      { ...metric, upper: null },
    ])
      for (const value of [0, 1])
        expect([atLeast(value, open), atMost(value, open)]).toEqual(['cannot-tell', 'cannot-tell'])
  })

  it('takes more for better where a target does not say', () => {
    expect(targetStatus(metric, { value: 0.5 } as never)).toBe('reached')
    expect(targetStatus(metric, { value: 0.95 } as never)).toBe('not-reached')
  })
})

describe('adviceFor', () => {
  it('004-5 fixes what has not reached its target, falling or not', () => {
    expect(adviceFor(metric, { value: 0.95, direction: 'at-least' }, true)).toBe('fix')
    expect(adviceFor(metric, { value: 0.8, direction: 'at-least' }, true)).toBe('cannot-tell')
  })
})
