import type { Matrix } from 'ml-matrix'
import { InsightsError } from '../InsightsError.ts'
import { checkColumns, correlationMatrix } from '../stats/leastSquares.ts'

/** Shares of R² that predictors are credited with; they sum to `r2`. */
export interface Decomposition {
  r2: number
  /** In the order of the predictors. */
  contributions: number[]
}

/** More subsets than this are not worth the wait; `relativeWeights` comes close in no time. */
const MOST_PREDICTORS = 15

/**
 * LMG (Shapley): the R² that a predictor adds, averaged over all orders in which predictors could enter. Exact: all
 * subsets are fitted, so the time doubles with each predictor.
 *
 * @throws {@link InsightsError} `no_solution` when a predictor does not vary or is a sum of others; `missing_values`
 * (pairwise correlations are not offered: they need not fit together); `invalid_option` above 15 predictors.
 * @see Lindeman, Merenda and Gold (1980); Grömping, Journal of Statistical Software 17 (2006).
 */
export function lmg(y: readonly number[], x: readonly (readonly number[])[]): Decomposition {
  checkColumns(y, x)
  return lmgOfCorrelations(correlationMatrix([y, ...x]))
}

/** {@link lmg} from the correlations of the response (first) and the predictors. */
export function lmgOfCorrelations(correlations: Matrix): Decomposition {
  const p = correlations.rows - 1
  if (p > MOST_PREDICTORS)
    throw new InsightsError(
      'invalid_option',
      `LMG of ${p} predictors fits ${2 ** p} models. Use relative weights beyond ${MOST_PREDICTORS}.`,
    )
  const r2 = explainedBySubsets(correlations)
  const sizes = new Uint8Array(2 ** p)
  for (let set = 1; set < 2 ** p; set += 1) sizes[set] = sizes[set >> 1]! + (set & 1)
  // weight of a subset of size s not holding j: s! (p − s − 1)! / p!
  const weights = Array.from({ length: p }, (_, s) => factorial(s) * (factorial(p - s - 1) / factorial(p)))
  const contributions = Array.from({ length: p }, (_, j) => {
    let sum = 0
    for (let set = 0; set < 2 ** p; set += 1)
      if (!(set & (1 << j))) sum += weights[sizes[set]!]! * (r2[set | (1 << j)]! - r2[set]!)
    return sum
  })
  return { r2: r2[2 ** p - 1]!, contributions }
}

/** Least variance of a predictor that the others leave over, as a share of its own. */
const TOLERANCE = 1e-10

/**
 * R² of the response on every subset of predictors; bit j of the place is predictor j. Each subset is reached once, by
 * taking one more predictor out of what the smaller subset left over (a sweep), so that 1,024 models cost as much as a few.
 */
function explainedBySubsets(correlations: Matrix): Float64Array {
  const size = correlations.rows
  const p = size - 1
  const r2 = new Float64Array(2 ** p)
  const visit = (left: Float64Array, set: number, from: number) => {
    for (let j = from; j < p; j += 1) {
      const pivot = (j + 1) * size
      const variance = left[pivot + j + 1]!
      if (!(variance > TOLERANCE) || !Number.isFinite(left[pivot]!))
        throw new InsightsError(
          'no_solution',
          'A column does not vary, or a predictor is a sum of others: leave one of them out.',
        )
      const next = left.slice()
      for (let a = 0; a < size; a += 1) {
        const ratio = left[a * size + j + 1]! / variance
        for (let b = 0; b < size; b += 1) next[a * size + b]! -= ratio * left[pivot + b]!
      }
      r2[set | (1 << j)] = 1 - next[0]!
      visit(next, set | (1 << j), j + 1)
    }
  }
  visit(Float64Array.from(correlations.to1DArray()), 0, 0)
  return r2
}

const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1))
