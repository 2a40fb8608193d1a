import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from './Store.ts'

export interface MoveReport {
  /** Records that the target did not have. */
  moved: number
  /** Records that were there already: from an earlier run, or sent to both. */
  already: number
  /** Records whose id the target holds with another text, which stays. */
  conflicts: number
}

export interface MoveOptions {
  /** Goes on with what keeps arriving; once aborted, takes what is there by then, and ends. Left out: ends at the end. */
  until?: AbortSignal
  onProgress?: (report: MoveReport) => void
}

const PAGE_RECORDS = 500
/** How often a source at whose end we are is looked at again, in milliseconds. */
const LOOK_AGAIN_MS = 250
/** A database that restarts is away for seconds. */
const RETRY_MS = [500, 1000, 2000, 4000, 8000, 16_000]

/**
 * Copies every record from one store to another, as it is there: text, project, and both times. Records may keep
 * arriving in both. Run again after it broke off, it begins at the start: what the target has, it keeps once.
 *
 * @returns What became of the records; rejects when a store does not come back for about half a minute.
 */
export async function moveRecords(
  from: Pick<Store, 'after'>,
  to: Pick<Store, 'adopt'>,
  { until, onProgress }: MoveOptions = {},
): Promise<MoveReport> {
  const report: MoveReport = { moved: 0, already: 0, conflicts: 0 }
  let cursor: string | null = null
  for (;;) {
    const isLastRound = until === undefined || until.aborted // asked first: what came before the end is still taken
    const page: Awaited<ReturnType<Store['after']>> = await patiently(() => from.after(cursor, PAGE_RECORDS))
    if (page.records.length > 0) {
      for (const outcome of await patiently(() => to.adopt(page.records))) {
        if (outcome === 'stored') report.moved += 1
        else if (outcome === 'duplicate') report.already += 1
        else report.conflicts += 1
      }
      onProgress?.({ ...report })
    }
    cursor = page.cursor
    if (page.records.length === 0) {
      if (isLastRound) return report
      await sleep(LOOK_AGAIN_MS, undefined, { signal: until }).catch(() => {}) // ended: look a last time
    }
  }
}

/** Both steps may be repeated: reading changes nothing, and an id is stored once. */
async function patiently<T>(step: () => Promise<T>): Promise<T> {
  for (const waitMs of RETRY_MS) {
    try {
      return await step()
    } catch {
      await sleep(waitMs)
    }
  }
  return step()
}
