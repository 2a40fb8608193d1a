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
  if (value === undefined) return false
  if (op === 'is') return actual === value
  if (op === 'not') return actual !== value
  if (op === 'exists') return (actual != null) === value
  if (typeof actual === 'number' && typeof value === 'number') {
    if (op === 'gt') return actual > value
    if (op === 'gte') return actual >= value
    if (op === 'lt') return actual < value
    if (op === 'lte') return actual <= value
  }
  try {
    // Values of another kind have no such method, and throw.
    if (op === 'in') return (value as Scalar[]).some((each) => each === actual)
    if (op === 'contains') return (actual as string).includes(`${value}`)
    return op === 'matches' && (actual as string).search(`${value}`) >= 0
  } catch {
    return false
  }
}
