import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lot } from '../../src/engine/lot.ts'

const VISITORS = 20_000

/** Pearson's chi-square of counts that should all be alike. */
const chiSquare = (counts: readonly number[]) => {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}
const count = (bins: number, draw: (visitor: number) => number) => {
  const counts = Array.from({ length: bins }, () => 0)
  for (let visitor = 0; visitor < VISITORS; visitor++) counts[Math.floor(draw(visitor))]! += 1
  return counts
}
/** 128 bits in hex, as visitor ids are; the same in every run of this test. */
const ids = (() => {
  let state = 1
  const word = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 8).toString(16).padStart(6, '0')
  }
  return Array.from({ length: VISITORS }, () => Array.from({ length: 6 }, word).join('').slice(0, 32))
})()

// Upper 0.1 % points of chi-square: 43.8 at 19 degrees of freedom, 148.2 at 99.
const LIMIT_19 = 43.8
const LIMIT_99 = 148.2

describe('lot', () => {
  it('pain 16: is sticky, the same for the same visitor and salt', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (visitor, salt) => {
        const drawn = lot(visitor, salt)
        expect(drawn).toBe(lot(visitor, salt))
        expect(drawn).toBeGreaterThanOrEqual(0)
        expect(drawn).toBeLessThan(1)
      }),
    )
  })

  it('does not change between releases: who is asked today is asked tomorrow', () => {
    expect(lot('0123456789abcdef0123456789abcdef', 'post-purchase')).toBe(0.7266130128409714)
    expect(lot('visitor', '🙂')).not.toBe(lot('visitor', '🙃'))
  })

  it('draws evenly, over random ids and over ids that only count up', () => {
    expect(chiSquare(count(20, (n) => lot(ids[n]!, 'nps') * 20))).toBeLessThan(LIMIT_19)
    expect(chiSquare(count(20, (n) => lot(`user-${n}`, 'nps') * 20))).toBeLessThan(LIMIT_19)
    expect(chiSquare(count(20, (n) => lot('one visitor', `survey-${n}`) * 20))).toBeLessThan(LIMIT_19)
  })

  it.each([
    ['nps-1', 'nps-2'],
    ['a', 'b'],
    ['post-purchase', 'post-purchase2'],
    ['ab', 'ba'],
  ])('draws independently under the salts %s and %s', (one, other) => {
    const both = (id: string) => Math.floor(lot(id, one) * 10) * 10 + Math.floor(lot(id, other) * 10)
    expect(chiSquare(count(100, (n) => both(ids[n]!)))).toBeLessThan(LIMIT_99)
  })

  it('asks the share that the rate says, under any salt', () => {
    fc.assert(
      fc.property(fc.string(), fc.double({ min: 0.02, max: 0.98, noNaN: true }), (salt, rate) => {
        const asked = ids.filter((id) => lot(id, salt) < rate).length
        const sd = Math.sqrt(VISITORS * rate * (1 - rate))
        expect(Math.abs(asked - VISITORS * rate) / sd).toBeLessThan(5)
      }),
      { numRuns: 20 },
    )
  })
})
