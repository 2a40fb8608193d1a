/** A ClickHouse that records are copied to, for questions over all of them. */
export interface MirrorOptions {
  /** `https://user:password@host:8443/database`; the database is made if there is none, and is this store's alone. */
  url: string
  /**
   * How long deleted records, which nobody can read any more, may lie on its disk before they are overwritten, in
   * milliseconds. Each time, ClickHouse writes anew what it holds of them. @defaultValue an hour
   */
  sweepMs?: number
  /** From one look at what is new to the next, in milliseconds. @defaultValue 1000 */
  lookMs?: number
  /** After a crash nothing is copied for so long, in milliseconds. @defaultValue 15_000 */
  leaseMs?: number
}
