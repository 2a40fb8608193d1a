import type { PulsoRecord } from '@pulso/web/schema'
import type { GoneId } from '../data/OwnerStore.ts'
import type { KeptRecord } from '../Store.ts'
import type { MirrorColumn } from './mirrorColumns.ts'

export type MirrorRow = GoneId & { [column in Exclude<MirrorColumn, keyof GoneId>]: string | number | null }

/** A record as the mirror holds it. @param arrival - its number in the store. */
export function mirrorRow(record: KeptRecord, arrival: number): MirrorRow {
  const given = JSON.parse(record.json) as PulsoRecord // checked when it came in
  const survey = given.type === 'outcome' ? undefined : given.survey
  const answer = given.type === 'answered' ? given : undefined
  const outcome = given.type === 'outcome' ? given : undefined
  const leftAt = given.type === 'dismissed' ? given.question : undefined
  return {
    // Written out, not spread: that would take half of the time of a copy.
    project: record.project,
    id: record.id,
    type: record.type,
    mode: record.mode,
    survey: record.survey,
    rev: survey?.rev ?? null,
    hash: survey?.hash ?? null,
    touchpoint: record.touchpoint,
    phase: record.phase,
    channel: record.channel,
    run: record.run,
    seq: record.seq,
    person: record.person,
    at: record.at,
    received: record.received,
    sent_at: record.sentAt,
    question: answer?.question.id ?? leftAt ?? null,
    question_type: answer?.question.type ?? null,
    role: answer?.question.role ?? null,
    value: textOf(answer?.value ?? outcome?.value),
    comment: answer?.comment ?? null,
    kind: outcome?.kind ?? null,
    currency: outcome?.currency ?? null,
    series: record.series && JSON.stringify(record.series),
    score: record.score,
    json: record.json,
    arrival,
  }
}

/** Several choices become a list in JSON. */
const textOf = (value: unknown): string | null =>
  value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)
