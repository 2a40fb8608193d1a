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
  const { value, lower, upper, n, confidence, excluded } = effect
  const netOf = (rate: number | null) => (rate === null ? null : rate * base * margin - cost)
  const [least, most] = [netOf(lower), netOf(upper)]
  const verdict = (least ?? 0) > 0 ? 'gain' : (most ?? 0) < 0 ? 'loss' : 'not-shown'
  const flags = verdict === 'not-shown' ? [...effect.flags, 'no-gain-shown' as const] : effect.flags
  // the effect may know more than a metric does (its own verdict, p): that is not said of the money
  const carry = (of: (rate: number | null) => number | null): Metric => ({
    ...{ value: of(value), lower: of(lower), upper: of(upper), n, confidence, excluded, flags },
    method: `carried from the effect: ${effect.method}`,
  })
  const perCost = (net: number | null) => (net === null ? null : net / cost)
  return {
    net: carry(netOf),
    roi: carry((rate) => perCost(netOf(rate))),
    breakEven: cost / (base * margin),
    verdict,
  }
}
