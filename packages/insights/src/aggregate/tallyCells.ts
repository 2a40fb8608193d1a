import { type Series, samePool } from '../contract/Series.ts'
import { addExcluded, EXCLUDED, mergeTallies, type Tally, tallyFromCounts } from '../contract/Tally.ts'
import { InsightsError } from '../InsightsError.ts'
import type { Cell, CellKey } from './Cell.ts'
import { scaleOf } from './scaleOf.ts'

/** The series of a cell; `undefined` for a question without a scale. */
export function seriesOfCell(key: CellKey): Series | undefined {
  const scale = scaleOf(key as Parameters<typeof scaleOf>[0])
  return (
    scale && {
      kind: key.kind,
      audience: key.audience,
      wording: key.wording,
      scale,
      ...(key.role !== undefined && { role: key.role }),
    }
  )
}

/**
 * The answers of cells as one tally, from which every metric of one question is computed: the same number as from the
 * list of answers.
 *
 * @throws {@link InsightsError} `mixed_…` when the cells must not be pooled; `invalid_input` for no cell, or a question
 * without a scale (a choice, a text).
 */
export function tallyCells(cells: Iterable<Cell>): Tally {
  let sum: Tally | undefined
  let pool: Series | undefined
  for (const { key, counts, excluded } of cells) {
    const series = seriesOfCell(key)
    if (!series)
      throw new InsightsError(
        'invalid_input',
        `Question "${key.question}" (${key.type}) has no scale to count on.`,
      )
    pool = pool ? samePool(pool, series) : series
    const numeric = new Map<number, number>()
    let words = 0
    for (const [value, count] of counts)
      if (typeof value === 'number') numeric.set(value, count)
      else words += count
    const tally = tallyFromCounts(numeric, series.scale, {
      ...{ series, channels: [key.channel] },
      excluded: words > 0 ? addExcluded(excluded, { [EXCLUDED.notANumber]: words }) : excluded,
    })
    sum = sum ? mergeTallies(sum, tally) : tally
  }
  if (!sum) throw new InsightsError('invalid_input', 'No cell fits: nothing was asked there.')
  return sum
}

/** Cells by what they have in common, in order of appearance. */
export function groupCells(cells: Iterable<Cell>, nameOf: (key: CellKey) => string): Map<string, Cell[]> {
  const groups = new Map<string, Cell[]>()
  for (const cell of cells) {
    const name = nameOf(cell.key)
    const group = groups.get(name)
    if (group) group.push(cell)
    else groups.set(name, [cell])
  }
  return groups
}
