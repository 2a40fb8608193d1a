/** An estimate with its two-sided interval. */
export interface Interval {
  value: number
  lower: number
  upper: number
}
