import type { PulsoRecord } from '@pulso/web/schema'

type Answered = Extract<PulsoRecord, { type: 'answered' }>

export const AT = Date.UTC(2026, 4, 4, 12)
export const DAY = 86_400_000

let made = 0
const id = () => (made += 1).toString(16).padStart(32, '0')

type OfRun = Partial<Omit<Answered, 'type' | 'question' | 'value' | 'comment' | 'other' | 'tookMs'>>

/** What every record of a run has; `more` overrides the parts of it. */
export const ofRun = (more: OfRun = {}) => ({
  ...{ id: id(), at: AT, mode: 'live' as const, run: id(), seq: 1, sampleRate: 1, locale: 'en' },
  survey: {
    id: 'after-order',
    rev: 1,
    hash: 'abc123',
    kind: 'transactional' as const,
    audience: 'customer' as const,
  },
  touchpoint: { id: 'order', phase: 'after' as const, channel: 'web', stage: 'front' as const },
  ...more,
})

/** An answered record, NPS unless said otherwise. */
export const answered = (value: Answered['value'], more: Partial<Answered> = {}): Answered => ({
  ...ofRun(),
  type: 'answered',
  question: { id: 'nps', type: 'nps', instrument: 'nps@1' },
  value,
  tookMs: 1000,
  ...more,
})

export const shown = (more: OfRun = {}) => ({ ...ofRun(more), type: 'shown' }) as PulsoRecord
export const completed = (more: OfRun = {}) =>
  ({ ...ofRun(more), type: 'completed', tookMs: 2000 }) as PulsoRecord
export const dismissed = (more: OfRun = {}) =>
  ({ ...ofRun(more), type: 'dismissed', reason: 'close', step: 0, tookMs: 500 }) as PulsoRecord
export const outcome = (kind: 'repeat' | 'churn' | 'purchase', value?: number, at = AT) =>
  ({
    id: id(),
    at,
    mode: 'live',
    type: 'outcome',
    kind,
    ...(value !== undefined && { value, currency: 'EUR' }),
  }) as PulsoRecord
