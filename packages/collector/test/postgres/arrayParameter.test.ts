import { describe, expect, it } from 'vitest'
import { arrayParameter } from '../../src/postgres/arrayParameter.ts'

/** What a server reads there: the numbers of the head, and the bytes of each value. */
function read(buffer: Buffer) {
  const [dimensions, hasNull, oid, count, lower] = [0, 4, 8, 12, 16].map((at) =>
    at < buffer.length ? buffer.readInt32BE(at) : undefined,
  )
  const values: (Buffer | null)[] = []
  for (let at = 20; at < buffer.length; ) {
    const bytes = buffer.readInt32BE(at)
    values.push(bytes < 0 ? null : buffer.subarray(at + 4, at + 4 + bytes))
    at += 4 + Math.max(0, bytes)
  }
  return { head: [dimensions, hasNull, oid, count, lower], values }
}

describe('arrayParameter', () => {
  it('writes text as UTF-8, and says whether a value is missing', () => {
    const { head, values } = read(arrayParameter('text', ['a', '', 'Llegó 🙂', null]))
    expect(head).toEqual([1, 1, 25, 4, 1])
    expect(values.map((value) => value?.toString() ?? null)).toEqual(['a', '', 'Llegó 🙂', null])
    expect(read(arrayParameter('text', ['a'])).head).toEqual([1, 0, 25, 1, 1])
  })

  it('writes ids as their 16 bytes, and none that is not one', () => {
    const id = '0123456789abcdef0123456789abcdef'
    const { head, values } = read(arrayParameter('uuid', [id, null]))
    expect(head).toEqual([1, 1, 2950, 2, 1])
    expect(values.map((value) => value?.toString('hex'))).toEqual([id, undefined])
    for (const none of ['', 'abc', id.replace('0', 'x'), `${id.slice(2)}zz`])
      expect(() => arrayParameter('uuid', [none])).toThrow(RangeError)
  })

  it('writes every whole number that a record can hold, and the others as they are', () => {
    const whole = [0, 1, -1, 2 ** 32, -(2 ** 32) - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]
    const { head, values } = read(arrayParameter('bigint', whole))
    expect(head).toEqual([1, 0, 20, whole.length, 1])
    expect(values.map((value) => Number(value?.readBigInt64BE()))).toEqual(whole)
    for (const none of [0.5, Number.NaN, 2 ** 60])
      expect(() => arrayParameter('bigint', [none])).toThrow(RangeError)

    const doubles = [0.1, -3, 1e300]
    expect(read(arrayParameter('double', doubles)).head).toEqual([1, 0, 701, 3, 1])
    expect(read(arrayParameter('double', doubles)).values.map((value) => value?.readDoubleBE())).toEqual(
      doubles,
    )
  })

  it('writes an array of nothing without dimensions', () => {
    expect(arrayParameter('text', [])).toEqual(Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 25]))
  })
})
