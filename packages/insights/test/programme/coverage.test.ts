import { expect, it } from 'vitest'
import { coverage, parseProgramme } from '../../src/index.ts'
import { input } from '../support/programme.ts'

it('000-5, 003-18, 004-11 says who owns what in which phase, what nobody owns, and where a department has nothing', () => {
  const [journey] = input().journeys
  const touchpoints = [...journey!.touchpoints, { id: 'unbox', name: 'Unboxing', phase: 'after' as const }]
  expect(coverage(parseProgramme(input({ journeys: [{ ...journey!, touchpoints }] })))).toEqual({
    departments: [
      { name: 'finance', before: [], during: ['pay'], after: ['billing'] },
      { name: 'marketing', before: ['search'], during: [], after: [] },
      { name: 'sales', before: [], during: ['pay'], after: [] },
      { name: 'service', before: [], during: [], after: ['support'] },
    ],
    stages: { front: ['search', 'pay', 'support', 'unbox'], back: ['billing'] },
    total: 5,
    unowned: ['unbox'],
    empty: [
      { department: 'finance', phase: 'before' },
      { department: 'marketing', phase: 'during' },
      { department: 'marketing', phase: 'after' },
      { department: 'sales', phase: 'before' },
      { department: 'sales', phase: 'after' },
      { department: 'service', phase: 'before' },
      { department: 'service', phase: 'during' },
    ],
  })
})
