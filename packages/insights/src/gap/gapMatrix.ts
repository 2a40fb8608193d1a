import { benjaminiHochberg } from '../compare/benjaminiHochberg.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { InsightsError } from '../InsightsError.ts'
import type { Pair } from './pairAnswers.ts'
import { type Gap, pairedGap } from './pairedGap.ts'
import { DIMENSIONS, type ServqualDimension } from './servqual.ts'

/** Pairs asked about one dimension at one touchpoint. */
export interface MatrixInput {
  dimension: ServqualDimension
  touchpoint: string
  pairs: readonly Pair[]
  /** Persons asked on one side only. */
  unmatched?: number
}

/** One cell: what was promised and what was found, of one quality at one moment. */
export interface MatrixCell {
  dimension: ServqualDimension
  touchpoint: string
  gap: Gap
  /** The gap is below zero after false-discovery control over all cells of the matrix. */
  short: boolean
}

/** Five dimensions × moments of truth. */
export interface GapMatrix {
  /** Row by row of dimensions, touchpoints in the order given. */
  cells: MatrixCell[]
  /** Cells nobody was asked about. */
  missing: { dimension: ServqualDimension; touchpoint: string }[]
  /** Cells tested at once. */
  tested: number
}

/**
 * The five SERVQUAL dimensions (American school) at the moments of truth (Nordic school): a paired gap per cell, and the
 * cells that nobody was asked about by name.
 *
 * @param touchpoints - columns, in journey order.
 * @throws {@link InsightsError} `invalid_input` for a cell that is given twice or a touchpoint that is no column.
 */
export function gapMatrix(
  inputs: readonly MatrixInput[],
  touchpoints: readonly string[],
  options: MetricOptions & { q?: number } = {},
): GapMatrix {
  const cells: Omit<MatrixCell, 'short'>[] = []
  const missing: GapMatrix['missing'] = []
  const foreign = inputs.find(({ touchpoint }) => !touchpoints.includes(touchpoint))
  if (foreign)
    throw new InsightsError(
      'invalid_input',
      `Touchpoint "${foreign.touchpoint}" is no column of this matrix.`,
    )
  for (const dimension of DIMENSIONS)
    for (const touchpoint of touchpoints) {
      const given = inputs.filter((one) => one.dimension === dimension && one.touchpoint === touchpoint)
      if (given.length > 1)
        throw new InsightsError(
          'invalid_input',
          `Cell ${dimension} × ${touchpoint} is given ${given.length} times.`,
        )
      const [input] = given
      if (!input || input.pairs.length === 0) missing.push({ dimension, touchpoint })
      else
        cells.push({
          dimension,
          touchpoint,
          gap: pairedGap(input.pairs, { ...options, unmatched: input.unmatched ?? 0 }),
        })
    }
  const { found } = benjaminiHochberg(
    cells.map(({ gap }) => gap.p ?? 1),
    options.q,
  )
  return {
    cells: cells.map((cell, i) => ({ ...cell, short: found.includes(i) && cell.gap.value! < 0 })),
    missing,
    tested: cells.length,
  }
}
