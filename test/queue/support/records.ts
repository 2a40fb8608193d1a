import { randomBytes } from 'node:crypto'
import type { PulsoRecord } from '../../../src/schema/index.ts'

/** A valid record; ids are random, times count up. */
export function record(
  type: 'shown' | 'answered' | 'completed' = 'completed',
  more: object = {},
): PulsoRecord {
  const base = {
    id: randomBytes(16).toString('hex'),
    at: Date.now(),
    mode: 'live',
    run: randomBytes(16).toString('hex'),
    seq: 0,
    survey: { id: 'after-order', rev: 1, hash: 'abc123', kind: 'transactional', audience: 'customer' },
    touchpoint: { id: 'order', phase: 'after', channel: 'web', stage: 'front' },
    sampleRate: 1,
    locale: 'en',
  }
  return { ...base, type, ...(type === 'completed' && { tookMs: 900 }), ...more } as PulsoRecord
}
export const records = (count: number, type?: 'shown' | 'answered' | 'completed') =>
  Array.from({ length: count }, (_, index) => record(type, { at: Date.now() + index }))
