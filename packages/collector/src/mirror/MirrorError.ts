/** Why ClickHouse did not do what it was asked for: a code alone, as its own words may quote a record. */
export class MirrorError extends Error {
  override readonly name = 'MirrorError'
  /**
   * `clickhouse_N` (its exception code), `http_N`, `unreachable`, `timeout`, `not_clickhouse` (something else answers there),
   * `replaced` (another store, or a later rebuild, has its mirror there), `dropped` (its table is gone), `newer_release`.
   */
  readonly code: string

  constructor(code: string, options?: ErrorOptions) {
    super(`The mirror answered ${code}.`, options)
    this.code = code
  }
}
