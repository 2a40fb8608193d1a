/** Count, mean and standard deviation (n − 1). */
export interface Moments {
  n: number
  mean: number
  sd: number
}

/** Of counts by value. Both passes sort by value, so that the result does not depend on the order of arrival. */
export function momentsOfCounts(counts: ReadonlyMap<number, number>): Moments {
  const pairs = [...counts].sort(([a], [b]) => a - b)
  let n = 0
  let sum = 0
  for (const [value, count] of pairs) {
    n += count
    sum += value * count
  }
  const mean = sum / n
  let squares = 0
  for (const [value, count] of pairs) squares += count * (value - mean) ** 2
  return { n, mean, sd: Math.sqrt(squares / (n - 1)) }
}

/** Of a list. Two passes: the one-pass formula loses digits when the mean is large beside the spread. */
export function momentsOf(values: readonly number[]): Moments {
  const n = values.length
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / n
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  return { n, mean, sd: Math.sqrt(squares / (n - 1)) }
}
