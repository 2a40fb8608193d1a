import { InsightsError } from '../InsightsError.ts'
import type { ProductSums } from './createProductSums.ts'

/** Least variance of a predictor that the others leave over, as a share of its own. */
const TOLERANCE = 1e-10

/**
 * Slopes of the first column on the others, with an intercept: ordinary least squares by the normal equations, of columns
 * scaled to one spread.
 *
 * @throws {@link InsightsError} `no_solution` when a predictor is constant or a sum of others.
 */
export function slopesOf({ size, products }: ProductSums): number[] {
  const p = size - 1
  const scales = Array.from({ length: size }, (_, a) => Math.sqrt(products[a * size + a]!))
  /** The equations, row by row; the right side is the last column. */
  const left = Array.from({ length: p }, (_, a) =>
    Float64Array.from({ length: p + 1 }, (_, b) => {
      const other = b === p ? 0 : b + 1
      return products[(a + 1) * size + other]! / (scales[a + 1]! * (other === 0 ? 1 : scales[other]!))
    }),
  )
  for (let pivot = 0; pivot < p; pivot += 1) {
    const row = left[pivot]!
    // what the predictors before it leave over of it; NaN of one that does not vary
    if (!(row[pivot]! > TOLERANCE))
      throw new InsightsError(
        'no_solution',
        'A predictor does not vary, or is a sum of others: leave one of them out.',
      )
    for (let a = 0; a < p; a += 1) {
      if (a === pivot) continue
      const other = left[a]!
      const ratio = other[pivot]! / row[pivot]!
      for (let b = pivot; b <= p; b += 1) other[b]! -= ratio * row[b]!
    }
  }
  return left.map((row, a) => row[p]! / row[a]! / scales[a + 1]!)
}
