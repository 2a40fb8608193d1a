/**
 * What went wrong, for programs. The message says it for people, with the next step.
 *
 * - `invalid_option`: an option is outside of what it may be (a confidence of 95, a negative margin).
 * - `invalid_input`: the data cannot be what they are said to be (a count below zero, columns of unequal length).
 * - `mixed_kinds`, `mixed_audiences`, `mixed_wordings`, `mixed_scales`, `mixed_frames`, `mixed_roles`: answers were to
 *   be pooled that must never be.
 * - `missing_values`: a method that needs complete cases was given gaps.
 * - `too_few`: fewer answers, events or groups than the method needs; where a metric can still say `n`, it is
 *   suppressed instead and nothing is thrown.
 * - `no_solution`: the numbers have no answer: a predictor that is a sum of others, classes that separate perfectly.
 * - `unknown_metric`: no metric has this id.
 * - `invalid_programme`: the programme file is not what its schema allows.
 * - `too_many_cells`: an aggregate would outgrow its bound.
 */
export type InsightsErrorCode =
  | 'invalid_option'
  | 'invalid_input'
  | 'mixed_kinds'
  | 'mixed_audiences'
  | 'mixed_wordings'
  | 'mixed_scales'
  | 'mixed_frames'
  | 'mixed_roles'
  | 'missing_values'
  | 'too_few'
  | 'no_solution'
  | 'unknown_metric'
  | 'invalid_programme'
  | 'too_many_cells'

/** The one error of this package: a stable `code` for programs, the reason and the next step as message. */
export class InsightsError extends Error {
  override readonly name = 'InsightsError'
  readonly code: InsightsErrorCode

  constructor(code: InsightsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }

  /** The message without the class name: what a report prints beside the missing number. */
  get reason(): string {
    return this.message
  }
}
