import { EigenvalueDecomposition, type Matrix } from 'ml-matrix'
import { InsightsError } from '../InsightsError.ts'
import { checkColumns, correlationMatrix } from '../stats/leastSquares.ts'
import type { Decomposition } from './lmg.ts'

/**
 * Johnson's relative weights: R² shared out by way of the orthogonal variables closest to the predictors. Close to LMG, and
 * fast for any number of predictors. Sums to R².
 *
 * @throws {@link InsightsError} `no_solution` when a predictor does not vary or is a sum of others; `missing_values`.
 * @see Johnson, Multivariate Behavioral Research 35 (2000).
 */
export function relativeWeights(y: readonly number[], x: readonly (readonly number[])[]): Decomposition {
  checkColumns(y, x)
  return relativeWeightsOfCorrelations(correlationMatrix([y, ...x]))
}

/** {@link relativeWeights} from the correlations of the response (first) and the predictors. */
export function relativeWeightsOfCorrelations(correlations: Matrix): Decomposition {
  const p = correlations.rows - 1
  const inner = correlations.subMatrix(1, p, 1, p)
  const withResponse = Array.from({ length: p }, (_, j) => correlations.get(0, j + 1))
  if (withResponse.some((r) => !Number.isFinite(r)))
    throw new InsightsError('no_solution', 'A column does not vary: leave it out.')
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(inner)
  if (values.some((value) => value < 1e-10))
    throw new InsightsError('no_solution', 'A predictor is a sum of others: leave one of them out.')
  // lambda = V √D V′ holds the correlations of predictors and their orthogonal counterparts; beta solves lambda beta = r.
  const power = (exponent: number, a: number, b: number) =>
    values.reduce((sum, value, k) => sum + vectors.get(a, k) * value ** exponent * vectors.get(b, k), 0)
  const beta = withResponse.map((_, a) => withResponse.reduce((sum, r, b) => sum + power(-0.5, a, b) * r, 0))
  const contributions = withResponse.map((_, a) =>
    beta.reduce((sum, weight, b) => sum + power(0.5, a, b) ** 2 * weight ** 2, 0),
  )
  return { r2: contributions.reduce((sum, value) => sum + value, 0), contributions }
}
