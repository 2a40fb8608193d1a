import type { PulsoRecord } from '@pulso/web/schema'
import type { Aggregate } from './Aggregate.ts'
import type { AggregateData } from './AggregateData.ts'
import type { AggregateOptions } from './AggregateOptions.ts'
import { absorb } from './absorb.ts'
import { bump } from './bump.ts'
import type { FlowCell } from './Cell.ts'
import { checkRecord, type LineProblem } from './checkRecord.ts'
import { contribute } from './contribute.ts'
import { countable } from './countable.ts'
import { createRuns, type Runs } from './createRuns.ts'
import { createTable } from './createTable.ts'
import type { Entry } from './Entry.ts'
import { periodOf } from './periodOf.ts'
import { placeName } from './placeName.ts'

/** What merging needs to know of the other side. */
interface Inner extends Aggregate {
  readonly runs: Runs
}

/**
 * Starts an empty aggregate, or continues one from its data.
 *
 * Within the window a changed answer replaces the one before (`answered again`) and a record that comes twice counts
 * once (`duplicate`). Beyond it both would count: the collector keeps each id once, and a run is over in minutes.
 *
 * @throws {@link InsightsError} `too_many_cells` from `add` when the cells outgrow `maxCells`.
 */
export function createAggregate(options: AggregateOptions = {}, data?: AggregateData): Aggregate {
  const { period = 'day', segments = [], maxCells = 200_000, window = 10_000, latest = Infinity } = options
  const table = createTable(maxCells)
  const findings: { [reason: string]: number } = {}
  const runs = createRuns(window, findings)
  let records = 0

  const segmentsOf = (record: PulsoRecord): { [name: string]: string } | undefined => {
    if (segments.length === 0) return undefined
    const found: { [name: string]: string } = {}
    for (const name of segments) found[name] = String(record.context?.[name] ?? '')
    return found
  }

  function add(record: PulsoRecord): void {
    records += 1
    if (record.mode === 'test') {
      bump(findings, 'test mode', 1)
      return
    }
    const day = periodOf(record.at, period)
    if (record.type === 'outcome') {
      const { kind, currency = '', value } = record
      runs.take(record.id, { of: 'outcome', cell: table.outcome({ kind, currency, period: day }), value })
      return
    }
    const { survey, touchpoint, run, seq } = record
    const named = segmentsOf(record)
    const place = placeName(survey, touchpoint, day, named)
    const placeKey = (): FlowCell['key'] => ({
      survey: survey.id,
      kind: survey.kind,
      audience: survey.audience,
      touchpoint: touchpoint.id,
      phase: touchpoint.phase,
      channel: touchpoint.channel,
      stage: touchpoint.stage,
      period: day,
      ...(touchpoint.journey !== undefined && { journey: touchpoint.journey }),
      ...(named && { segments: named }),
    })
    if (record.type !== 'answered') {
      runs.take(run, {
        of: 'flow',
        field: record.type,
        seq,
        cell: table.flow(place, placeKey),
        ...(record.type === 'dismissed' && { reason: record.reason }),
      })
      return
    }
    const { question } = record
    const value = countable(record.value)
    if (value === undefined) {
      bump(findings, 'not counted: contact', 1)
      return
    }
    const cell = table.answer(place, question, question.instrument ?? survey.hash, placeKey)
    runs.take(run, { of: 'answer', question: question.id, cell, value, best: seq, seqs: [seq] })
    if (value !== null) runs.take(run, { of: 'responded', cell: table.flow(place, placeKey), day })
  }

  const continueFrom = (other: AggregateData): void => {
    absorb(other, table, findings)
    records += other.records
  }
  if (data) continueFrom(data)

  /** The entry of another aggregate, about the cell of this one. */
  const translate = (entry: Entry): Entry => {
    if (entry.of === 'answer')
      return { ...entry, seqs: [...entry.seqs], cell: table.answerOf(entry.cell.key) }
    if (entry.of === 'outcome') return { ...entry, cell: table.outcome(entry.cell) }
    return { ...entry, cell: table.flowOf(entry.cell.key) }
  }

  const aggregate: Inner = {
    period,
    runs,
    add,
    addLine(line) {
      if (line.trim() === '') return
      let value: unknown
      try {
        value = JSON.parse(line)
      } catch {
        records += 1
        return bump(findings, 'no JSON' satisfies LineProblem, 1)
      }
      const record = checkRecord(value, latest)
      if (typeof record !== 'string') return add(record)
      records += 1
      bump(findings, record, 1)
    },
    merge(other) {
      const theirs = [...(other as Inner).runs.entries()]
      continueFrom(other.toJSON())
      for (const [run, entries] of theirs)
        for (const entry of entries) {
          const copy = translate(entry)
          contribute(copy, -1) // absorbed already; counted again with what is known here of the same run
          runs.take(run, copy)
        }
    },
    get cells() {
      return table.answers
    },
    get flow() {
      return table.flows
    },
    get outcomes() {
      return table.outcomes
    },
    findings,
    get records() {
      return records
    },
    toJSON: () => ({
      v: 1,
      cells: table.answers.map(({ key, counts, excluded }) => ({
        key,
        counts: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)),
        excluded: { ...excluded },
      })),
      flow: table.flows.map((cell) => ({ ...cell, reasons: { ...cell.reasons } })),
      outcomes: table.outcomes.map((cell) => ({ ...cell })),
      findings: { ...findings },
      records,
    }),
  }
  return aggregate
}
