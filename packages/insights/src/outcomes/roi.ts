import type { Metric } from '../contract/Metric.ts'
import { InsightsError } from '../InsightsError.ts'

/** What an action cost and what its effect is worth. */
export interface RoiInput {
  /** Change of a rate, in shares, with its interval: from {@link proportionDifference} or {@link lift}. */
  effect: Metric
  /** People to whom the effect applies in the period. */
  base: number
  /** Margin per person for whom it happens, in the currency of `cost`. */
  margin: number
  cost: number
}

/** A business case with the interval of its effect carried all the way. */
export interface Roi {
  /** effect × base × margin − cost. */
  net: Metric
  /** net ÷ cost. */
  roi: Metric
  /** Effect at which the action pays for itself, in shares. */
  breakEven: number
  /** Said of `net`: a gain or a loss only when the interval lies on one side of zero. */
  verdict: 'gain' | 'loss' | 'not-shown'
}

/**
 * Return on an action: effect × base × margin − cost, over cost. Its interval is that of the effect; when it holds zero,
 * no gain is shown, whatever the value. No built-in folklore ratios: every number is yours.
 *
 * @throws {@link InsightsError} `invalid_input` when base, margin or cost are not above 0.
 */
export function roi({ effect, base, margin, cost }: RoiInput): Roi {
  if (!(base > 0 && margin > 0 && cost > 0 && [base, margin, cost].every(Number.isFinite)))
    throw new InsightsError('invalid_input', 'An ROI sheet needs a base, a margin and a cost above 0.')
  const carry = (of: (effect: number) => number): Metric => ({
    ...effect,
    value: effect.value === null ? null : of(effect.value),
    lower: effect.lower === null ? null : of(effect.lower),
    upper: effect.upper === null ? null : of(effect.upper),
    method: `carried from the effect: ${effect.method}`,
  })
  const net = carry((value) => value * base * margin - cost)
  const verdict =
    net.lower !== null && net.lower > 0 ? 'gain' : net.upper !== null && net.upper < 0 ? 'loss' : 'not-shown'
  const flagged = (metric: Metric): Metric =>
    verdict === 'not-shown' ? { ...metric, flags: [...metric.flags, 'no-gain-shown'] } : metric
  return {
    net: flagged(net),
    roi: flagged(carry((value) => (value * base * margin - cost) / cost)),
    breakEven: cost / (base * margin),
    verdict,
  }
}
