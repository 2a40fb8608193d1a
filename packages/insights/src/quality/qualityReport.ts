import type { PulsoRecord } from '@pulso/web/schema'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { share } from '../metrics/share.ts'
import { medianOf } from '../stats/quantileOf.ts'

/** Why a run looks doubtful. */
export type Doubt = 'speeder' | 'straight line'

/** How far data can be trusted. Nothing is deleted: every doubt has its reason, its count and its runs. */
export interface QualityReport {
  records: number
  /** Ids that came more than once; each counts once. */
  duplicates: number
  test: number
  /** Answered ÷ shown, runs. */
  responseRate: Metric
  /** Completed ÷ shown, runs. */
  completionRate: Metric
  /** Runs that answered and did not complete ÷ runs that answered. */
  dropOff: Metric
  /** Answers that were passed over ÷ all. */
  missing: Metric
  doubts: { reason: Doubt; n: number; runs: string[] }[]
  /** Runs without a doubt; for the headline with and without. */
  cleanRuns: ReadonlySet<string>
}

/** Faster than this share of the median time of the question is too fast to have read it. */
const SPEEDER = 0.3
/** A straight line says something only across this many items, one of them turned the other way. */
const LINE_ITEMS = 5

type Answered = Extract<PulsoRecord, { type: 'answered' }>

/**
 * Looks for duplicates, speeders, straight lines, gaps and drop-off.
 *
 * @param options - `reversed`: ids of questions whose scale runs the other way; without one among its items, a straight
 * line is not called doubtful.
 */
export function qualityReport(
  records: Iterable<PulsoRecord>,
  options: MetricOptions & { reversed?: readonly string[] } = {},
): QualityReport {
  const seen = new Set<string>()
  const runs = {
    shown: new Set<string>(),
    answered: new Map<string, Answered[]>(),
    completed: new Set<string>(),
  }
  const times = new Map<string, number[]>()
  let [all, duplicates, test, given, missing] = [0, 0, 0, 0, 0]
  for (const record of records) {
    all += 1
    if (seen.has(record.id)) {
      duplicates += 1
      continue
    }
    seen.add(record.id)
    if (record.mode === 'test') {
      test += 1
      continue
    }
    if (record.type === 'shown') runs.shown.add(record.run)
    else if (record.type === 'completed') runs.completed.add(record.run)
    else if (record.type === 'answered') {
      if (record.value === null) missing += 1
      else given += 1
      push(runs.answered, record.run, record)
      push(times, questionOf(record), record.tookMs)
    }
  }
  const medians = new Map([...times].map(([question, list]) => [question, medianOf(list)]))
  const speeders: string[] = []
  const lines: string[] = []
  for (const [run, answers] of runs.answered) {
    if (answers.every((answer) => answer.tookMs < SPEEDER * medians.get(questionOf(answer))!))
      speeders.push(run)
    if (isStraight(answers, options.reversed ?? [])) lines.push(run)
  }
  const doubtful = new Set([...speeders, ...lines])
  const asked = [...runs.shown]
  const responded = (run: string) => runs.answered.get(run)?.some(({ value }) => value !== null) ?? false
  const answered = [...runs.answered.keys()].filter(responded)
  const rate = (k: number, n: number) => share(k, n, options)
  return {
    records: all,
    duplicates,
    test,
    responseRate: rate(asked.filter(responded).length, asked.length),
    completionRate: rate(asked.filter((run) => runs.completed.has(run)).length, asked.length),
    dropOff: rate(answered.filter((run) => !runs.completed.has(run)).length, answered.length),
    missing: rate(missing, missing + given),
    doubts: [
      { reason: 'speeder', n: speeders.length, runs: speeders },
      { reason: 'straight line', n: lines.length, runs: lines },
    ],
    cleanRuns: new Set([...runs.answered.keys()].filter((run) => !doubtful.has(run))),
  }
}

const questionOf = ({ survey, question }: Answered) => `${survey.id}/${question.id}`

function isStraight(answers: readonly Answered[], reversed: readonly string[]): boolean {
  const rated = answers.filter(({ value }) => typeof value === 'number')
  return (
    rated.length >= LINE_ITEMS &&
    new Set(rated.map(({ value }) => value)).size === 1 &&
    rated.some(({ question }) => reversed.includes(question.id)) &&
    rated.some(({ question }) => !reversed.includes(question.id))
  )
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
