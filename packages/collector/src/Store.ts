import type { OwnerStore, RecordsOf } from './data/OwnerStore.ts'
import type { Series } from './measure/seriesOf.ts'
import type { Sql } from './sql/Sql.ts'
import type { PublicationStore } from './surveys/PublicationStore.ts'

export type Mode = 'live' | 'test'
/** Test records are kept apart: a reader asks for them by name. */
export type ModeFilter = Mode | 'all'

/** A checked record on its way into a store, with what a store needs to find it again. */
export interface NewRecord {
  id: string
  type: string
  mode: Mode
  survey: string | null
  touchpoint: string | null
  phase: string | null
  channel: string | null
  run: string | null
  seq: number | null
  person: string | null
  /** The visitor's clock, milliseconds since 1970. */
  at: number
  /** What an answer must share with another before the two may be pooled; `null` when it has no score. */
  series: Series | null
  /** `null` when the question was passed over. */
  score: number | null
  /** The record as it was given, to the byte. */
  json: string
}

/** When a batch came, by both clocks; the skew is `received - sentAt`. Milliseconds since 1970. */
export interface Arrival {
  received: number
  /** `null` when the sender's clock gave no believable time. */
  sentAt: number | null
}

/** `conflict`: the id is taken by another body. The first write wins; the sender is told 'duplicate'. */
export type AppendOutcome = 'stored' | 'duplicate' | 'conflict'

export interface StoredRecord extends Arrival {
  project: string
  json: string
}

/** A record with all that a store holds of it: what moves from one store to another. */
export interface KeptRecord extends NewRecord, Arrival {
  project: string
}

export interface StoreTotals {
  live: number
  test: number
}

/** Which records are read. What is left out does not narrow. */
export interface RecordFilter {
  mode: ModeFilter
  /** Milliseconds since 1970: when they arrived at the earliest. */
  since?: number
  project?: string
  of?: RecordsOf
}

/**
 * Where records rest. A method that rejects has stored nothing, or cannot say so, and the request is answered 503.
 * Implementations: {@link openSqliteStore}, {@link openPostgresStore}; {@link openStore} chooses by URL.
 */
export interface Store {
  /** Commits all rows in one transaction and resolves, in their order, only when they are durable. */
  append(project: string, rows: readonly NewRecord[], arrival: Arrival): Promise<AppendOutcome[]>
  /** Takes records of another store as they were there, in one transaction; an id that is there already stays as it is. */
  adopt(rows: readonly KeptRecord[]): Promise<AppendOutcome[]>
  /**
   * The next records after a cursor, and the cursor after them; `null` begins at the first one. No record ever appears
   * before a cursor that was given out, whoever writes at the same time: who follows the cursors misses none.
   * `arrivals` are their numbers in the order of arrival; as text, each is the cursor after its record.
   */
  after(
    cursor: string | null,
    limit: number,
  ): Promise<{ records: KeptRecord[]; arrivals: number[]; cursor: string }>
  /** The cursor after everything that is there now. */
  end(): Promise<string>
  /** The database, for tables beside the records. */
  sql: Sql
  /** Pages of records in order of arrival, up to the last one stored when reading began. */
  read(filter: RecordFilter): AsyncIterable<StoredRecord[]>
  totals(): Promise<StoreTotals>
  readonly publications: PublicationStore
  readonly owner: OwnerStore
  /** Rejects when the store cannot be read. */
  ping(): Promise<void>
  close(): Promise<void>
}
