import { InsightsError } from '../InsightsError.ts'
import type { Excluded } from './Metric.ts'
import { type Scale, type Series, samePool } from './Series.ts'

/**
 * Answers to one question, counted by value. Every metric of one question is a function of it, so raw lists and
 * aggregates give the same number. Tallies add up: see {@link mergeTallies}.
 */
export interface Tally {
  readonly scale: Scale
  /** Answers on the scale, by value. */
  readonly counts: ReadonlyMap<number, number>
  readonly n: number
  readonly excluded: Excluded
  readonly series?: Series
  /** Channels the answers came from, sorted. */
  readonly channels: readonly string[]
}

/** One answer with what must not be mixed. `value` is `null` when the question was passed over. */
export interface Answer {
  value: number | null | undefined
  series?: Series
  channel?: string
  /** Anonymous person id. */
  person?: string
  touchpoint?: string
  /** Milliseconds since 1970. */
  at?: number
}

/** A list of answers, or answers already counted. */
export type Scores = Tally | Iterable<number | null | undefined | Answer>

/** Reasons for which an answer is left out of a tally. */
export const EXCLUDED = {
  missing: 'passed over',
  notANumber: 'not a number',
  offScale: 'off the scale',
} as const

/**
 * Counts answers. Left out, and counted by reason: `null` and `undefined` (passed over), what is no finite number, and
 * what is no step of the scale. Nothing is rounded or moved onto the scale.
 *
 * @param scale - lowest and highest step, in steps of one.
 * @throws {@link InsightsError} `mixed_…` when two answers carry series that must not be pooled, or a series of another
 * scale.
 */
export function tally(answers: Iterable<number | null | undefined | Answer>, scale: Scale): Tally {
  const counts = new Map<number, number>()
  const excluded: { [reason: string]: number } = {}
  const channels = new Set<string>()
  let series: Series | undefined
  let n = 0
  const leaveOut = (reason: string) => {
    excluded[reason] = (excluded[reason] ?? 0) + 1
  }
  for (const answer of answers) {
    let value: unknown = answer
    if (typeof answer === 'object' && answer !== null) {
      value = answer.value
      if (answer.series)
        series = series
          ? samePool(series, answer.series)
          : samePool(answer.series, { ...answer.series, scale })
      if (answer.channel !== undefined) channels.add(answer.channel)
    }
    if (value === null || value === undefined) leaveOut(EXCLUDED.missing)
    else if (typeof value !== 'number' || !Number.isFinite(value)) leaveOut(EXCLUDED.notANumber)
    else if (!isStep(value, scale)) leaveOut(EXCLUDED.offScale)
    else {
      counts.set(value, (counts.get(value) ?? 0) + 1)
      n += 1
    }
  }
  return { scale, counts, n, excluded, channels: [...channels].sort(), ...(series && { series }) }
}

/**
 * A tally of counts that somebody else has made: a histogram `{ '1': 4, '2': 6 }`, or a list that begins at the lowest
 * step.
 *
 * @throws {@link InsightsError} `invalid_input` for a count that is no whole number of at least 0; counts off the scale
 * are left out and counted.
 */
export function tallyFromCounts(
  counts: { readonly [value: string]: number } | readonly number[] | ReadonlyMap<number, number>,
  scale: Scale,
  more: { excluded?: Excluded; series?: Series; channels?: readonly string[] } = {},
): Tally {
  const pairs: Iterable<readonly [number, number]> = Array.isArray(counts)
    ? counts.map((count: number, index) => [scale[0] + index, count] as const)
    : counts instanceof Map
      ? counts
      : Object.entries(counts).map(([value, count]) => [Number(value), count as number] as const)
  const kept = new Map<number, number>()
  const excluded: { [reason: string]: number } = { ...more.excluded }
  let n = 0
  for (const [value, count] of pairs) {
    if (!Number.isInteger(count) || count < 0)
      throw new InsightsError(
        'invalid_input',
        `The count of ${value} is ${count}: counts are whole numbers from 0.`,
      )
    if (count === 0) continue
    if (isStep(value, scale)) {
      kept.set(value, count)
      n += count
    } else excluded[EXCLUDED.offScale] = (excluded[EXCLUDED.offScale] ?? 0) + count
  }
  return {
    scale,
    counts: kept,
    n,
    excluded,
    channels: more.channels ?? [],
    ...(more.series && { series: more.series }),
  }
}

/**
 * Both tallies as one: exactly what counting all answers together gives, in any order and grouping.
 *
 * @throws {@link InsightsError} `mixed_…` when the two must not be pooled.
 */
export function mergeTallies(a: Tally, b: Tally): Tally {
  if (a.series && b.series) samePool(a.series, b.series)
  if (a.scale[0] !== b.scale[0] || a.scale[1] !== b.scale[1])
    throw new InsightsError(
      'mixed_scales',
      `Answers on ${a.scale.join('–')} and on ${b.scale.join('–')} are not pooled: compute each by itself.`,
    )
  const counts = new Map(a.counts)
  for (const [value, count] of b.counts) counts.set(value, (counts.get(value) ?? 0) + count)
  const series = a.series ?? b.series
  return {
    scale: a.scale,
    counts,
    n: a.n + b.n,
    excluded: addExcluded(a.excluded, b.excluded),
    channels: [...new Set([...a.channels, ...b.channels])].sort(),
    ...(series && { series }),
  }
}

/** Adds counts of what was left out. */
export function addExcluded(...all: readonly Excluded[]): Excluded {
  const sum: { [reason: string]: number } = {}
  for (const one of all)
    for (const [reason, count] of Object.entries(one)) sum[reason] = (sum[reason] ?? 0) + count
  return sum
}

/** Takes what a metric was given as a tally on its scale. */
export function asTally(scores: Scores, scale: Scale): Tally {
  if (!('counts' in scores)) return tally(scores, scale)
  if (scores.scale[0] !== scale[0] || scores.scale[1] !== scale[1])
    throw new InsightsError(
      'mixed_scales',
      `These answers are on ${scores.scale.join('–')}, but this metric is defined on ${scale.join('–')}.`,
    )
  return scores
}

/** Answers from `from` to `to`, both included. */
export function countBetween(scores: Tally, from: number, to: number): number {
  let sum = 0
  for (const [value, count] of scores.counts) if (value >= from && value <= to) sum += count
  return sum
}

const isStep = (value: number, [lowest, highest]: Scale) =>
  Number.isInteger(value) && value >= lowest && value <= highest
