import type { Metric } from '../contract/Metric.ts'
import { InsightsError } from '../InsightsError.ts'

/** One thing that the numbers say, with all it takes to check it. */
export interface Finding {
  /** In one sentence. */
  statement: string
  metric: Metric
  /** How it was tested: interval, difference, false-discovery control. */
  test: string
  /** What to do next; may be "wait for more answers". */
  next: string
  touchpoint?: string
}

/**
 * Makes a finding. A statement without a number, its n and its interval is an opinion, and refused.
 *
 * @throws {@link InsightsError} `invalid_input` without statement, test or next step, or with a metric that is suppressed
 * or has no interval.
 */
export function defineFinding(finding: Finding): Finding {
  const { statement, metric, test, next } = finding
  if (![statement, test, next].every((text) => text.trim().length > 0))
    throw new InsightsError('invalid_input', 'A finding needs a statement, a test and a next step.')
  if (!(metric.n > 0) || metric.value === null || metric.lower === null || metric.upper === null)
    throw new InsightsError(
      'invalid_input',
      `"${statement}" has no number with n and interval: it is no finding.`,
    )
  return finding
}
