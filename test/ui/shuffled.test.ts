import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shuffled } from '../../src/ui/shuffled.ts'

const items = ['a', 'b', 'c', 'd', 'e', 'f']

describe('shuffled', () => {
  it('draws one order for one lot, with every item in it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (lot) => {
        expect(shuffled(items, lot)).toEqual(shuffled(items, lot))
        expect([...shuffled(items, lot)].sort()).toEqual(items)
      }),
    )
  })

  it('puts every item first about as often', () => {
    const first = { a: 0, b: 0, c: 0, d: 0, e: 0, f: 0 } as Record<string, number>
    for (let i = 0; i < 6000; i++) first[shuffled(items, i / 6000)[0]!]!++
    for (const item of items) expect(first[item]).toBeGreaterThan(800)
  })
})
