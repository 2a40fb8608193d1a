import type { PulsoRecord } from '@pulso/web/schema'
import { seriesOf } from './measure/seriesOf.ts'
import type { NewRecord } from './Store.ts'

/** What a store needs beside the record itself to find and count it. */
export function toNewRecord(record: PulsoRecord, json: string): NewRecord {
  const scored = seriesOf(record)
  const ofRun = record.type === 'outcome' ? undefined : record
  return {
    id: record.id,
    type: record.type,
    mode: record.mode,
    survey: ofRun?.survey.id ?? null,
    touchpoint: ofRun?.touchpoint.id ?? null,
    phase: ofRun?.touchpoint.phase ?? null,
    channel: ofRun?.touchpoint.channel ?? null,
    run: ofRun?.run ?? null,
    seq: ofRun?.seq ?? null,
    person: record.person ?? null,
    at: record.at,
    series: scored?.series ?? null,
    score: scored?.score ?? null,
    json,
  }
}
