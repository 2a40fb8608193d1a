import { InsightsError } from '../InsightsError.ts'
import { medianOf } from '../stats/quantileOf.ts'

/**
 * Caps weights at `times` the median and hands what was cut to the others in proportion, so that the total is kept. A few
 * people should not speak for everybody.
 *
 * @param times - @defaultValue `5`
 * @returns the weights, and how many were capped.
 * @throws {@link InsightsError} `invalid_option` for a cap under the median.
 */
export function trimWeights(
  weights: readonly number[],
  times = 5,
): { weights: number[]; capped: number; cap: number } {
  if (!(times >= 1))
    throw new InsightsError('invalid_option', `\`times\` is ${times}: a cap is at least the median.`)
  const cap = times * medianOf(weights)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const over = weights.map((weight) => weight > cap)
  const trimmed = weights.map((weight) => Math.min(weight, cap))
  // handing out may lift a weight over the cap, which is then cut in turn; each round caps at least one more
  for (let round = 0; round < weights.length; round += 1) {
    const free = trimmed.reduce((sum, weight) => (weight < cap ? sum + weight : sum), 0)
    const missing = total - trimmed.reduce((sum, weight) => sum + weight, 0)
    if (missing <= 1e-12 * total || free === 0) break
    trimmed.forEach((weight, i) => {
      if (weight < cap) trimmed[i] = Math.min(cap, weight * (1 + missing / free))
    })
  }
  return { weights: trimmed, capped: over.filter(Boolean).length, cap }
}
