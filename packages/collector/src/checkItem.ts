import { PulsoRecord } from '@pulso/web/schema'
import * as z from 'zod/mini'
import { describeIssue } from './describeIssue.ts'
import type { Limits } from './limits.ts'
import type { RawItem } from './readBatch.ts'

/** Why one item is refused. `code` is stable; `message` names the place and the problem, never what was answered. */
export interface ItemProblem {
  code: string
  message: string
}

export type CheckedItem = { record: PulsoRecord; json: string } | ItemProblem

const MAX_REPORTED_ISSUES = 3
const ASCII = /^[ -~\t\n\r]*$/ // and no control character but those that JSON allows
/** Code made of the schema, once: it judges a good record in an eighth of the time, and leaves bad ones to the schema. */
const Compiled = z.compile(PulsoRecord)
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const LONE_SURROGATE = /\p{Surrogate}/u

/** Judges one item by itself: size, encoding, shape, then the record schema. */
export function checkItem(raw: RawItem, limits: Limits): CheckedItem {
  if (raw.text.length > limits.itemBytes) {
    return problem('item_too_large', `larger than ${limits.itemBytes} bytes`)
  }
  const isAscii = ASCII.test(raw.text) // nearly every item: it is parsed already
  let json = raw.text
  if (!isAscii) {
    try {
      json = UTF8.decode(raw.bytes())
    } catch {
      return problem('invalid_utf8', 'not valid UTF-8')
    }
  }
  const value: unknown = isAscii ? raw.value : JSON.parse(json) // cannot throw: the batch it was cut from was valid JSON
  // Without an escape there is no NUL and no half of a pair, and no string is longer than the whole.
  const mayHoldBadText = !isAscii || json.includes('\\') || json.length > limits.stringLength
  const shape = measure(value, limits, mayHoldBadText)
  if ('code' in shape) return shape
  if (shape.keys !== raw.keys) return problem('duplicate_key', 'a key is written twice')

  const result = Compiled.safeParse(value)
  if (result.success) return { record: result.data, json }
  const issues = result.error.issues.slice(0, MAX_REPORTED_ISSUES).map((issue) => describeIssue(issue, value))
  const more = result.error.issues.length - issues.length
  return problem('invalid_record', issues.join('; ') + (more > 0 ? `; and ${more} more` : ''))
}

const problem = (code: string, message: string): ItemProblem => ({ code, message })

/** Counts keys, or says what no reader should have to take. Goes no deeper than the limit. */
function measure(item: unknown, limits: Limits, mayHoldBadText: boolean): { keys: number } | ItemProblem {
  let keys = 0
  const visit = (value: unknown, depth: number): ItemProblem | undefined => {
    if (typeof value === 'string') return mayHoldBadText ? visitText(value) : undefined
    if (typeof value === 'number') {
      return Math.abs(value) > Number.MAX_SAFE_INTEGER
        ? problem('number_out_of_range', 'a number is beyond ±(2^53 − 1)')
        : undefined
    }
    if (typeof value !== 'object' || value === null) return undefined
    if (depth >= limits.depth) return problem('too_deep', `nested deeper than ${limits.depth} levels`)
    if (Array.isArray(value)) {
      for (const entry of value) {
        const found = visit(entry, depth + 1)
        if (found) return found
      }
      return undefined
    }
    for (const key in value) {
      keys += 1
      if (keys > limits.keys) return problem('too_many_keys', `more than ${limits.keys} keys`)
      // Harmless as parsed here, a trap for whoever copies the record with `Object.assign` later.
      if (key === '__proto__') return problem('forbidden_key', 'the key __proto__ is not taken')
      const found =
        (mayHoldBadText && visitText(key)) || visit((value as { [key: string]: unknown })[key], depth + 1)
      if (found) return found
    }
    return undefined
  }
  const visitText = (text: string): ItemProblem | undefined => {
    if (text.length > limits.stringLength) {
      return problem('string_too_long', `a string is longer than ${limits.stringLength} characters`)
    }
    // Postgres refuses NUL, and a lone surrogate has no UTF-8: such a record could not move on from here unchanged.
    if (text.includes('\0') || LONE_SURROGATE.test(text)) {
      return problem('invalid_text', 'a string holds a NUL or half of a surrogate pair')
    }
    return undefined
  }
  return visit(item, 0) ?? { keys }
}
