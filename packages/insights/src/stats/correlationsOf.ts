import { Matrix } from 'ml-matrix'
import type { ProductSums } from './createProductSums.ts'

/** Correlation matrix of the columns; `NaN` beside one that does not vary. */
export function correlationsOf({ size, products }: ProductSums): Matrix {
  const matrix = Matrix.eye(size, size)
  for (let a = 0; a < size; a += 1)
    for (let b = a + 1; b < size; b += 1) {
      const value = products[a * size + b]! / Math.sqrt(products[a * size + a]! * products[b * size + b]!)
      matrix.set(a, b, value)
      matrix.set(b, a, value)
    }
  return matrix
}
