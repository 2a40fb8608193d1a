import { Z95 } from './metric.ts'

/** Above this the series below is exact to 1e-9 by itself. */
const SERIES_IS_ENOUGH = 200

/** The two-sided 95 % quantile of Student's t, for whole degrees of freedom. */
export function studentT95(degrees: number): number {
  let t = series(degrees)
  if (degrees > SERIES_IS_ENOUGH) return t
  if (degrees === 1) return Math.tan(0.475 * Math.PI)
  for (let step = 0; step < 8; step += 1) t -= (within(t, degrees) - 0.95) / (2 * density(t, degrees))
  return t
}

/** Cornish–Fisher expansion around the normal quantile. Source: Abramowitz & Stegun 26.7.5. */
function series(degrees: number): number {
  const z = Z95
  const g1 = (z ** 3 + z) / 4
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  const g4 = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160
  return z + g1 / degrees + g2 / degrees ** 2 + g3 / degrees ** 3 + g4 / degrees ** 4
}

/** Probability between −t and t. Source: Abramowitz & Stegun 26.7.3 and 26.7.4. */
function within(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees))
  const cos2 = Math.cos(angle) ** 2
  const odd = degrees % 2 === 1
  let term = odd ? Math.cos(angle) : 1
  let sum = term
  for (let k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= ((k - 1) / k) * cos2
    sum += term
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum
}

function density(t: number, degrees: number): number {
  let scale = degrees % 2 === 1 ? 1 / Math.PI : 1 / (2 * Math.SQRT2)
  // Γ((ν+1)/2) / (√(νπ) Γ(ν/2)), grown from ν = 1 or 2 in steps of two.
  for (let v = degrees % 2 === 1 ? 1 : 2; v < degrees; v += 2) scale *= ((v + 1) / v) * Math.sqrt(v / (v + 2))
  return scale * (1 + (t * t) / degrees) ** (-(degrees + 1) / 2)
}
