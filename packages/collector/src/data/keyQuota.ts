import type { OwnerStore } from './OwnerStore.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How old the count of the other processes may be, and how long one's own may be in memory alone, in milliseconds. */
const SYNC_MS = SECOND_MS

interface Usage {
  day: number
  /** As the store said last, of every process. */
  total: number
  /** Counted here since. */
  unsent: number
  syncedAt: number
  syncing: Promise<void> | undefined
  hasRefused: boolean
}

export interface QuotaRefusal {
  retryAfterMs: number
  /** Whether it is the first of this key, day and process: worth a line in the log. */
  isFirst: boolean
}

export interface KeyQuota {
  /**
   * How long a sender has to wait whose key has used up its quota; `undefined` while there is room. Never rejects: a store
   * that is away refuses the batch by itself.
   */
  refuse(key: string, recordsPerDay: number): Promise<QuotaRefusal | undefined>
  /** Counts what was stored with a key. */
  stored(key: string, records: number): void
  /** Writes down what is in memory alone. */
  close(): Promise<void>
}

/**
 * How many records each write key has stored today, by UTC. The counts lie in the store, so that restarts and several
 * processes share them, and are added up there once a second, not with every batch: they would all wait for one row. Keys
 * without a quota are not counted.
 *
 * @param onFailure - is told why the store could not be asked.
 */
export function keyQuota(
  owner: Pick<OwnerStore, 'countOfKey'>,
  now: () => number,
  onFailure: (error: unknown) => void,
): KeyQuota {
  const usages = new Map<string, Usage>()
  let timer: NodeJS.Timeout | undefined

  async function sync(key: string, usage: Usage): Promise<void> {
    const sent = usage.unsent
    try {
      usage.total = await owner.countOfKey(key, usage.day, sent)
      usage.unsent -= sent
    } catch (error) {
      onFailure(error)
    }
    usage.syncedAt = now()
    usage.syncing = undefined
  }
  const syncOnce = (key: string, usage: Usage): Promise<void> => (usage.syncing ??= sync(key, usage))

  async function syncAll(): Promise<void> {
    timer = undefined
    await Promise.all([...usages].map(([key, usage]) => usage.unsent > 0 && syncOnce(key, usage)))
  }

  return {
    async refuse(key, recordsPerDay) {
      const day = Math.floor(now() / DAY_MS)
      let usage = usages.get(key)
      if (usage?.day !== day) {
        if (usage && usage.unsent > 0) await syncOnce(key, usage)
        usage = {
          day,
          total: 0,
          unsent: 0,
          syncedAt: Number.NEGATIVE_INFINITY,
          syncing: undefined,
          hasRefused: false,
        }
        usages.set(key, usage)
      }
      if (Math.abs(now() - usage.syncedAt) >= SYNC_MS) await syncOnce(key, usage)
      if (usage.total + usage.unsent < recordsPerDay) return undefined
      const isFirst = !usage.hasRefused
      usage.hasRefused = true
      // Not all at the stroke of midnight; and within the hour at the latest, as the quota may be raised.
      const untilTomorrowMs = (day + 1) * DAY_MS - now()
      const retryAfterMs = Math.min(HOUR_MS, Math.ceil(untilTomorrowMs + Math.random() * MINUTE_MS))
      return { retryAfterMs, isFirst }
    },
    stored(key, records) {
      const usage = usages.get(key)
      if (!usage || records === 0) return // a key without a quota
      usage.unsent += records
      timer ??= setTimeout(syncAll, SYNC_MS).unref()
    },
    async close() {
      clearTimeout(timer)
      await Promise.all([...usages.values()].map(({ syncing }) => syncing))
      await syncAll()
    },
  }
}
