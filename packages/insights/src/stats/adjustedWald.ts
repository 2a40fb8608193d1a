import type { Interval } from './Interval.ts'
import { zOf } from './normal.ts'

/**
 * Agresti and Coull's interval: z²/2 successes and z²/2 failures are added, then Wald. Clipped to 0…1.
 *
 * Source: Agresti and Coull, The American Statistician 52 (1998).
 */
export function adjustedWald(k: number, n: number, confidence: number): Interval & { adjusted: number } {
  const z = zOf(confidence)
  const adjusted = (k + z ** 2 / 2) / (n + z ** 2)
  const half = z * Math.sqrt((adjusted * (1 - adjusted)) / (n + z ** 2))
  return { value: k / n, lower: Math.max(0, adjusted - half), upper: Math.min(1, adjusted + half), adjusted }
}
