import type { Audience } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'

/** Why a cell is hidden: it is small, or what is left of the total would give a small one away. */
export type Hidden = 'small' | 'complement'

/**
 * Which cells of one total may be shown. A cell below the least n is hidden; when exactly the sum of the hidden ones is
 * below it too, the next smallest is hidden as well, since the total less what is shown would give them away.
 *
 * @param sizes - answers per cell.
 * @param options - `audience` sets the least n: 5 customers, 10 employees.
 * @returns hidden cells with the reason; all others may be shown.
 */
export function suppressSmallCells(
  sizes: { readonly [cell: string]: number },
  options: MetricOptions & { audience: Audience },
): { [cell: string]: Hidden } {
  const { thresholds, audience } = settingsOf(options)
  const least = audience === 'employee' ? thresholds.employees : thresholds.customers
  const sorted = Object.entries(sizes)
    .filter(([, n]) => n > 0)
    .sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
  const hidden: { [cell: string]: Hidden } = {}
  let sum = 0
  for (const [cell, n] of sorted) {
    if (n < least) hidden[cell] = 'small'
    else if (sum > 0 && sum < least) hidden[cell] = 'complement'
    else break
    sum += n
  }
  return hidden
}
