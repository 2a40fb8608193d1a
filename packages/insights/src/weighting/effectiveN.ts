import { InsightsError } from '../InsightsError.ts'

/** What unequal weights cost. */
export interface EffectiveN {
  n: number
  /** (Σw)² ÷ Σw²: as many equally weighted answers would be as sure. */
  effectiveN: number
  /** n ÷ effectiveN. */
  designEffect: number
}

/**
 * Kish's effective number of answers.
 *
 * @throws {@link InsightsError} `invalid_input` for a weight below 0 or no number, or no weight above 0.
 * @see Kish, Survey Sampling (1965).
 */
export function effectiveN(weights: readonly number[]): EffectiveN {
  if (weights.some((weight) => !(weight >= 0 && Number.isFinite(weight))))
    throw new InsightsError('invalid_input', 'Weights are numbers from 0.')
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const squares = weights.reduce((total, weight) => total + weight ** 2, 0)
  if (!(sum > 0)) throw new InsightsError('invalid_input', 'At least one weight is above 0.')
  return {
    n: weights.length,
    effectiveN: sum ** 2 / squares,
    designEffect: (weights.length * squares) / sum ** 2,
  }
}
