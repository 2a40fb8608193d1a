/** A number with all that is needed to defend it. */
export interface Metric {
  /** Absent while `n` is too small to show it. */
  value?: number
  n: number
  lower?: number
  upper?: number
  confidence: 0.95
  method: string
  /** Answers left out, by reason. */
  excluded: { [reason: string]: number }
  flags: ('suppressed' | 'indicative')[]
}

/** z of a two-sided 95 % interval. */
export const Z95 = 1.959963984540054

/** Below this only 'n = k' is shown; below `indicative` the value is shown with that word. Conventions, kept in one place. */
export const MIN_N = { customer: 5, employee: 10, indicative: 30 }
