import { InsightsError } from '../InsightsError.ts'

/** What decides about the order of work at one touchpoint; every figure is shown beside the result. */
export interface PriorityInput {
  touchpoint: string
  /** Share of R² that its rating is credited with, 0–1. */
  importance: number
  /** Performance on 0–1; room to improve is what is left. */
  performance: number
  /** Share of customers who pass it, 0–1. */
  reach: number
  /** Worth of one point of improvement to the business, in currency; shown beside, not multiplied in. */
  businessValue?: number
}

/** A touchpoint in its place. */
export interface Priority extends PriorityInput {
  /** 1 − performance. */
  room: number
  /** importance × room × reach. */
  priority: number
  rank: number
}

/**
 * Orders initiatives: importance × room to improve × reach, business value beside it. Anyone can redo it by hand. Equal
 * ones keep the order in which they were given.
 *
 * @throws {@link InsightsError} `invalid_input` for a figure outside of 0–1.
 */
export function prioritise(inputs: readonly PriorityInput[]): Priority[] {
  for (const { touchpoint, importance, performance, reach } of inputs)
    if (![importance, performance, reach].every((value) => value >= 0 && value <= 1))
      throw new InsightsError(
        'invalid_input',
        `"${touchpoint}": importance, performance and reach are shares, 0 to 1.`,
      )
  return inputs
    .map((input) => {
      const room = 1 - input.performance
      return { ...input, room, priority: input.importance * room * input.reach, rank: 0 }
    })
    .sort((a, b) => b.priority - a.priority)
    .map((entry, i) => ({ ...entry, rank: i + 1 }))
}
