import type { PulsoRecord } from '@pulso/web/schema'

/** A record as a row of a table: four columns to look things up by, and the whole of it. */
export const row = (record: PulsoRecord) => ({
  id: record.id,
  at: new Date(record.at), // as text in JSON
  type: record.type,
  survey: (record as { survey?: { id: string } }).survey?.id ?? null,
  record,
})
