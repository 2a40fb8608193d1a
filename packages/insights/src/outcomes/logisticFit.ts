import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { InsightsError } from '../InsightsError.ts'
import { checkColumns } from '../stats/leastSquares.ts'

/** A logistic fit by maximum likelihood, intercept first. */
export interface LogisticFit {
  coefficients: number[]
  standardErrors: number[]
  logLikelihood: number
  iterations: number
}

const MOST_ITERATIONS = 50
const TOLERANCE = 1e-12
/** A log odds this far out means that the classes are told apart without a fault, and no estimate exists. */
const SEPARATED = 30

/**
 * Fits log odds of `y` = 1 on the columns of `x` and an intercept, by Newton's method.
 *
 * @param y - 0 or 1.
 * @param x - one list per predictor.
 * @throws {@link InsightsError} `no_solution` when a predictor tells the classes apart without a fault, does not vary, or
 * is a sum of others; `invalid_input` when `y` is not 0 or 1 or lengths differ; `missing_values`.
 * @see McCullagh and Nelder, Generalized Linear Models (1989), ch. 4.
 */
export function logisticFit(y: readonly number[], x: readonly (readonly number[])[]): LogisticFit {
  checkColumns(y, x)
  if (y.some((value) => value !== 0 && value !== 1))
    throw new InsightsError('invalid_input', 'The outcome of a logistic model is 0 or 1.')
  const n = y.length
  const p = x.length + 1
  const centres = x.map((column) => column.reduce((sum, value) => sum + value, 0) / n)
  const at = (i: number, j: number) => (j === 0 ? 1 : x[j - 1]![i]! - centres[j - 1]!)
  let beta = new Array<number>(p).fill(0)
  let information = new Matrix(p, p)
  let iterations = 0
  for (; iterations < MOST_ITERATIONS; iterations += 1) {
    information = Matrix.zeros(p, p)
    const score = Matrix.zeros(p, 1)
    for (let i = 0; i < n; i += 1) {
      let eta = 0
      for (let j = 0; j < p; j += 1) eta += beta[j]! * at(i, j)
      const fitted = 1 / (1 + Math.exp(-eta))
      const weight = fitted * (1 - fitted)
      for (let j = 0; j < p; j += 1) {
        score.set(j, 0, score.get(j, 0) + (y[i]! - fitted) * at(i, j))
        for (let k = 0; k <= j; k += 1)
          information.set(j, k, information.get(j, k) + weight * at(i, j) * at(i, k))
      }
    }
    for (let j = 0; j < p; j += 1)
      for (let k = j + 1; k < p; k += 1) information.set(j, k, information.get(k, j))
    const step = solve(information, score)
    beta = beta.map((value, j) => value + step.get(j, 0))
    if (beta.some((value, j) => Math.abs(value) * (j === 0 ? 1 : spread(x[j - 1]!)) > SEPARATED))
      throw new InsightsError(
        'no_solution',
        'A predictor tells who did and who did not apart without a fault (or nearly): no finite estimate exists.',
      )
    if (step.to1DArray().every((value, j) => Math.abs(value) <= TOLERANCE * (Math.abs(beta[j]!) + TOLERANCE)))
      break
  }
  const covariance = solve(information, Matrix.eye(p, p))
  const slopes = beta.slice(1)
  let logLikelihood = 0
  for (let i = 0; i < n; i += 1) {
    let eta = 0
    for (let j = 0; j < p; j += 1) eta += beta[j]! * at(i, j)
    logLikelihood += y[i]! * eta - (eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta)))
  }
  // back from centred predictors: the intercept is where all predictors are 0
  let ofIntercept = covariance.get(0, 0)
  for (let j = 1; j < p; j += 1) {
    ofIntercept -= 2 * centres[j - 1]! * covariance.get(0, j)
    for (let k = 1; k < p; k += 1) ofIntercept += centres[j - 1]! * centres[k - 1]! * covariance.get(j, k)
  }
  return {
    coefficients: [beta[0]! - slopes.reduce((sum, slope, j) => sum + slope * centres[j]!, 0), ...slopes],
    standardErrors: [
      Math.sqrt(ofIntercept),
      ...slopes.map((_, j) => Math.sqrt(covariance.get(j + 1, j + 1))),
    ],
    logLikelihood,
    iterations,
  }
}

function solve(information: Matrix, right: Matrix): Matrix {
  const cholesky = new CholeskyDecomposition(information)
  if (!cholesky.isPositiveDefinite())
    throw new InsightsError(
      'no_solution',
      'A predictor does not vary, or is a sum of others: leave one of them out.',
    )
  return cholesky.solve(right)
}

const spread = (column: readonly number[]) => {
  let [low, high] = [Infinity, -Infinity]
  for (const value of column) [low, high] = [Math.min(low, value), Math.max(high, value)]
  return high - low
}
