import { expect, it } from 'vitest'
import { bump } from '../../src/aggregate/bump.ts'

it('a reason is counted from nothing, added to, and not named once it stands at nothing', () => {
  const counts: { [reason: string]: number } = {}
  bump(counts, 'duplicate', 2)
  bump(counts, 'duplicate', 1)
  bump(counts, 'test mode', 1)
  bump(counts, 'test mode', -1)
  expect(counts).toEqual({ duplicate: 3 })
})
