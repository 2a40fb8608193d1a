import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { InsightsError } from '../InsightsError.ts'
import { leastSquares } from '../stats/leastSquares.ts'

/** A logistic fit by maximum likelihood, intercept first. */
export interface LogisticFit {
  coefficients: number[]
  standardErrors: number[]
  logLikelihood: number
}

/** Newton's method takes five to ten. */
const MOST_ROUNDS = 50
/** A step that moves nobody's log odds by more than this is the last: the next would move them by its square. */
const TOLERANCE = 1e-9
/** A log odds this far out means that the classes are told apart without a fault, and no estimate exists. */
const SEPARATED = 30

/**
 * Fits log odds of `y` = 1 on the columns of `x` and an intercept, by Newton's method.
 *
 * @param y - 0 or 1.
 * @param x - one list per predictor.
 * @throws {@link InsightsError} `no_solution` when a predictor tells the classes apart without a fault, does not vary, or
 * is a sum of others; `invalid_input` when `y` is not 0 or 1 or lengths differ; `missing_values`; `too_few` with fewer
 * rows than coefficients.
 * @see McCullagh and Nelder, Generalized Linear Models (1989), ch. 4.
 */
export function logisticFit(y: readonly number[], x: readonly (readonly number[])[]): LogisticFit {
  if (y.some((value) => value !== 0 && value !== 1))
    throw new InsightsError('invalid_input', 'The outcome of a logistic model is 0 or 1.')
  // predictors without an answer in a linear model have none here: the curvature alone would let rounding hide it
  leastSquares(y, x)
  const centres = x.map((column) => column.reduce((sum, value) => sum + value, 0) / y.length)
  const design = new Matrix(y.map((_, i) => [1, ...x.map((column, j) => column[i]! - centres[j]!)]))
  const transposed = design.transpose()
  const reach = [1, ...x.map(spread)]
  const logOdds = (beta: Matrix) => design.mmul(beta).to1DArray()

  let beta = Matrix.zeros(reach.length, 1)
  let covariance: Matrix
  for (let round = 1; ; round += 1) {
    const fitted = logOdds(beta).map((eta) => 1 / (1 + Math.exp(-eta)))
    const score = transposed.mmul(Matrix.columnVector(y.map((value, i) => value - fitted[i]!)))
    const weighted = design.clone().mulColumnVector(fitted.map((p) => Math.sqrt(p * (1 - p))))
    const information = new CholeskyDecomposition(weighted.transpose().mmul(weighted))
    covariance = information.solve(Matrix.eye(reach.length))
    const step = covariance.mmul(score)
    beta = Matrix.add(beta, step)
    const furthest = (moves: Matrix) =>
      Math.max(...moves.to1DArray().map((move, j) => Math.abs(move) * reach[j]!))
    if (!(furthest(beta) <= SEPARATED) || round > MOST_ROUNDS)
      throw new InsightsError(
        'no_solution',
        'A predictor tells who did and who did not apart without a fault (or nearly): no finite estimate exists. Leave it ' +
          'out, or wait for more outcomes.',
      )
    if (furthest(step) <= TOLERANCE) break
  }
  // back from centred predictors: the intercept is where all predictors are 0
  const toZero = Matrix.rowVector([1, ...centres.map((centre) => -centre)])
  const [, ...slopes] = beta.to1DArray()
  const [, ...variances] = covariance.diagonal()
  return {
    coefficients: [toZero.mmul(beta).get(0, 0), ...slopes],
    standardErrors: [toZero.mmul(covariance).mmul(toZero.transpose()).get(0, 0), ...variances].map(Math.sqrt),
    // y·η − ln(1 + e^η), of large η without overflow
    logLikelihood: logOdds(beta).reduce(
      (sum, eta, i) => sum + y[i]! * eta - Math.max(eta, 0) - Math.log1p(Math.exp(-Math.abs(eta))),
      0,
    ),
  }
}

const spread = (column: readonly number[]) => {
  let [low, high] = [Infinity, -Infinity]
  for (const value of column) [low, high] = [Math.min(low, value), Math.max(high, value)]
  return high - low
}
