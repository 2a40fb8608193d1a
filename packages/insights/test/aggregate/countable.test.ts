import { expect, it } from 'vitest'
import { countable } from '../../src/aggregate/countable.ts'

it.each([
  [0, 0],
  [-2, -2],
  [null, null],
  ['very-good', 'very-good'],
  ['2-weeks', '2-weeks'],
  ['x'.repeat(64), 'x'.repeat(64)],
  ['x'.repeat(65), 'text'],
  ['Ana', 'text'],
  ['call ana', 'text'],
  ['ana@example', 'text'],
  ['¿ana', 'text'],
  ['ana?', 'text'],
  ['', 'text'],
  [['price', 'advice', 'other'], 'advice,other,price'],
  [['price'], 'price'],
  [{ positive: 3, negative: 1 }, '3,1'],
  [{ email: 'ana@example.org' }, undefined],
] as const)('of %j is counted %j', (value, counted) => {
  expect(countable(value as Parameters<typeof countable>[0])).toBe(counted)
})

it('several choices stay in the order of the record, which others may read too', () => {
  const value = ['b', 'a']
  countable(value)
  expect(value).toEqual(['b', 'a'])
})
