import { MAX_BATCH_RECORDS } from './outbox.ts'
import { MAX_HOLD_MS, MAX_TOLD_MS } from './waits.ts'

/** How one endpoint is doing, once something went wrong: kept on the device, shared by all tabs. May gain fields. */
export interface Pace {
  nextAt: number
  /** Failures since something was settled. */
  fails: number
  holds: number
  /** The wait is the server's wish, or a hold: nothing cuts it short. Our own backoff gives way to a new occasion. */
  told: boolean
  /** Ids that failed alone, with how often the server called them a bad request. They go last, and alone. */
  bad: { [id: string]: number }
  /** Records in the next batch, and in any: halved when a batch was too much, or hides a bad one. */
  limit: number
  most: number
}

export const newPace = (): Pace => ({
  nextAt: 0,
  fails: 0,
  holds: 0,
  told: false,
  bad: {},
  limit: MAX_BATCH_RECORDS,
  most: MAX_BATCH_RECORDS,
})

/** A wait longer than any that is ever set comes from a clock that jumped, and is ignored. */
export function isDue({ nextAt, holds, told }: Pace, nowMs: number, force: boolean): boolean {
  const wait = nextAt - nowMs
  return wait <= 0 || wait > (holds ? MAX_HOLD_MS : MAX_TOLD_MS) || (force && !told)
}
