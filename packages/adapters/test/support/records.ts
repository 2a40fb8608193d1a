import { randomBytes } from 'node:crypto'
import type { PulsoRecord } from '@pulso/web/schema'

export const randomId = (): string => randomBytes(16).toString('hex')

type Answered = Extract<PulsoRecord, { type: 'answered' }>

/** An answer as the page would send it, not older than a minute. */
export const answered = (over: Partial<Answered> = {}): Answered => ({
  id: randomId(),
  type: 'answered',
  at: Date.now() - 60_000,
  mode: 'live',
  person: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  context: { plan: 'pro', utmSource: 'mail' },
  run: randomId(),
  seq: 1,
  survey: { id: 'post-purchase', rev: 2, hash: 'abc1234', kind: 'transactional', audience: 'customer' },
  touchpoint: { id: 'order-confirmed', phase: 'after', channel: 'web', stage: 'front' },
  sampleRate: 0.5,
  locale: 'en',
  question: { id: 'recommend', type: 'nps', role: 'momentary', instrument: 'nps@1' },
  value: 9,
  comment: 'Fast, “quiet” & kind — merci',
  tookMs: 1500,
  ...over,
})

/** The records of one run: shown, answered, completed. */
export function aRun(): PulsoRecord[] {
  const answer = answered()
  const { question: _question, value: _value, comment: _comment, tookMs, ...base } = answer
  return [
    { ...base, id: randomId(), type: 'shown', seq: 0, at: answer.at - tookMs },
    answer,
    { ...base, id: randomId(), type: 'completed', seq: 2, tookMs },
  ]
}

export const anOutcome = (): PulsoRecord => ({
  id: randomId(),
  type: 'outcome',
  at: Date.now() - 60_000,
  mode: 'live',
  kind: 'purchase',
  value: 120,
  currency: 'EUR',
})

export const many = (count: number): Answered[] => Array.from({ length: count }, () => answered())
