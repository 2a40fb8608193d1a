/**
 * Kinds of mistakes in a definition, for programs.
 *
 * - Shape: `unknown_key`, `missing`, `wrong_type`, `unknown_value`, `bad_format`, `too_small`, `too_big`.
 * - Not data: `forbidden_key` (could reach into the page's own objects), `not_json`, `too_deep`.
 * - Names: `duplicate_id`, `reserved_id`, `unknown_question`, `unknown_choice`, `unknown_survey`, `not_earlier`,
 *   `conflict` (two surveys say different things about one touchpoint or journey).
 * - Flow: `loop`, `unreachable`, `dead_branch`, `never_true`, `never_shown`, `never_starts`.
 * - Scale: `bad_points`, `labels_length`, `bad_max`, `would_pool`, `wrong_audience`.
 * - Targeting: `missing_target`, `self_pair`, `no_pair`, `bad_schedule`, `bad_regex`, `bad_url`, `overlap`.
 * - Words: `unsafe_link`, `bad_locale`, `missing_translation`, `bad_placeholder`, `lost_placeholder`.
 * - Care: `review_gating`, `no_consent`.
 */
export type ProblemCode =
  | 'unknown_key'
  | 'missing'
  | 'wrong_type'
  | 'unknown_value'
  | 'bad_format'
  | 'too_small'
  | 'too_big'
  | 'forbidden_key'
  | 'not_json'
  | 'too_deep'
  | 'duplicate_id'
  | 'reserved_id'
  | 'unknown_question'
  | 'unknown_choice'
  | 'unknown_survey'
  | 'not_earlier'
  | 'conflict'
  | 'loop'
  | 'unreachable'
  | 'dead_branch'
  | 'never_true'
  | 'never_shown'
  | 'never_starts'
  | 'bad_points'
  | 'labels_length'
  | 'bad_max'
  | 'would_pool'
  | 'wrong_audience'
  | 'missing_target'
  | 'self_pair'
  | 'no_pair'
  | 'bad_schedule'
  | 'bad_regex'
  | 'bad_url'
  | 'overlap'
  | 'unsafe_link'
  | 'bad_locale'
  | 'missing_translation'
  | 'bad_placeholder'
  | 'lost_placeholder'
  | 'review_gating'
  | 'no_consent'

/** One mistake, or (as a warning) one thing that is allowed but probably not meant. */
export interface Problem {
  /** Where it is: `questions[1].choices[0].label`; empty for the survey itself. */
  path: string
  code: ProblemCode
  /** What is wrong and what is expected, as a sentence. */
  message: string
  /** The right name or value that was probably meant, ready to paste. */
  suggestion?: string
}

export type Step = string | number

/** `['questions', 1, 'prompt', 'pt-BR']` → `questions[1].prompt["pt-BR"]`. */
export function formatPath(steps: readonly PropertyKey[]): string {
  let path = ''
  for (const step of steps) {
    if (typeof step === 'number') path += `[${step}]`
    else if (/^[A-Za-z_$][\w$]*$/.test(String(step))) path += path === '' ? String(step) : `.${String(step)}`
    else path += `[${JSON.stringify(String(step))}]`
  }
  return path
}

/** Makes a problem; an undefined suggestion is left out. */
export function problem(
  steps: readonly PropertyKey[],
  code: ProblemCode,
  message: string,
  suggestion?: string,
): Problem {
  const base = { path: formatPath(steps), code, message }
  return suggestion === undefined ? base : { ...base, suggestion }
}

/** One line for people: the place, what is wrong, what was probably meant. */
export function formatProblem({ path, message, suggestion }: Problem): string {
  const hint = suggestion === undefined ? '' : ` Did you mean ${JSON.stringify(suggestion)}?`
  return `${path === '' ? '(survey)' : path}: ${message}${hint}`
}

/** `a`, `a or b`, `a, b or c`, each in quotes. */
export function listOf(names: readonly string[]): string {
  const quoted = names.map((name) => JSON.stringify(name))
  return quoted.length < 2
    ? quoted.join('')
    : `${quoted.slice(0, -1).join(', ')} or ${quoted[quoted.length - 1]}`
}

/** What a value is, in words for people. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text ${excerpt(value)}`
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return `a ${typeof value}`
}

/** A value short enough for a message. */
export const excerpt = (text: string): string =>
  JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text)
