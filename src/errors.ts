/**
 * What went wrong, for programs. The message says it for people, with the next step.
 *
 * - `invalid_options`: `createPulso`, or a `data-*` attribute, was given something it cannot use. Thrown.
 * - `invalid_survey`: a survey is not what the schema allows, or cannot be drawn. Thrown by `parseSurvey`; in the
 *   page the survey is left out and the error reported.
 * - `unknown_survey`: `show` or `explain` named a survey that is not loaded.
 * - `surveys_unavailable`: the address of the surveys could not be read; an older copy serves if there is one.
 * - `chunk_unavailable`: a lazy part of the SDK could not be loaded.
 * - `render_failed`: the card could not be drawn. Nothing is shown.
 */
export type PulsoErrorCode =
  | 'invalid_options'
  | 'invalid_survey'
  | 'unknown_survey'
  | 'surveys_unavailable'
  | 'chunk_unavailable'
  | 'render_failed'

/** The one error of the SDK: a stable `code` for programs, a message for people, the original as `cause`. */
export class PulsoError extends Error {
  declare readonly code: PulsoErrorCode

  constructor(code: PulsoErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'PulsoError'
    this.code = code
  }
}
