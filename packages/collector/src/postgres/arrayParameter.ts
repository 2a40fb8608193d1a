/** Types of columns, by the numbers that they have in every PostgreSQL. */
const OIDS = { text: 25, uuid: 2950, bigint: 20, double: 701 } as const
export type ColumnType = keyof typeof OIDS

const HEAD_BYTES = 20
const LENGTH_BYTES = 4
const UUID_BYTES = 16
const NUMBER_BYTES = 8
const NULL_LENGTH = -1
const TWO_32 = 2 ** 32

/**
 * A column of values as PostgreSQL reads an array in its binary format: nothing to escape here, nothing to parse there.
 *
 * @param values - text and ids of 32 hexadecimal digits as strings, numbers as numbers.
 * @throws RangeError for an id or a whole number that is none.
 */
export function arrayParameter(type: ColumnType, values: readonly (string | number | null)[]): Buffer {
  const buffer = Buffer.allocUnsafe(
    HEAD_BYTES + values.reduce<number>((sum, value) => sum + roomOf(type, value), 0),
  )
  let hasNull = 0
  let at = HEAD_BYTES
  for (const value of values) {
    if (value === null) hasNull = 1
    const bytes = value === null ? 0 : write(type, value, buffer, at + LENGTH_BYTES)
    buffer.writeInt32BE(value === null ? NULL_LENGTH : bytes, at)
    at += LENGTH_BYTES + bytes
  }
  const dimensions = values.length > 0 ? 1 : 0
  for (const [place, word] of [dimensions, hasNull, OIDS[type], values.length, 1].entries())
    buffer.writeInt32BE(word, place * 4)
  return dimensions === 0 ? buffer.subarray(0, 12) : buffer
}

function roomOf(type: ColumnType, value: string | number | null): number {
  if (value === null) return LENGTH_BYTES
  if (type === 'uuid') return LENGTH_BYTES + UUID_BYTES
  return LENGTH_BYTES + (type === 'text' ? Buffer.byteLength(String(value)) : NUMBER_BYTES)
}

/** Gives how many bytes it wrote. */
function write(type: ColumnType, value: string | number, buffer: Buffer, at: number): number {
  switch (type) {
    case 'text':
      return buffer.write(String(value), at)
    case 'uuid':
      if (buffer.write(String(value), at, UUID_BYTES, 'hex') < UUID_BYTES)
        throw new RangeError('an id is none')
      return UUID_BYTES
    case 'bigint': {
      const number = Number(value)
      if (!Number.isSafeInteger(number)) throw new RangeError('a whole number is none')
      buffer.writeInt32BE(Math.floor(number / TWO_32), at)
      buffer.writeUInt32BE(number - Math.floor(number / TWO_32) * TWO_32, at + 4)
      return NUMBER_BYTES
    }
    case 'double':
      buffer.writeDoubleBE(Number(value), at)
      return NUMBER_BYTES
  }
}
