import { InsightsError } from '../InsightsError.ts'

/** What is expected of a period. */
export interface SamplingPlan {
  /** Completed answers wanted. */
  target: number
  /** Visits that pass every rule but sampling. */
  eligibleVisits: number
  /** Share of visits that are a different person, 0–1. @defaultValue `1` */
  uniqueShare?: number
  /** Share of persons outside of their cool-down, 0–1. @defaultValue `1` */
  notInCoolDown?: number
  /** Completions ÷ impressions, 0–1. */
  responseRate: number
}

/**
 * The sampling rate that brings the answers wanted: target ÷ (visits × unique × not in cool-down × response rate), cut at
 * 1. Its inverse is the base weight of each answer.
 *
 * @returns `enough` is false when even asking everyone brings fewer.
 * @throws {@link InsightsError} `invalid_option` for shares outside of (0, 1] or numbers that are not above 0.
 */
export function samplingRate(plan: SamplingPlan): {
  rate: number
  expected: number
  enough: boolean
  baseWeight: number
} {
  const { target, eligibleVisits, uniqueShare = 1, notInCoolDown = 1, responseRate } = plan
  if (
    !(
      target > 0 &&
      eligibleVisits > 0 &&
      [uniqueShare, notInCoolDown, responseRate].every((share) => share > 0 && share <= 1)
    )
  )
    throw new InsightsError(
      'invalid_option',
      'Target and visits are above 0; shares are above 0 and at most 1.',
    )
  const possible = eligibleVisits * uniqueShare * notInCoolDown * responseRate
  const rate = Math.min(1, target / possible)
  return { rate, expected: rate * possible, enough: possible >= target, baseWeight: 1 / rate }
}
