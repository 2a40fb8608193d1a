import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toRow } from '../../src/queue/row.ts'
import { record } from './support/records.ts'

describe('toRow', () => {
  it('gives a record the same key each time, so that storing it twice stores it once', () => {
    const one = record()
    expect(toRow(one, 'p ')).toEqual(toRow(one, 'p '))
  })

  it('sorts by age, whatever the ids', () => {
    const time = fc.integer({ min: 100_000_000_000, max: 2_800_000_000_000 })
    fc.assert(
      fc.property(time, time, (a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)]
        fc.pre(first < second)
        const older = toRow(record('shown', { at: first }), 'p ')
        const newer = toRow(record('shown', { at: second }), 'p ')
        expect(older.key < newer.key).toBe(true)
      }),
    )
  })

  it('counts bytes, not characters, and says the size in the key', () => {
    const row = toRow(record('answered', { comment: 'ñ😀' }), 'p ')
    expect(row.bytes).toBe(Buffer.byteLength(row.json))
    expect(row.key.endsWith(`|${row.id}|${row.bytes}`)).toBe(true)
  })

  it('writes lone surrogates and odd keys so that they can be stored and sent', () => {
    const context = JSON.parse('{"__proto__":"x"}') as object
    const row = toRow(record('answered', { comment: '\ud800', context }), 'p ')
    expect(row.json).toContain('\\ud800')
    expect(row.json).toContain('"__proto__":"x"')
  })

  it('takes 16 KiB and no byte more', () => {
    const base = toRow(record('answered', { comment: '' }), 'p ').bytes
    const fits = record('answered', { comment: 'x'.repeat(16_384 - base) })
    expect(toRow(fits, 'p ').bytes).toBe(16_384)
    const over = record('answered', { comment: 'x'.repeat(16_385 - base) })
    expect(() => toRow(over, 'p ')).toThrow(expect.objectContaining({ name: 'record_too_large' }))
  })
})
