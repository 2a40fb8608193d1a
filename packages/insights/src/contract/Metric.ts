/**
 * What is to be known about a value beside its interval.
 *
 * - `suppressed`: too few answers to show more than `n`.
 * - `indicative`: shown, with few answers.
 * - `no-spread`: every answer is the same, so the interval comes from the scale and not from the spread.
 * - `no-interval`: the method gives none here.
 * - `mixed-channels`: answers from more than one channel; the way of asking alone can move a score.
 * - `weighted`: weights were applied; the interval uses the effective n.
 * - `weights-matter`: weighted and unweighted values differ by more than one standard error.
 * - `unpaired`: a difference of two groups of different people, where a paired one was wanted.
 * - `finite-population`: the interval is narrowed for a known number of employees.
 * - `association`: goes with, is not shown to cause.
 * - `stated`: said, not done: stated intentions overstate.
 * - `repeated-persons`: some persons answered more than once and the interval takes that into account.
 * - `regression-to-mean`: the starting point was extreme, so part of the change would have come by itself.
 * - `no-gain-shown`: the interval holds zero.
 * - `wording-unclear`: too many contradictory answers for the wording to be understood.
 * - `pooled-fully`: the units differ no more than by chance, so each takes the common value.
 * - `small-boxes`: fewer than ten answers in the box that is counted.
 */
export type Flag =
  | 'suppressed'
  | 'indicative'
  | 'no-spread'
  | 'no-interval'
  | 'mixed-channels'
  | 'weighted'
  | 'weights-matter'
  | 'unpaired'
  | 'finite-population'
  | 'association'
  | 'stated'
  | 'repeated-persons'
  | 'regression-to-mean'
  | 'no-gain-shown'
  | 'wording-unclear'
  | 'pooled-fully'
  | 'small-boxes'

/** Answers left out, by reason; a reason without answers is absent. */
export type Excluded = { readonly [reason: string]: number }

/** A number with all that is needed to defend it. No metric leaves this package in another form. */
export interface Metric {
  /** `null` while `n` is too small to show it. */
  readonly value: number | null
  /** Answers (or persons, or pairs, as `method` says) that count. */
  readonly n: number
  readonly lower: number | null
  readonly upper: number | null
  /** Of the interval, 0–1. */
  readonly confidence: number
  /** Of the interval, in words. */
  readonly method: string
  readonly excluded: Excluded
  readonly flags: readonly Flag[]
}

/** Who answered. The two are never mixed, and employees need more answers before anything is shown. */
export type Audience = 'customer' | 'employee'
