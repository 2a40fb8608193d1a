import type { Metric } from '../contract/Metric.ts'
import type { Target } from './Programme.ts'

/** Whether a target is reached, as far as the interval lets one say. */
export type TargetStatus = 'reached' | 'not-reached' | 'cannot-tell'

/** `reached` or `not-reached` only when the whole interval lies on one side of the target. */
export function targetStatus(
  metric: Metric,
  { value, direction = 'at-least' }: Pick<Target, 'value' | 'direction'>,
): TargetStatus {
  if (metric.lower === null || metric.upper === null) return 'cannot-tell'
  const [above, below] = [metric.lower >= value, metric.upper < value]
  if (direction === 'at-least') return above ? 'reached' : below ? 'not-reached' : 'cannot-tell'
  return metric.upper <= value ? 'reached' : metric.lower > value ? 'not-reached' : 'cannot-tell'
}

/** What to do at a touchpoint. */
export type Advice = 'keep' | 'fix' | 'watch' | 'cannot-tell'

/**
 * Keep what has reached its target, fix what has not, watch what has reached it but is sliding, and say "cannot tell"
 * where the interval spans the target.
 *
 * @param falling - a control chart shows a fall.
 */
export function adviceFor(
  metric: Metric,
  target: Pick<Target, 'value' | 'direction'>,
  falling = false,
): Advice {
  const status = targetStatus(metric, target)
  if (status === 'cannot-tell') return 'cannot-tell'
  if (status === 'not-reached') return 'fix'
  return falling ? 'watch' : 'keep'
}
