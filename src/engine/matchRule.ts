import type { Scalar } from '../schema/index.ts'

/** A rule as it is written: `op` defaults to `is`. */
export interface WrittenRule {
  key: string
  op?: string | undefined
  value: Scalar | Scalar[]
}

/**
 * Whether one value satisfies one rule. Values of another kind, unknown operators and patterns that do not compile
 * never match: `checkSurvey` names them; in the page they fail closed.
 */
export function matchRule({ op = 'is', value }: WrittenRule, actual: unknown): boolean {
  if (op === 'is') return actual === value
  if (op === 'not') return actual !== value
  if (op === 'exists') return (actual != null) === value
  if (op === 'in') return (value as Scalar[]).includes?.(actual as Scalar)
  if (typeof actual === 'number' && typeof value === 'number')
    return op === 'gt'
      ? actual > value
      : op === 'gte'
        ? actual >= value
        : op === 'lt'
          ? actual < value
          : op === 'lte' && actual <= value
  if (typeof actual !== 'string') return false
  try {
    return op === 'contains'
      ? actual.includes(`${value}`)
      : op === 'matches' && new RegExp(`${value}`).test(actual)
  } catch {
    return false
  }
}
