import type { FlowCell } from '../../src/index.ts'

/** Where something was asked, as the key of a cell. */
export const placeKey = (more: Partial<FlowCell['key']> = {}): FlowCell['key'] => ({
  survey: 'after-order',
  kind: 'transactional',
  audience: 'customer',
  touchpoint: 'order',
  phase: 'after',
  channel: 'web',
  stage: 'front',
  period: '2026-05-04',
  ...more,
})
