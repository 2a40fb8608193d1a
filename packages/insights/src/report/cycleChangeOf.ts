import type { MetricOptions } from '../contract/MetricOptions.ts'
import type { Programme } from '../programme/Programme.ts'
import { type Difference, differenceOf } from './differenceOf.ts'
import type { CellSeries } from './seriesOf.ts'

/** What changed since the cycle before. */
export interface CycleChange {
  from: string
  to: string
  /** Later − earlier. */
  difference: Difference
}

/**
 * The latest cycle against the one before it, both by the programme's own dates. A period belongs to the cycle that its
 * first day lies in.
 *
 * @returns `null` with fewer than two cycles that have begun, or where one of them has no answer.
 */
export function cycleChangeOf(
  { cells }: Pick<CellSeries, 'cells'>,
  cycles: Programme['cycles'],
  day: string,
  options: MetricOptions = {},
): CycleChange | null {
  const begun = cycles.filter(({ from }) => from <= day).sort((a, b) => (a.from < b.from ? -1 : 1))
  const [earlier, later] = begun.slice(-2)
  if (!earlier || !later) return null
  const within = ({ from, to }: typeof later) =>
    cells.filter(({ key }) => key.period >= from && key.period <= to)
  const difference = differenceOf(within(later), within(earlier), options)
  return difference ? { from: earlier.id, to: later.id, difference } : null
}
