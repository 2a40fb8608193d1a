import { zOf } from './normal.ts'

/** A net score (share up − share down) on −1…1. */
export interface NetScore {
  value: number
  lower: number
  upper: number
  /** Of one answer: p + d − (p − d)², population form. */
  variance: number
  standardError: number
  /** Centre of the interval. */
  adjusted: number
}

/**
 * Share up minus share down, as given, within the adjusted Wald interval: three answers are added, ¾ of them to each
 * side, because plain Wald at 95 % holds the truth in only 80 % of samples of ten. Clipped to −1…1. Counts may be
 * fractional.
 *
 * Source: Rocks, The American Statistician 70 (2016); https://measuringu.com/nps-confidence-intervals/.
 */
export function netInterval(up: number, down: number, n: number, confidence: number): NetScore {
  const variance = netVariance(up / n, down / n)
  const plus = (up + 0.75) / (n + 3)
  const minus = (down + 0.75) / (n + 3)
  const adjusted = plus - minus
  const half = zOf(confidence) * Math.sqrt(netVariance(plus, minus) / (n + 3))
  return {
    value: up / n - down / n,
    lower: Math.max(-1, adjusted - half),
    upper: Math.min(1, adjusted + half),
    variance,
    standardError: Math.sqrt(variance / n),
    adjusted,
  }
}

/** Variance of one answer that counts +1, 0 or −1. */
export const netVariance = (up: number, down: number): number => up + down - (up - down) ** 2
