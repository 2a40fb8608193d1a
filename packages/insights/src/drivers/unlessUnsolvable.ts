import { InsightsError } from '../InsightsError.ts'

/** What is computed, or `undefined` where these persons have no answer: a rare rating may not vary among those drawn. */
export function unlessUnsolvable<Result>(compute: () => Result): Result | undefined {
  try {
    return compute()
  } catch (error) {
    if (error instanceof InsightsError && ['no_solution', 'too_few'].includes(error.code)) return undefined
    throw error
  }
}
