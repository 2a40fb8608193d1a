import type { StoredRow } from './collector.ts'
import type { Random } from './random.ts'

/** What the collector of a run keeps its records in. */
export interface LabStore {
  /** For `COLLECTOR_DATABASE`. */
  database: string
  /** Settings of the collector beside it. */
  env?: { [name: string]: string }
  /** Name and version of its server, if it has one. */
  engine?: string
  rows(): Promise<StoredRow[]>
  /** Resolves when the collector is to be killed. */
  moment(random: Random): Promise<void>
  /** Its server, which can be killed too: `start` resolves when it takes connections. */
  server?: { kill(): Promise<void>; start(): Promise<void> }
  /** Compares what it was copied to with these rows, once that has them. */
  compare?(rows: readonly StoredRow[]): Promise<MirrorVerdict>
  /** Collectors that live, and are killed, side by side. @defaultValue `1` */
  collectors?: number
  /** Pause of each sender between two batches, in milliseconds. */
  pauseMs?: number
  close(): Promise<void>
}

/** What a mirror makes of the records. */
export interface MirrorVerdict {
  /** Records that it counts. */
  records: number
  /** Stored, and not in the mirror. */
  missing: number
  /** Counted more than once. */
  twice: number
  /** In the mirror with another text than in the store, or not in the store. */
  other: number
  /** Rows on its disk beyond one for each record: batches that came again. */
  copies: number
  /** Batches that reached it. */
  batches: number
}
