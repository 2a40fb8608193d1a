import { Matrix, SVD } from 'ml-matrix'
import { InsightsError } from '../InsightsError.ts'

/** An ordinary least-squares fit with intercept. */
export interface Fit {
  /** Intercept first. */
  coefficients: number[]
  /** Standard errors, intercept first. */
  standardErrors: number[]
  r2: number
  /** Residual degrees of freedom. */
  df: number
  /** Residual standard deviation. */
  sigma: number
}

/** Smallest singular value, as a share of the largest, of predictors that still have an answer. */
const RANK_TOLERANCE = 1e-10
/** What a column of equal numbers seems to vary by, as a share of them: their mean is rounded. */
const ROUNDING = 1e-12

/**
 * Least squares of `y` on the columns of `x` and an intercept. Columns are centred and scaled first, so that a predictor in
 * cents and one in years are solved equally well.
 *
 * @param x - one list per predictor.
 * @throws {@link InsightsError} `no_solution` when a predictor is constant or a sum of others; `too_few` with fewer rows
 * than coefficients; `invalid_input` for unequal lengths; `missing_values` for what is no finite number.
 */
export function leastSquares(y: readonly number[], x: readonly (readonly number[])[]): Fit {
  const n = y.length
  const p = x.length
  checkColumns(y, x)
  if (n <= p + 1)
    throw new InsightsError('too_few', `${p} predictors need more than ${p + 1} cases; there are ${n}.`)
  const means = x.map(mean)
  const scales = x.map((column, j) => lengthOf(column, means[j]!))
  const centre = mean(y)
  if (p === 0) {
    const total = y.reduce((sum, value) => sum + (value - centre) ** 2, 0)
    const sigma = Math.sqrt(total / (n - 1))
    return { coefficients: [centre], standardErrors: [sigma / Math.sqrt(n)], r2: 0, df: n - 1, sigma }
  }
  const design = new Matrix(n, p)
  for (let j = 0; j < p; j += 1)
    for (let i = 0; i < n; i += 1) design.set(i, j, (x[j]![i]! - means[j]!) / scales[j]!)
  const svd = scales.every((scale) => scale > 0) ? new SVD(design, { autoTranspose: true }) : undefined
  const values = svd?.diagonal ?? []
  if (!svd || !(Math.min(...values) > RANK_TOLERANCE * Math.max(...values)))
    throw new InsightsError(
      'no_solution',
      'A predictor does not vary, or is a sum of others: leave one of them out.',
    )
  const right = svd.rightSingularVectors
  const projected = svd.leftSingularVectors
    .transpose()
    .mmul(Matrix.columnVector(y.map((value) => value - centre)))
    .to1DArray()
  const scaled = right.mmul(Matrix.columnVector(projected.map((value, k) => value / values[k]!))).to1DArray()
  const slopes = scaled.map((value, j) => value / scales[j]!)
  const intercept = centre - slopes.reduce((sum, slope, j) => sum + slope * means[j]!, 0)

  let residual = 0
  let total = 0
  for (let i = 0; i < n; i += 1) {
    const fitted = slopes.reduce((sum, slope, j) => sum + slope * x[j]![i]!, intercept)
    residual += (y[i]! - fitted) ** 2
    total += (y[i]! - centre) ** 2
  }
  const df = n - p - 1
  const sigma = Math.sqrt(residual / df)
  const covariance = new Matrix(p, p)
  for (let a = 0; a < p; a += 1)
    for (let b = 0; b < p; b += 1)
      covariance.set(
        a,
        b,
        values.reduce((sum, value, k) => sum + (right.get(a, k) * right.get(b, k)) / value ** 2, 0) /
          (scales[a]! * scales[b]!),
      )
  let ofIntercept = 1 / n
  for (let a = 0; a < p; a += 1)
    for (let b = 0; b < p; b += 1) ofIntercept += means[a]! * means[b]! * covariance.get(a, b)
  return {
    coefficients: [intercept, ...slopes],
    standardErrors: [
      sigma * Math.sqrt(ofIntercept),
      ...slopes.map((_, j) => sigma * Math.sqrt(covariance.get(j, j))),
    ],
    r2: lengthOf(y, centre) > 0 ? 1 - residual / total : 0,
    df,
    sigma,
  }
}

/** Refuses columns of unequal length and values that are missing. */
export function checkColumns(y: readonly number[], x: readonly (readonly number[])[]): void {
  if (x.some((column) => column.length !== y.length))
    throw new InsightsError('invalid_input', `Every predictor needs ${y.length} values, one for each case.`)
  if ([y, ...x].some((column) => column.some((value) => !Number.isFinite(value))))
    throw new InsightsError(
      'missing_values',
      'A value is missing or no number. Use complete cases: correlations from different people for each pair do not ' +
        'fit together.',
    )
}

/** Correlation matrix of the columns; `NaN` beside one that does not vary. */
export function correlationMatrix(columns: readonly (readonly number[])[]): Matrix {
  const n = columns[0]?.length ?? 0
  const scaled = columns.map((column) => {
    const centre = mean(column)
    const length = lengthOf(column, centre)
    return column.map((value) => (value - centre) / length)
  })
  const p = columns.length
  const matrix = Matrix.eye(p, p)
  for (let a = 0; a < p; a += 1)
    for (let b = a + 1; b < p; b += 1) {
      let sum = 0
      for (let i = 0; i < n; i += 1) sum += scaled[a]![i]! * scaled[b]![i]!
      matrix.set(a, b, sum)
      matrix.set(b, a, sum)
    }
  return matrix
}

/** Root of the sum of squares about the centre; `NaN` where the column does not vary. */
function lengthOf(column: readonly number[], centre: number): number {
  const length = Math.sqrt(column.reduce((sum, value) => sum + (value - centre) ** 2, 0))
  return length > ROUNDING * Math.abs(centre) * Math.sqrt(column.length) ? length : NaN
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
