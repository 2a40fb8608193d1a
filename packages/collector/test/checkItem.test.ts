import { PulsoRecord } from '@pulso/web/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordOf } from '../bench/recordOf.ts'
import { checkItem } from '../src/checkItem.ts'
import { DEFAULT_LIMITS } from '../src/limits.ts'

const judge = (value: object) => {
  const text = JSON.stringify(value)
  const keys = text.match(/":/g)?.length ?? 0
  return checkItem(
    { index: 0, id: '', bytes: () => Buffer.from(text), text, value: JSON.parse(text), keys },
    DEFAULT_LIMITS,
  )
}

/** A record with one key, at any depth, changed, added or taken away. */
function changed(record: object, place: number, key: string, value: unknown): object {
  const copy = structuredClone(record) as { [key: string]: unknown }
  const objects = [
    copy,
    ...Object.values(copy).filter((entry) => typeof entry === 'object'),
  ] as (typeof copy)[]
  const object = objects[place % objects.length]!
  const keys = [...Object.keys(object), key]
  const chosen = keys[place % keys.length]!
  if (value === undefined) delete object[chosen]
  else object[chosen] = value
  return copy
}

describe('checkItem', () => {
  it('takes what the schema takes, and refuses what it refuses', () => {
    const plain = /^[a-z]*$/
    const values = fc.oneof(
      fc.constantFrom(undefined, null, true, 'nps', 'live', 'test', '', 0, 1, -1, 0.5, [], {}, ['a']),
      fc.integer({ min: -2, max: 20 }),
      fc.stringMatching(plain),
    )
    let taken = 0
    fc.assert(
      fc.property(fc.nat(400), fc.nat(), fc.stringMatching(plain), values, (number, place, key, value) => {
        const item = changed(recordOf(1, number), place, key, value)
        const verdict = judge(item)
        const schema = PulsoRecord.safeParse(JSON.parse(JSON.stringify(item)))
        expect('record' in verdict ? verdict.record : verdict.code).toEqual(
          schema.success ? schema.data : 'invalid_record',
        )
        taken += Number(schema.success)
      }),
      { numRuns: 500 },
    )
    expect(taken).toBeGreaterThan(10)
    expect(taken).toBeLessThan(490)
  })
})
