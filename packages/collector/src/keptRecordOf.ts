import type { Series } from './measure/seriesOf.ts'
import type { KeptRecord } from './Store.ts'

/** A row of the records as a store reads it. */
export type KeptRow = Omit<KeptRecord, 'series'> & { arrival: number; series: string | null }

/** Written out, not spread: a spread costs more than reading the row, and followers read every record. */
export const keptRecordOf = (row: KeptRow): KeptRecord => ({
  project: row.project,
  id: row.id,
  type: row.type,
  mode: row.mode,
  survey: row.survey,
  touchpoint: row.touchpoint,
  phase: row.phase,
  channel: row.channel,
  run: row.run,
  seq: row.seq,
  person: row.person,
  at: row.at,
  received: row.received,
  sentAt: row.sentAt,
  series: row.series === null ? null : (JSON.parse(row.series) as Series),
  score: row.score,
  json: row.json,
})
