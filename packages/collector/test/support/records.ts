import { randomBytes } from 'node:crypto'

/** 128 random bits in hex, as the page makes them. */
export const randomId = (): string => randomBytes(16).toString('hex')

/** A record that passes, as the page would send it. */
export function answered(
  over: object = {},
  { value = 9 as unknown, question = {} as object } = {},
): AnyRecord {
  return {
    id: randomId(),
    type: 'answered',
    at: 1_760_000_000_000,
    mode: 'live',
    run: randomId(),
    seq: 1,
    survey: { id: 'post-purchase', rev: 1, hash: 'abc1234', kind: 'transactional', audience: 'customer' },
    touchpoint: { id: 'order-confirmation', phase: 'after', channel: 'web', stage: 'front' },
    sampleRate: 1,
    locale: 'en',
    question: { id: 'recommend', type: 'nps', instrument: 'nps@1', ...question },
    value,
    tookMs: 1500,
    ...over,
  }
}
export type AnyRecord = { id: string; [key: string]: unknown }

export const KEY = 'shop-key'
export const ORIGIN = 'https://shop.example'
export const TOKEN = 'an-admin-token-of-32-characters!'
export const PROJECTS = [{ id: 'shop', key: KEY, origins: [ORIGIN] }]

/** The body of a batch. */
export const batch = (items: readonly unknown[], over: object = {}): string =>
  JSON.stringify({ v: 1, key: KEY, sentAt: 1_760_000_000_000, batch: randomId(), items, ...over })
