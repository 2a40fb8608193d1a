export type { Collector, CollectorOptions, Sender } from './Collector.ts'
export { CollectorError, type CollectorErrorCode } from './CollectorError.ts'
export type { CollectorEvent } from './CollectorEvent.ts'
export type { Project } from './checkOptions.ts'
export { createCollector } from './createCollector.ts'
export type { GoneId, OwnerStore, RecordsOf } from './data/OwnerStore.ts'
export type { ErasureReport } from './data/person.ts'
export { erasePerson } from './data/person.ts'
export { type RetentionRule, removeExpired } from './data/removeExpired.ts'
export type { Rule } from './forward/forwardFile.ts'
export { type Feed, type Forwarding, readForwarding } from './forward/readForwarding.ts'
export { DEFAULT_LIMITS, DEFAULT_RATES, type Limits, type Rates } from './limits.ts'
export { openThread } from './live/openThread.ts'
export type { OpenThread, Thread } from './live/Thread.ts'
export type { MirrorOptions } from './mirror/MirrorOptions.ts'
export { type MoveOptions, type MoveReport, moveRecords } from './moveRecords.ts'
export { openSqliteStore, type SqliteStoreOptions } from './openSqliteStore.ts'
export { openStore } from './openStore.ts'
export { openPostgresStore, type PostgresStoreOptions } from './postgres/openPostgresStore.ts'
export type { Rate } from './rateLimiter.ts'
export type {
  AppendOutcome,
  Arrival,
  KeptRecord,
  Mode,
  ModeFilter,
  NewRecord,
  RecordFilter,
  Store,
  StoredRecord,
  StoreTotals,
} from './Store.ts'
export { type Served, type ServeOptions, serveCollector } from './serve.ts'
export { signBatch } from './signature.ts'
export type { PublishProblem } from './surveys/breakingEdits.ts'
export type {
  Definition,
  Publication,
  PublicationStore,
  PublishedDefinition,
} from './surveys/PublicationStore.ts'
export {
  type PublishedSurvey,
  type PublishOptions,
  type PublishReport,
  publishSurveys,
} from './surveys/publishSurveys.ts'
