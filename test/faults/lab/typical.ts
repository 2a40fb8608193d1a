import { percentile } from './percentile.ts'

export interface Typical {
  p50: number
  p95: number
}

/** Half of the values, and 95 in 100 of them, are no larger. */
export const typical = (values: readonly number[]): Typical => ({
  p50: percentile(values, 0.5) ?? Number.NaN,
  p95: percentile(values, 0.95) ?? Number.NaN,
})
