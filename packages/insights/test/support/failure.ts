import { expect } from 'vitest'
import { InsightsError, type InsightsErrorCode } from '../../src/index.ts'

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

/** For `toThrow`: an error of ours with this code whose message holds these words. */
export const refused = (code: InsightsErrorCode, ...words: readonly string[]) =>
  expect.toSatisfy(
    (error) =>
      error instanceof InsightsError &&
      error.code === code &&
      words.every((word) => error.message.includes(word)),
    `${code}: ${words.join(' … ')}`,
  )
