import { kindOf, type Problem, problem } from './problem.ts'

/** Keys through which data could reach the prototypes of the page's own objects. */
const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype']
const MAX_DEPTH = 24 // the deepest place of the schema is 9 levels down
const MAX_ENTRIES = 1000 // the longest list of the schema has 40 entries; a sparse array can claim billions

/** Plain data only, as JSON would carry it. */
export type Plain = string | number | boolean | null | Plain[] | PlainObject
export interface PlainObject {
  [key: string]: Plain
}

/**
 * Copies a value as plain data, so that what follows never runs a getter, meets a cycle or a foreign prototype.
 * What cannot be data is left out and reported. As in JSON, a key whose value is undefined is no key.
 */
export function plainCopy(input: unknown): { copy: Plain | undefined; problems: Problem[] } {
  const problems: Problem[] = []
  const above = new Set<unknown>()
  const steps: (string | number)[] = []

  function within(step: string | number, read: () => unknown): Plain | undefined {
    steps.push(step)
    try {
      return copyOf(read())
    } catch {
      problems.push(problem(steps, 'not_json', 'cannot be read: reading it throws.'))
      return undefined
    } finally {
      steps.pop()
    }
  }

  function copyOf(value: unknown): Plain | undefined {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'number') {
      if (Number.isFinite(value)) return value
      problems.push(problem(steps, 'not_json', `is ${value}, which no JSON file can hold. Write a number.`))
      return undefined
    }
    if (value === undefined) return undefined
    if (typeof value !== 'object') {
      problems.push(
        problem(steps, 'not_json', `is ${kindOf(value)}, but a survey is plain data, as in JSON.`),
      )
      return undefined
    }
    if (above.has(value)) {
      problems.push(problem(steps, 'not_json', 'contains itself, but a survey is plain data, as in JSON.'))
      return undefined
    }
    if (above.size >= MAX_DEPTH) {
      problems.push(problem(steps, 'too_deep', `lies more than ${MAX_DEPTH} levels deep; no survey does.`))
      return undefined
    }
    above.add(value)
    const copy = Array.isArray(value) ? listOf(value) : objectOf(value)
    above.delete(value)
    return copy
  }

  function listOf(list: readonly unknown[]): Plain[] {
    const copy: Plain[] = []
    if (list.length > MAX_ENTRIES) {
      problems.push(
        problem(steps, 'too_big', `has ${list.length} entries; no list of a survey is that long.`),
      )
      return copy
    }
    // A hole keeps its place, so that the paths of what follows stay right.
    for (let index = 0; index < list.length; index++) copy.push(within(index, () => list[index]) ?? null)
    return copy
  }

  function objectOf(value: object): PlainObject | undefined {
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
      problems.push(
        problem(steps, 'not_json', 'is not a plain object, but a survey is plain data, as in JSON.'),
      )
      return undefined
    }
    const copy: PlainObject = {}
    for (const key of Object.keys(value)) {
      if (FORBIDDEN_KEYS.includes(key)) {
        const message = 'is refused: this key could change the objects of the page itself. Remove it.'
        problems.push(problem([...steps, key], 'forbidden_key', message))
        continue
      }
      const each = within(key, () => (value as Record<string, unknown>)[key])
      if (each !== undefined) copy[key] = each
    }
    return copy
  }

  try {
    return { copy: copyOf(input), problems }
  } catch {
    problems.push(problem(steps, 'not_json', 'cannot be read: reading it throws.'))
    return { copy: undefined, problems }
  }
}
