import type { ModeFilter } from '../Store.ts'

/** Records of these people, and of these runs: of a run that began before the person was known, all of it. */
export interface RecordsOf {
  persons: readonly string[]
  runs: readonly string[]
}

/** The id of a record that was deleted. */
export interface GoneId {
  project: string
  id: string
}

/**
 * What the owner of the data may do with it. Of a record that is deleted two things are left: its id stays taken, so that a
 * late repeat is still a duplicate; and what it completed stays counted, so that no quota opens again.
 */
export interface OwnerStore {
  /** Deletes records that were there when it began. Gives how many. */
  remove(project: string, of: RecordsOf): Promise<number>
  /** Deletes, in one transaction, records that arrived before a time (ms since 1970): the oldest, `limit` at most. Gives how many. */
  removeBefore(project: string, before: number, limit: number): Promise<number>
  /** How many records arrived before a time (ms since 1970). */
  countBefore(project: string, before: number): Promise<number>
  /** Ids of deleted records after one of them, by project and id. */
  gone(after: GoneId, limit: number): Promise<GoneId[]>
  /** Takes ids of records that another store deleted, in one transaction; a record that is here goes too, without being counted. */
  bury(ids: readonly GoneId[]): Promise<void>
  /** Gives back, or overwrites, the room of what was deleted, as far as the engine can do it by itself. */
  tidy(): Promise<void>
  /** Which of these people, however many, have a record of a run. */
  knownPersons(project: string, mode: ModeFilter, persons: readonly string[]): Promise<Set<string>>
  /** Adds to what a write key has stored in a day (UTC, days since 1970), and gives the sum of all processes. */
  countOfKey(key: string, day: number, records: number): Promise<number>
}
