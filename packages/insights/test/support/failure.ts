import { InsightsError } from '../../src/index.ts'

/** The code of the error that an act throws; fails when it throws none of ours. */
export function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof InsightsError && error.reason.length > 20) return error.code
    throw error
  }
  throw new Error('Nothing was thrown.')
}
