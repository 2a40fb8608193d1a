import { normalCdf } from '@pulso/insights/algorithms'

/**
 * A question whose answers come from a hidden normal quality with variance 1: an answer is the number of cuts it lies
 * above. Shares and means are then known exactly, whatever is drawn.
 */
export interface Cuts {
  lowest: number
  /** Ascending. */
  cuts: readonly number[]
}

export const CSAT: Cuts = { lowest: 1, cuts: [-1.6, -0.9, -0.1, 0.8] }
export const CES: Cuts = { lowest: 1, cuts: [-1.9, -1.4, -0.9, -0.3, 0.4, 1.1] }
export const EMOTION: Cuts = { lowest: -2, cuts: [-1.5, -0.6, 0.3, 1.2] }
export const EASE: Cuts = { lowest: 1, cuts: [-2, -1.3, -0.6, 0, 0.7, 1.5] }
export const BENCHMARK: Cuts = { lowest: 1, cuts: [-1.7, -0.8, 0.5, 1.4] }
export const NPS: Cuts = {
  lowest: 0,
  cuts: [-2.6, -2.3, -2, -1.7, -1.4, -1.1, -0.7, -0.3, 0.2, 0.8],
}

/** The answer that a quality gives. */
export const answerOf = ({ lowest, cuts }: Cuts, quality: number): number =>
  lowest + cuts.filter((cut) => quality > cut).length

/** Qualities in shares of the people: a mixture of normals with variance 1. */
export type Mixture = readonly { share: number; mean: number }[]

const above = (mixture: Mixture, cut: number) =>
  mixture.reduce((sum, { share, mean }) => sum + share * normalCdf(mean - cut), 0)

/** Mean of the answers. */
export const meanOf = ({ lowest, cuts }: Cuts, mixture: Mixture): number =>
  cuts.reduce((sum, cut) => sum + above(mixture, cut), lowest)

/** Share of answers from a step on, 0–1. */
export const shareFrom = ({ lowest, cuts }: Cuts, mixture: Mixture, from: number): number =>
  above(mixture, cuts[from - lowest - 1]!)

/** Net Promoter Score, −100…100. */
export const npsOf = (mixture: Mixture): number =>
  100 * (shareFrom(NPS, mixture, 9) - (1 - shareFrom(NPS, mixture, 7)))
