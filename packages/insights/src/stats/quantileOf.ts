/** The quantile at `p`, 0–1, of values sorted upwards; linear between order statistics (R's type 7). */
export function quantileOf(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return NaN
  const place = (sorted.length - 1) * p
  const below = Math.floor(place)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (place - below) * (high - low)
}

/** The median. Does not change the list. */
export const medianOf = (values: readonly number[]): number =>
  quantileOf(Float64Array.from(values).sort(), 0.5)
