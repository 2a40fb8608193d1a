import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchRule } from '../../src/engine/matchRule.ts'

const rule = (op: string | undefined, value: unknown) =>
  ({ key: 'k', op, value }) as Parameters<typeof matchRule>[0]
const OPS = ['is', 'not', 'exists', 'in', 'gt', 'gte', 'lt', 'lte', 'contains', 'matches']

describe('matchRule', () => {
  it.each([
    [undefined, 'pro', 'pro', true],
    ['is', 5, '5', false],
    ['is', true, 'true', false],
    ['not', 'pro', 'free', true],
    ['not', 'pro', undefined, true],
    ['not', 5, 5, false],
    ['exists', true, 0, true],
    ['exists', true, null, false],
    ['exists', false, undefined, true],
    ['in', ['a', 'b'], 'b', true],
    ['in', ['1', '2'], 1, false],
    ['gt', 50, 50, false],
    ['gt', 50, 50.01, true],
    ['gte', 50, 50, true],
    ['lt', 50, 49, true],
    ['lt', 50, 50, false],
    ['lte', 50, 50, true],
    ['lte', 50, 51, false],
    ['contains', 'shoe', 'red shoes', true],
    ['contains', 'shoe', 'hats', false],
    ['matches', '^/orders/\\d+$', '/orders/12', true],
    ['matches', '^/orders/\\d+$', '/orders/x', false],
  ])('judges %s %j against %j: %s', (op, value, actual, expected) => {
    expect(matchRule(rule(op, value), actual)).toBe(expected)
  })

  it.each([
    ['gt', 5, '10'],
    ['gt', '5', 10],
    ['lt', 5, null],
    ['lte', 5, undefined],
    ['gte', true, 1],
    ['contains', '1', 123],
    ['matches', '1', 123],
    ['in', 'abc', 'a'],
    ['in', null, 'a'],
    ['in', undefined, undefined],
    ['matches', '(', '('],
    ['exists', 'yes', 'yes'],
    ['toString', 'x', 'x'],
    ['GT', 5, 10],
  ])('never matches values of another kind or operators it does not know: %s %j, %j', (op, value, actual) => {
    expect(matchRule(rule(op, value), actual)).toBe(false)
  })

  it('answers yes or no to whatever a file and a page may hold, and never throws', () => {
    const op = fc.oneof(fc.constantFrom(...OPS), fc.string(), fc.constant(undefined))
    fc.assert(
      fc.property(op, fc.anything(), fc.anything(), (op, value, actual) => {
        expect(typeof matchRule(rule(op, value), actual)).toBe('boolean')
      }),
    )
  })

  it('holds of each pair of numbers what mathematics says', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (value, actual) => {
        expect(OPS.slice(4, 8).map((op) => matchRule(rule(op, value), actual))).toEqual([
          actual > value,
          actual >= value,
          actual < value,
          actual <= value,
        ])
      }),
    )
  })
})
