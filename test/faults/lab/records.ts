import { randomBytes } from 'node:crypto'
import { KEY } from './collector.ts'

const id = () => randomBytes(16).toString('hex')

/** A record as a page makes it, with something to grow by. */
export const aRecord = (value = 9, more: object = {}) => ({
  id: id(),
  type: 'answered',
  at: Date.now(),
  mode: 'live',
  run: id(),
  seq: 1,
  survey: { id: 'recommend', rev: 1, hash: 'abc1234', kind: 'transactional', audience: 'customer' },
  touchpoint: { id: 'order', phase: 'after', channel: 'web', stage: 'front' },
  sampleRate: 1,
  locale: 'en',
  question: { id: 'nps', type: 'nps' },
  value,
  tookMs: 900,
  ...more,
})

/** The end of a run: it is sent at once, where an answer waits for what follows it. */
export function anEnd() {
  const { question: _, value: __, ...rest } = aRecord()
  return { ...rest, type: 'completed' }
}

/** The body of a batch. */
export const aBatch = (items: readonly unknown[]): string =>
  JSON.stringify({ v: 1, key: KEY, sentAt: Date.now(), batch: id(), items })
