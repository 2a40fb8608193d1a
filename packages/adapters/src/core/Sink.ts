import type { PulsoRecord } from '@pulso/web/schema'

/** A record that the backend refused for good. */
export interface Rejection {
  id: string
  /** `http_400`, `unfit`, or the backend's own code. Never its prose, which may repeat an answer. */
  code: string
}

/**
 * The sink's word for a batch.
 *
 * - `settled`: `keptIds` are stored there, `rejected` refused for good; ids in neither are to be sent again. With
 *   `afterMs`, not before that.
 * - `retry`: later, after `afterMs` when the server said so.
 * - `split`: too many, too large, or one of them is bad; nobody said which.
 * - `held`: the key, the address or the set-up is wrong: nothing gets through until a person puts it right.
 */
export interface Ack {
  status: 'settled' | 'retry' | 'split' | 'held'
  /** Means something only when settled. */
  keptIds?: string[]
  rejected?: Rejection[]
  /** Why not settled: `http_429`, `unreachable`, `unfit` (too large, or it cannot be mapped), or the backend's own code. */
  code?: string
  /** In milliseconds; 0 when the server did not say. */
  afterMs?: number
}

export interface SendOptions {
  /** The request outlives the page (64 KiB for all of them together). Means something in a page only. */
  keepalive?: boolean
}

/** A destination. It keeps nothing and waits for nothing: batching, waiting and trying again are its caller's. */
export interface Sink {
  /** As in the sub-path that it was imported from. */
  readonly name: string
  /** Offer no more records than this at once. */
  readonly maxBatchRecords: number
  /** Sends a batch once. Never rejects and never throws: whatever happens is an ack. */
  send(records: readonly PulsoRecord[], options?: SendOptions): Promise<Ack>
  /** Lets go of connections, where there are any. */
  close?(): Promise<void>
}
