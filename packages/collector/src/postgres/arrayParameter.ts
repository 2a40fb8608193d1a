/** Types of columns, by the numbers that they have in every PostgreSQL. */
const OIDS = { text: 25, uuid: 2950, bigint: 20, double: 701 } as const
export type ColumnType = keyof typeof OIDS
type Value = string | number | null

const HEAD_BYTES = 20
const LENGTH_BYTES = 4
const UUID_BYTES = 16
const NUMBER_BYTES = 8
const NULL_LENGTH = -1
const MOST_UTF8_BYTES = 3 // of a UTF-16 code unit
const TWO_32 = 2 ** 32
/** Shorter texts are written here: calling out for one costs more. */
const SHORT_LENGTH = 64

/**
 * A column of values as PostgreSQL reads an array in its binary format: nothing to escape here, nothing to parse there.
 *
 * @param values - text and ids of 32 hexadecimal digits as strings, numbers as numbers.
 * @throws RangeError for an id or a whole number that is none.
 */
export function arrayParameter(type: ColumnType, values: readonly Value[]): Buffer {
  const write = WRITERS[type]
  let room = HEAD_BYTES
  for (const value of values) room += LENGTH_BYTES + (type === 'text' ? roomOf(value) : UUID_BYTES)
  const buffer = Buffer.allocUnsafe(room)
  let hasNull = 0
  let at = HEAD_BYTES
  for (const value of values) {
    let bytes = NULL_LENGTH
    if (value === null) hasNull = 1
    else bytes = write(buffer, value, at + LENGTH_BYTES)
    buffer.writeInt32BE(bytes, at)
    at += LENGTH_BYTES + Math.max(0, bytes)
  }
  const dimensions = values.length > 0 ? 1 : 0
  for (const [place, word] of [dimensions, hasNull, OIDS[type], values.length, 1].entries())
    buffer.writeInt32BE(word, place * 4)
  return buffer.subarray(0, dimensions === 0 ? 12 : at)
}

const roomOf = (value: Value) => (typeof value === 'string' ? MOST_UTF8_BYTES * value.length : 0)

/** Each gives how many bytes it wrote. */
const WRITERS: { [type in ColumnType]: (buffer: Buffer, value: string | number, at: number) => number } = {
  text(buffer, value, at) {
    const text = String(value)
    if (text.length > SHORT_LENGTH) return buffer.write(text, at)
    for (let place = 0; place < text.length; place += 1) {
      const code = text.charCodeAt(place)
      if (code > 0x7f) return buffer.write(text, at)
      buffer[at + place] = code
    }
    return text.length
  },
  uuid(buffer, value, at) {
    if (buffer.write(String(value), at, UUID_BYTES, 'hex') < UUID_BYTES) throw new RangeError('an id is none')
    return UUID_BYTES
  },
  bigint(buffer, value, at) {
    const number = Number(value)
    if (!Number.isSafeInteger(number)) throw new RangeError('a whole number is none')
    const high = Math.floor(number / TWO_32)
    buffer.writeInt32BE(high, at)
    buffer.writeUInt32BE(number - high * TWO_32, at + 4)
    return NUMBER_BYTES
  },
  double: (buffer, value, at) => buffer.writeDoubleBE(Number(value), at) - at,
}
