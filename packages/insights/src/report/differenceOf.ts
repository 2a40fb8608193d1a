import type { Cell, CellKey } from '../aggregate/Cell.ts'
import { tallyCells } from '../aggregate/tallyCells.ts'
import { meanDifference } from '../compare/meanDifference.ts'
import { npsDifference } from '../compare/npsDifference.ts'
import { proportionDifference } from '../compare/proportionDifference.ts'
import type { Verdict } from '../compare/verdictOf.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { countBetween } from '../contract/Tally.ts'

/** A difference of two groups of answers to one question, in the unit of its headline. */
export interface Difference extends Metric {
  verdict: Verdict
  /** Two-sided; `null` while suppressed. */
  p: number | null
}

const COUNTED: { readonly [type: string]: readonly [number, number] } = { csat: [4, 5], ces: [5, 7] }

/** CES 1.0 runs the other way, low is good: it is shown as a rating of its own, and no share of it is counted. */
export const isFirstCes = ({ type, wording }: Pick<CellKey, 'type' | 'wording'>): boolean =>
  type === 'ces' && /^ces(-\w+)*@1(\.|$)/.test(wording)

/** Steps that count, where the headline of a question is a share. */
export const countedOf = (
  key: Pick<CellKey, 'type' | 'wording'>,
): readonly [lowest: number, highest: number] | undefined => (isFirstCes(key) ? undefined : COUNTED[key.type])

/**
 * What the answers in `a` have more than those in `b`: points for NPS, a share for CSAT and CES, a mean for the others.
 * Different people; two intervals that overlap are no test, this is.
 *
 * @returns `undefined` when one of the two is empty.
 */
export function differenceOf(
  a: readonly Cell[],
  b: readonly Cell[],
  options: MetricOptions = {},
): Difference | undefined {
  if (a.length === 0 || b.length === 0) return undefined
  const [first, second] = [tallyCells(a), tallyCells(b)]
  const { type, audience } = a[0]!.key
  const counted = countedOf(a[0]!.key)
  if (counted) {
    const part = (tally: typeof first) => ({ k: countBetween(tally, ...counted), n: tally.n })
    return proportionDifference(part(first), part(second), { ...options, audience })
  }
  return type === 'nps' && audience === b[0]!.key.audience
    ? npsDifference(first, second, options)
    : meanDifference(first, second, options)
}
