// The handler by itself, for a server of one's own and a store that is given to it: no driver of a database is loaded.

export type { Collector, CollectorOptions, Sender } from './Collector.ts'
export { CollectorError, type CollectorErrorCode } from './CollectorError.ts'
export type { CollectorEvent } from './CollectorEvent.ts'
export type { Project } from './checkOptions.ts'
export { createCollector } from './createCollector.ts'
export type { OwnerStore, RecordsOf } from './data/OwnerStore.ts'
export type { OpenThread, Thread } from './live/Thread.ts'
export { openApiDocument } from './openapi/openApiDocument.ts'
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
export { signBatch } from './signature.ts'
export type { PublicationStore } from './surveys/PublicationStore.ts'
