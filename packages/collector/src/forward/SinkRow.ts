export type SinkState = 'ok' | 'waiting' | 'held'

/** What is known of a sink, by all processes. Times in milliseconds since 1970. */
export interface SinkRow {
  sink: string
  /** Records up to here are settled, or among the items. */
  cursor: string | null
  /** Records that arrived before are not sent. */
  began: number
  version: number
  owner: string | null
  until: number
  state: SinkState
  /** Why it is waiting or held. */
  code: string | null
  failures: number
  nextAt: number
  settled: number
  settledAt: number | null
  /** The database's clock when this was read. */
  clock: number
  /** Arrival of the oldest record among the items that are tried again. */
  oldestItem: number | null
}
