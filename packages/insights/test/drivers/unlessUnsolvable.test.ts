import { describe, expect, it } from 'vitest'
import { unlessUnsolvable } from '../../src/drivers/unlessUnsolvable.ts'
import { InsightsError, type InsightsErrorCode } from '../../src/index.ts'

const throws = (error: unknown) => () => {
  throw error
}

describe('unlessUnsolvable', () => {
  it('gives what was computed, or nothing where the numbers have no answer', () => {
    expect(unlessUnsolvable(() => 3)).toBe(3)
    for (const code of ['no_solution', 'too_few'] as const)
      expect(unlessUnsolvable(throws(new InsightsError(code, 'Leave it out.')))).toBeUndefined()
  })

  it('lets every other mistake be seen', () => {
    const code: InsightsErrorCode = 'invalid_input'
    expect(() => unlessUnsolvable(throws(new InsightsError(code, 'Not 0 or 1.')))).toThrow('Not 0 or 1.')
    expect(() =>
      unlessUnsolvable(throws(Object.assign(new Error('Ours?'), { code: 'no_solution' }))),
    ).toThrow('Ours?')
    expect(() => unlessUnsolvable(throws(new TypeError('No such column.')))).toThrow('No such column.')
  })
})
