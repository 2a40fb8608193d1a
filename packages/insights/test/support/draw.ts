import { createRandom } from '../../src/algorithms.ts'

/** Answers around a mean, seeded: whole numbers from `low` to `high`. */
export function draw(n: number, low: number, high: number, mean: number, seed = 1): number[] {
  const random = createRandom(seed)
  const width = (high - low) * 0.6
  return Array.from({ length: n }, () =>
    Math.max(low, Math.min(high, Math.round(mean + width * (random() + random() - 1)))),
  )
}

/** Numbers of answers at which a rule changes: none, the least n, that of employees, that of a comparison. */
const SIZES = [0, 1, 4, 5, 9, 10, 29, 30, 60] as const

/** The same at each of these numbers of answers. */
export const bySize = <Result>(of: (n: number) => Result): { [n: string]: Result } =>
  Object.fromEntries(SIZES.map((n) => [`n = ${n}`, of(n)]))
