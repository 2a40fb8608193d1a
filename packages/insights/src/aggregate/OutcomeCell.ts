/** What customers did, by kind, currency and period. */
export interface OutcomeCell {
  kind: string
  currency: string
  period: string
  n: number
  /** Sum of the values given, and how many were. */
  sum: number
  valued: number
}
