import type { Metric } from '../contract/Metric.ts'

/** What a difference allows one to say. */
export type Verdict = 'higher' | 'lower' | 'cannot-tell'

/**
 * `higher` or `lower` only when the interval lies on one side of `against` and both groups have the least n of a
 * comparison; otherwise `cannot-tell`, which is a result and not a failure.
 *
 * @param difference - its `n` is that of the smaller group.
 * @param against - no difference. @defaultValue `0`
 */
export function verdictOf(difference: Metric, least: number, against = 0): Verdict {
  if (difference.n < least || difference.lower === null || difference.upper === null) return 'cannot-tell'
  if (difference.lower > against) return 'higher'
  if (difference.upper < against) return 'lower'
  return 'cannot-tell'
}
