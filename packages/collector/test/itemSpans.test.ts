import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itemSpans } from '../src/itemSpans.ts'

const keysOf = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Object.values(value).reduce(
        (sum: number, entry) => sum + keysOf(entry),
        Array.isArray(value) ? 0 : Object.keys(value).length,
      )

describe('itemSpans', () => {
  it('cuts any batch into the items that JSON.parse finds, and counts their keys', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.jsonValue(),
        fc.constantFrom(0, 1, '\t\r\n '),
        (items, other, space) => {
          const text = JSON.stringify({ other, nested: { items: [1] }, items, after: [items] }, null, space)
          const { spans, envelopeKeys } = itemSpans(text)
          const parsed = JSON.parse(text)
          expect(envelopeKeys).toBe(4)
          expect(spans.map(({ start, end }) => JSON.parse(text.slice(start, end)))).toEqual(parsed.items)
          expect(spans.map(({ keys }) => keys)).toEqual(parsed.items.map(keysOf))
        },
      ),
    )
  })

  it('finds items under an escaped key and is not led astray by what stands in strings', () => {
    const text = '{"a":"\\"items\\":[1,2]","\\u0069tems":[{"b":"},{\\\\"}, "]" ,3]}'
    const { spans } = itemSpans(text)
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(['{"b":"},{\\\\"}', '"]"', '3'])
  })

  it('sees a key that is written twice', () => {
    expect(itemSpans('{"items":[{"a":1,"a":2}]}').spans[0]?.keys).toBe(2)
    expect(itemSpans('{"v":1,"v":2,"items":[]}').envelopeKeys).toBe(3)
  })
})
