import type { CollectorEvent } from '../CollectorEvent.ts'
import { messageOf } from '../messageOf.ts'
import type { OwnerStore } from './OwnerStore.ts'
import { type RetentionRule, removeExpired } from './removeExpired.ts'

export interface RetentionLoopOptions {
  owner: Pick<OwnerStore, 'removeBefore' | 'tidy'>
  rules: readonly RetentionRule[]
  now: () => number
  log: (event: CollectorEvent) => void
  /** From the end of one round to the next, in milliseconds. @defaultValue an hour */
  everyMs?: number
}

const HOUR_MS = 3_600_000

/** Deletes what has expired: at once, and then every hour. Gives a function that ends it, after the step under way. */
export function retentionLoop({
  owner,
  rules,
  now,
  log,
  everyMs = HOUR_MS,
}: RetentionLoopOptions): () => Promise<void> {
  if (rules.length === 0) return async () => {}
  const ending = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let underWay: Promise<void>

  const round = async (): Promise<void> => {
    const removed = new Map<string, number>()
    try {
      await removeExpired(owner, rules, { nowMs: now(), until: ending.signal, removed })
    } catch (error) {
      log({ event: 'store_failed', message: messageOf(error) }) // the next round will do
    }
    for (const [project, records] of removed) if (records > 0) log({ event: 'expired', project, records })
    if (!ending.signal.aborted) timer = setTimeout(start, everyMs).unref()
  }
  const start = () => {
    underWay = round()
  }
  underWay = round()
  return async () => {
    ending.abort()
    clearTimeout(timer)
    await underWay
  }
}
