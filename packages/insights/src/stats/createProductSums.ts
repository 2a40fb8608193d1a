/** Sums of products of columns, centred: correlations and slopes follow from them alone. */
export interface ProductSums {
  /** How many columns. */
  size: number
  /** Row by row, Σ (a − ā)(b − b̄); all of a column that does not vary are exactly 0. */
  products: Float64Array
}

/** What remains of a sum of squares when the same numbers are added in another order, as a share of it. */
const ROUNDING = 1e-12

/**
 * Prepares columns for resampling: units that are alike in every column are one row, and a draw costs what the rows cost.
 * Ratings have few steps, so that thousands of persons are often some hundred rows.
 *
 * @param columns - of equal length, without missing values.
 * @returns a function of the units that were drawn, each as often as it was.
 */
export function createProductSums(
  columns: readonly (readonly number[])[],
): (indexes: Int32Array) => ProductSums {
  const size = columns.length
  const units = columns[0]?.length ?? 0
  // near zero, so that no digits are lost in the products of large numbers
  const centres = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / units)
  const rowOf = new Int32Array(units)
  const known = new Map<string, number>()
  const values: number[] = []
  for (let i = 0; i < units; i += 1) {
    const name = columns.map((column) => column[i]).join()
    let row = known.get(name)
    if (row === undefined) {
      row = known.size
      known.set(name, row)
      for (let a = 0; a < size; a += 1) values.push(columns[a]![i]! - centres[a]!)
    }
    rowOf[i] = row
  }
  const rows = Float64Array.from(values)
  const weights = new Float64Array(known.size)

  return (indexes) => {
    weights.fill(0)
    for (let i = 0; i < indexes.length; i += 1) weights[rowOf[indexes[i]!]!]! += 1
    const sums = new Float64Array(size)
    const products = new Float64Array(size * size)
    for (let row = 0; row < weights.length; row += 1) {
      const weight = weights[row]!
      if (weight === 0) continue
      const from = row * size
      for (let a = 0; a < size; a += 1) {
        const value = weight * rows[from + a]!
        sums[a]! += value
        for (let b = a; b < size; b += 1) products[a * size + b]! += value * rows[from + b]!
      }
    }
    const varies = Array.from(sums, (sum, a) => {
      const squares = products[a * size + a]!
      return squares - sum ** 2 / indexes.length > ROUNDING * squares
    })
    for (let a = 0; a < size; a += 1)
      for (let b = a; b < size; b += 1) {
        const product = products[a * size + b]! - (sums[a]! * sums[b]!) / indexes.length
        products[a * size + b] = varies[a] && varies[b] ? product : 0
        products[b * size + a] = products[a * size + b]!
      }
    return { size, products }
  }
}
