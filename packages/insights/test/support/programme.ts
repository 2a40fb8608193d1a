import { createAggregate, type ProgrammeInput } from '../../src/index.ts'
import { answered, outcome } from './records.ts'

/** A shop with a journey of four touchpoints, each with its owners. */
export const input = (more: Partial<ProgrammeInput> = {}): ProgrammeInput => ({
  v: 1,
  name: 'Shop',
  objectives: [{ objective: 'Fewer returns', level: 'board', owner: 'CCO', metric: 'gap' }],
  journeys: [
    {
      id: 'buy',
      name: 'To buy',
      touchpoints: [
        { id: 'search', name: 'Search', phase: 'before', owners: ['marketing'], first: true },
        { id: 'pay', name: 'Payment', phase: 'during', owners: ['sales', 'finance'] },
        { id: 'support', name: 'Support', phase: 'after', owners: ['service'], last: true, service: true },
        { id: 'billing', name: 'Billing', phase: 'after', stage: 'back', owners: ['finance'] },
      ],
    },
  ],
  ...more,
})
/** What is done about the payment. */
export const action = {
  id: 'a1',
  what: 'A clearer returns page',
  touchpoint: 'pay',
  element: 'process',
  owner: 'sales',
  due: '2026-06-01',
  expects: 'ces',
} as const

/** What was counted of these records. */
export const data = (...records: Parameters<ReturnType<typeof createAggregate>['add']>[0][]) => {
  const aggregate = createAggregate()
  for (const record of records) aggregate.add(record)
  return aggregate
}
/** Where something was asked. */
export const at = (touchpoint: string, phase: 'before' | 'during' | 'after' = 'after') => ({
  touchpoint: { id: touchpoint, phase, channel: 'web', stage: 'front' as const },
})
export const csat = { question: { id: 'csat', type: 'csat' as const } }
export const employee = {
  survey: { id: 'team', rev: 1, hash: 'abc123', kind: 'relational' as const, audience: 'employee' as const },
}
/** Nothing to find fault with. */
export const healthy = () =>
  data(
    answered(9, at('search', 'before')),
    answered(1, { ...at('pay', 'during'), question: { id: 'mood', type: 'emotion' } }),
    answered(4, { ...at('support'), ...csat }),
    answered(4, { ...at('pay', 'during'), question: { id: 'rel', type: 'rating', role: 'benchmark' } }),
    answered(9, { ...at('pay', 'during'), ...employee }),
    outcome('repeat'),
  )
